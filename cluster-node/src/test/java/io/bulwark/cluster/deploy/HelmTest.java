package io.bulwark.cluster.deploy;

import static io.bulwark.cluster.deploy.Rendered.CHART;
import static io.bulwark.cluster.deploy.Rendered.chart;
import static io.bulwark.cluster.deploy.Rendered.differences;
import static io.bulwark.cluster.deploy.Rendered.kustomized;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The Helm chart makes what the Kustomize manifests make: the same objects with the same fields. Both programs are asked, where they are on this machine. */
final class HelmTest {
    /** A component of Kustomize's, the values that switch on what it is in the chart, and objects that it adds. */
    enum Part {
        AUTOSCALING("autoscaling", "autoscaling.enabled=true", "HorizontalPodAutoscaler/bulwark"),
        CERT_MANAGER(
                "cert-manager",
                "certManager.enabled=true,certManager.operator=alpine,certManager.region=zurich,"
                        + "certManager.jurisdiction=CH,certManager.apiNames={api.alpine.example}",
                "Issuer/bulwark-authority Certificate/bulwark-0 Certificate/bulwark-5 Certificate/bulwark-api"),
        MONITORING(
                "monitoring",
                "monitoring.enabled=true",
                "ServiceMonitor/bulwark PrometheusRule/bulwark ConfigMap/bulwark-dashboard");

        private static final String ALL =
                Arrays.stream(values()).map(part -> part.values).collect(Collectors.joining(","));
        private static final Set<String> COMPONENTS =
                Arrays.stream(values()).map(part -> part.component).collect(Collectors.toSet());

        private final String component;
        private final String values;
        private final String adds;

        Part(String component, String values, String adds) {
            this.component = component;
            this.values = values;
            this.adds = adds;
        }
    }

    @Test
    void theChartMakesWhatTheOverlayOfOneRegionMakes() throws Exception {
        assertThat(chart(CHART))
                .isEqualTo(kustomized("overlays/one-region"))
                .containsKeys("Role/bulwark", "RoleBinding/bulwark", "NetworkPolicy/bulwark-pods");
    }

    @Test
    void withoutTheKubernetesApiTheChartMakesWhatTheBaseMakes() throws Exception {
        assertThat(chart(CHART, "--set", "kubernetesApi.enabled=false")).isEqualTo(kustomized("base"));
    }

    @ParameterizedTest
    @EnumSource
    void aPartThatIsSwitchedOnIsWhatTheComponentIs(Part part, @TempDir Path directory) throws Exception {
        Map<String, JsonNode> with = chart(CHART, "--set", part.values);
        assertThat(with).isEqualTo(kustomized(directory, Set.of(part.component)));
        assertThat(differences(with, chart(CHART))).contains(part.adds.split(" "));
    }

    @Test
    void aPackageOfTheChartWithAllPartsMakesWhatAllComponentsMake(@TempDir Path directory) throws Exception {
        assertThat(chart(Rendered.packed(directory), "--set", Part.ALL))
                .isEqualTo(kustomized(directory, Part.COMPONENTS));
    }

    @ParameterizedTest
    @CsvSource({
        "templates/autoscaling.yaml, stabilizationWindowSeconds: 1800, stabilizationWindowSeconds: 180, HorizontalPodAutoscaler/bulwark",
        "templates/cert-manager.yaml, size: 256, size: 384, Certificate/bulwark-api",
        "templates/kubernetes-api.yaml, 'verbs: [list]', 'verbs: [list, watch]', Role/bulwark",
        "templates/stateful-set.yaml, runAsNonRoot: true, runAsNonRoot: false, StatefulSet/bulwark",
        "monitoring/service-monitor.yaml, interval: 15s, interval: 16s, ServiceMonitor/bulwark",
        "monitoring/alerts.yaml, for: 2m, for: 3m, PrometheusRule/bulwark",
        "monitoring/bulwark-dashboard.json, now-3h, now-4h, ConfigMap/bulwark-dashboard"
    })
    void aDifferenceInOneFieldIsSeen(String file, String from, String to, String object, @TempDir Path directory)
            throws Exception {
        Path copy = Files.createDirectory(directory.resolve("chart"));
        try (Stream<Path> files = Files.walk(CHART, FileVisitOption.FOLLOW_LINKS)) {
            for (Path one : files.filter(Files::isRegularFile).toList()) {
                Path target = copy.resolve(CHART.relativize(one));
                Files.createDirectories(target.getParent());
                Files.copy(one, target);
            }
        }
        String whole = Files.readString(copy.resolve(file));
        assertThat(whole).contains(from);
        Files.writeString(copy.resolve(file), whole.replaceFirst(Pattern.quote(from), to));
        assertThat(differences(chart(copy, "--set", Part.ALL), kustomized(directory, Part.COMPONENTS)))
                .containsExactly(object);
    }

