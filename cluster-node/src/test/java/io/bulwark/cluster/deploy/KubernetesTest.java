package io.bulwark.cluster.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.bulwark.cluster.certs.Authority;
import io.bulwark.cluster.certs.CertificateFiles;
import io.bulwark.cluster.http.HttpSettings;
import io.bulwark.cluster.node.NodeSettings;
import io.bulwark.cluster.prover.WorkerSettings;
import io.bulwark.protocol.Jurisdiction;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.OperatorId;
import io.bulwark.protocol.Region;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests in {@code deploy/k8s} say what Kubernetes understands and what a node does. */
final class KubernetesTest {
    private static final long MEBI = 1L << 20;
    private static final long GIBI = 1L << 30;
    /** What a node takes to leave the cluster, beside handing work back. */
    private static final long LEAVING_SECONDS = 10;

    private static final String VARIANTS = "io.bulwark.cluster.deploy.Variant#all";

    static Stream<Path> files() {
        return Manifests.files().stream();
    }

    @ParameterizedTest
    @MethodSource("files")
    void hasOnlyFieldsThatTheirTypesHave(Path file) throws IOException {
        assertThat(Manifests.resources(Files.readString(file))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{apiVersion: v1, kind: Service, spec: {publishNotReadyAdresses: true}}",
                "{apiVersion: apps/v1, kind: StatefulSet, spec: {template: {spec: {containers: [{name: a, imag: b}]}}}}",
                "{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, spec: {minReplica: 1}}",
                "{apiVersion: monitoring.coreos.com/v1, kind: ServiceMonitor, spec: {endpoint: []}}",
                "{apiVersion: cert-manager.io/v1, kind: Certificate, spec: {dnsName: [a]}}",
                "{apiVersion: chaos-mesh.org/v1alpha1, kind: NetworkChaos, spec: {delays: {}}}",
                "{apiVersion: v1, kind: Service, metadata: {name: a, name: b}}",
                "{apiVersion: v1, kind: Servise}"
            })
    void refusesWhatNoTypeHas(String manifest) {
        assertThatThrownBy(() -> Manifests.resources(manifest)).isInstanceOf(RuntimeException.class);
    }