    @Test
    void valuesGoWhereTheyBelongAndNowhereElse() throws Exception {
        Map<String, JsonNode> standard = chart(CHART);
        Map<String, JsonNode> changed = chart(
                CHART,
                "--set",
                "replicas=4,image.tag=1.2.3,storage=7Gi,threads=8,monitoringNamespace=watch,kubernetesApi.requiredPods=3");
        assertThat(differences(changed, standard))
                .containsExactlyInAnyOrder(
                        "ConfigMap/bulwark-settings", "NetworkPolicy/bulwark", "StatefulSet/bulwark");
        JsonNode set = changed.get("StatefulSet/bulwark").path("spec");
        assertThat(set.path("replicas").asInt()).isEqualTo(4);
        assertThat(set.at("/template/spec/containers/0/image").asText()).isEqualTo("bulwark-cluster-node:1.2.3");
        assertThat(set.at("/volumeClaimTemplates/0/spec/resources/requests/storage")
                        .asText())
                .isEqualTo("7Gi");
        assertThat(changed.get("ConfigMap/bulwark-settings")
                        .at("/data/bulwark.conf")
                        .asText())
                .contains("threads = 8\n", "required-pods = 3\n");
    }

    @Test
    void valuesOfPartsGoWhereTheyBelongAndNowhereElse() throws Exception {
        Map<String, JsonNode> standard = chart(CHART, "--set", Part.ALL);
        Map<String, JsonNode> changed = chart(
                CHART,
                "--set",
                Part.ALL
                        + ",mostReplicas=2,replicas=2,autoscaling.tasksForEachPod=3,clusterDomain=inside,"
                        + "certManager.region=west,certManager.apiIssuer.name=own,monitoring.labels.release=watch");
        assertThat(differences(changed, standard))
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                IntStream.range(0, 6).mapToObj(i -> "Certificate/bulwark-" + i),
                                Stream.of(
                                        "Certificate/bulwark-api",
                                        "HorizontalPodAutoscaler/bulwark",
                                        "PrometheusRule/bulwark",
                                        "ServiceMonitor/bulwark",
                                        "StatefulSet/bulwark"))
                        .toList());
        JsonNode scale = changed.get("HorizontalPodAutoscaler/bulwark").path("spec");
        assertThat(scale.path("minReplicas").asInt()).isEqualTo(2);
        assertThat(scale.path("maxReplicas").asInt()).isEqualTo(2);
        assertThat(scale.at("/metrics/0/external/target/averageValue").asText()).isEqualTo("3");
        assertThat(changed).doesNotContainKey("Certificate/bulwark-2");
        JsonNode certificate = changed.get("Certificate/bulwark-1").path("spec");
        assertThat(certificate.at("/subject/organizationalUnits/0").asText()).isEqualTo("west");
        assertThat(certificate.at("/dnsNames/0").asText()).isEqualTo("bulwark-1.bulwark-nodes.bulwark.svc.inside");
        assertThat(changed.get("Certificate/bulwark-api")
                        .at("/spec/issuerRef/name")
                        .asText())
                .isEqualTo("own");
        for (String object : Set.of("PrometheusRule/bulwark", "ServiceMonitor/bulwark")) {
            assertThat(changed.get(object).at("/metadata/labels/release").asText())
                    .isEqualTo("watch");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "autoscaling.enable=true | additional properties 'enable' not allowed",
                "replicas=many | at '/replicas': got string, want integer",
                "certManager.enabled=true | certManager.operator: expected the operator's name",
                "certManager.enabled=true,certManager.operator=a,certManager.region=b | certManager.jurisdiction: expected the two letters",
                "certManager.jurisdiction=Norway | 'Norway' does not match"
            })
    void valuesThatMeanNothingAreRefusedInWords(String values, String words) throws Exception {
        assertThat(Rendered.refusal("--set", values)).contains(words);
    }

    @Test
    void anUpgradeLeavesAsManyPodsAsTheAutoscalerHasMade() throws Exception {
        assertThat(chart(CHART, "--set", Part.AUTOSCALING.values)
                        .get("StatefulSet/bulwark")
                        .at("/spec/replicas")
                        .isMissingNode())
                .isTrue();
        try (RunningSet running = RunningSet.of(5)) {
            assertThat(chart(CHART, options(running, Part.AUTOSCALING.values))
                            .get("StatefulSet/bulwark")
                            .at("/spec/replicas")
                            .asInt())
                    .isEqualTo(5);
            assertThat(chart(CHART, options(running, "replicas=4"))
                            .get("StatefulSet/bulwark")
                            .at("/spec/replicas")
                            .asInt())
                    .isEqualTo(4);
        }
    }

    private static String[] options(RunningSet running, String values) {
        return new String[] {"--dry-run=server", "--kube-apiserver", running.address(), "--set", values};
    }
}