    @Test
    void namesOnlyFilesThatAreThere() {
        for (Path file : Manifests.files()) {
            if (file.endsWith("kustomization.yaml")) {
                String name = Manifests.ROOT.relativize(file).toString();
                for (var found : Manifests.of(CustomResources.Kustomization.class, name)) {
                    Stream<String> named = Stream.of(
                                    found.resources(),
                                    found.components(),
                                    Stream.ofNullable(found.configMapGenerator())
                                            .flatMap(List::stream)
                                            .flatMap(map -> map.files().stream())
                                            .toList(),
                                    Stream.ofNullable(found.patches())
                                            .flatMap(List::stream)
                                            .map(CustomResources.Patch::path)
                                            .toList())
                            .flatMap(Stream::ofNullable)
                            .flatMap(List::stream)
                            .filter(path -> path != null);
                    assertThat(named).as(name).allMatch(path -> Files.exists(file.resolveSibling(path)));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource(VARIANTS)
    void nodesAcceptTheSettings(Variant variant, @TempDir Path directory) {
        Config given = ConfigFactory.parseMap(arguments(variant, directory)).withFallback(variant.given());
        Config all = given.withFallback(ConfigFactory.load()).resolve();
        NodeSettings node = NodeSettings.of(given);
        HttpSettings http = HttpSettings.of(all);

        assertThat(WorkerSettings.of(all, node.slots()).processes()).isTrue();
        assertThat(node.roles()).contains("prover", "gateway");
        assertThat(http.tls().isPresent() && http.keys().isPresent()).isEqualTo(variant.hasCertificates());
        if (!variant.hasCertificates()) {
            assertThat(http.open().host()).isEqualTo("127.0.0.1");
        }
    }

    /** What the first pod's arguments say, with a certificate for the host that they say. */
    private static Map<String, String> arguments(Variant variant, Path directory) {
        if (!variant.hasCertificates()) {
            return Map.of();
        }
        Instant now = Instant.now();
        Authority authority = Authority.make(new OperatorId("alpine"), now, now.plus(Duration.ofDays(2)));
        Member member = new Member(
                new NodeId(variant.podName(0)), new OperatorId("alpine"), new Jurisdiction("CH"), new Region("zurich"));
        CertificateFiles.write(
                authority.issue(member, List.of(variant.host(0)), now, now.plus(Duration.ofDays(1))), directory, false);
        return Map.of("bulwark.certs", directory.toString(), "bulwark.host", variant.host(0));
    }

    @ParameterizedTest
    @MethodSource(VARIANTS)
    void portsAndProbesAreTheNodes(Variant variant) throws IOException {
        Config bulwark = variant.bulwark();
        Map<String, Integer> ports = variant.node().getPorts().stream()
                .collect(Collectors.toMap(ContainerPort::getName, ContainerPort::getContainerPort));
        Map<String, Integer> expected = new HashMap<>(Map.of(
                "remoting", bulwark.getInt("port"),
                "api", bulwark.getInt("http.port"),
                "management", bulwark.getInt("http.management-port")));
        if (variant.asksApi()) {
            expected.put(bulwark.getString("kubernetes.port-name"), bulwark.getInt("kubernetes.port"));
        }
        assertThat(ports).isEqualTo(expected);

        assertThat(bulwark.getString("http.management-host")).isEqualTo("0.0.0.0");
        String served = Files.readString(Path.of("src/main/resources/openapi.json"));
        for (Probe probe : List.of(
                variant.node().getStartupProbe(),
                variant.node().getLivenessProbe(),
                variant.node().getReadinessProbe())) {
            assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo("management");
            assertThat(served).contains('"' + probe.getHttpGet().getPath() + '"');
        }
        assertThat(variant.node().getReadinessProbe().getHttpGet().getPath()).isEqualTo("/readyz");
    }

    @ParameterizedTest
    @MethodSource(VARIANTS)
    void memoryAndDiskHaveRoomForWhatTheSettingsAllow(Variant variant) throws IOException {
        Config bulwark = variant.bulwark();
        Matcher heap = Pattern.compile("-Xmx(\\d+)m").matcher(Files.readString(Path.of("pom.xml")));
        assertThat(heap.find()).isTrue();
        long heaps = Long.parseLong(heap.group(1)) + bulwark.getLong("worker-heap") * bulwark.getInt("slots");
        var resources = variant.node().getResources();
        assertThat(resources.getRequests().get("memory").getNumericalAmount().longValue())
                .isEqualTo(
                        resources.getLimits().get("memory").getNumericalAmount().longValue())
                .isGreaterThanOrEqualTo(heaps * MEBI * 6 / 5);

        var claim = variant.set().getSpec().getVolumeClaimTemplates().getFirst();
        assertThat(claim.getSpec()
                        .getResources()
                        .getRequests()
                        .get("storage")
                        .getNumericalAmount()
                        .longValue())
                .isGreaterThanOrEqualTo(bulwark.getBytes("artifact-bytes") + bulwark.getBytes("ledger-bytes") + GIBI);
    }

    @ParameterizedTest
    @MethodSource(VARIANTS)
    void podsAreGivenTheTimeThatHandingBackTakes(Variant variant) {
        long before = variant.node().getLifecycle().getPreStop().getSleep().getSeconds();
        assertThat(variant.pod().getTerminationGracePeriodSeconds())
                .isGreaterThan(before
                        + variant.bulwark().getDuration("hand-back-within").toSeconds()
                        + LEAVING_SECONDS);
    }

    @ParameterizedTest
    @MethodSource(VARIANTS)
    void podsMayDoNothingThatNodesNeedNot(Variant variant) {
        var container = variant.node().getSecurityContext();
        assertThat(container.getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(variant.pod().getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(variant.pod().getSecurityContext().getSeccompProfile().getType())
                .isEqualTo("RuntimeDefault");
        assertThat(variant.pod().getAutomountServiceAccountToken()).isEqualTo(variant.asksApi());
        assertThat(variant.node().getVolumeMounts())
                .filteredOn(mount -> !Boolean.TRUE.equals(mount.getReadOnly()))
                .extracting(mount -> mount.getMountPath())
                .containsExactlyInAnyOrder("/tmp", variant.bulwark().getString("data"));
        assertThat(variant.node().getVolumeMounts())
                .extracting(mount -> mount.getName())
                .containsAll(variant.pod().getVolumes().stream()
                        .map(volume -> volume.getName())
                        .toList());
    }

    @Test
    void nodesMayAskTheApiForPodsAndLeasesOnly() {
        var role = Manifests.of(CustomResources.Role.class, "components/kubernetes-api/role.yaml")
                .getFirst();
        assertThat(role.rules().stream().map(rule -> rule.apiGroups() + " " + rule.resources() + " " + rule.verbs()))
                .containsExactly("[] [pods] [list]", "[coordination.k8s.io] [leases] [get, create, update]");
        var binding = Manifests.of(CustomResources.RoleBinding.class, "components/kubernetes-api/role.yaml")
                .getFirst();
        assertThat(binding.roleRef().name()).isEqualTo(role.metadata().name());
        assertThat(binding.subjects())
                .extracting(subject -> subject.kind() + " " + subject.name())
                .containsExactly("ServiceAccount "
                        + Manifests.of(ServiceAccount.class, "base/service-account.yaml")
                                .getFirst()
                                .getMetadata()
                                .getName());
    }

    @ParameterizedTest
    @MethodSource(VARIANTS)
    void podsThatAskTheApiAreTheOnesTheyAskForAndAreEnough(Variant variant) {
        if (variant.asksApi()) {
            String selector = variant.bulwark().getString("kubernetes.pods");
            assertThat(variant.set()
                            .getSpec()
                            .getTemplate()
                            .getMetadata()
                            .getLabels()
                            .entrySet())
                    .extracting(label -> label.getKey() + "=" + label.getValue())
                    .contains(selector);
            int regions = variant.suffix().isEmpty() ? 1 : 3;
            assertThat(variant.bulwark().getInt("kubernetes.required-pods"))
                    .as("more than half: two halves begin no two clusters")
                    .isGreaterThan(variant.set().getSpec().getReplicas() * regions / 2)
                    .isLessThanOrEqualTo(variant.set().getSpec().getReplicas() * regions);
            assertThat(variant.bulwark().getString("split-brain-resolver")).isEqualTo("lease-majority");
        }
    }

    @ParameterizedTest
    @MethodSource(VARIANTS)
    void listensOnAllAddressesOnlyWithCertificates(Variant variant) {
        assertThat(variant.environment("JDK_JAVA_OPTIONS").isPresent()).isEqualTo(variant.hasCertificates());
        assertThat(variant.environment("JDK_JAVA_OPTIONS").orElse("-Dpekko.remote.artery.bind.hostname=0.0.0.0"))
                .isEqualTo("-Dpekko.remote.artery.bind.hostname=0.0.0.0");
        assertThat(ConfigFactory.load().hasPath("pekko.remote.artery.bind.hostname"))
                .isTrue();
    }

    @Test
    void theImageStartsANodeAsTheLauncherDoes() throws IOException {
        String launcher = Files.readString(Path.of("..", "bulwark"));
        Matcher flags = Pattern.compile("<jvmFlag>(.*)</jvmFlag>").matcher(Files.readString(Path.of("pom.xml")));
        assertThat(flags.results().map(flag -> flag.group(1)))
                .hasSizeGreaterThan(5)
                .allMatch(launcher::contains);
    }
}
