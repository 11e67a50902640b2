package io.bulwark.cluster.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.protocol.Jurisdiction;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.OperatorId;
import io.bulwark.protocol.Region;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pods have the names, certificates and ways to each other that the manifests say in several places. */
final class PodsAndPeersTest {
    private static final String SECURED = "io.bulwark.cluster.deploy.Variant#secured";

    @ParameterizedTest
    @MethodSource(SECURED)
    void everyPodFindsItsCertificate(Variant variant) {
        assertThat(variant.argument("certs")).contains("/etc/bulwark/nodes/$(POD_NAME)");
        int most = variant.suffix().isEmpty()
                ? autoscaler().getSpec().getMaxReplicas()
                : variant.set().getSpec().getReplicas();
        assertThat(variant.certificateFiles())
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, most)
                        .boxed()
                        .flatMap(i -> Variant.filesOf(variant.podName(i)).stream())
                        .toList());
    }

    private static HorizontalPodAutoscaler autoscaler() {
        return Manifests.of(HorizontalPodAutoscaler.class, "components/autoscaling/autoscaler.yaml")
                .getFirst();
    }

    @Test
    void nodesJoinThroughPodsThatThereAre() {
        List<Variant> inOneCluster = Variant.secured()
                .filter(variant -> !variant.patch().contains("consortium"))
                .toList();
        for (Variant variant : inOneCluster) {
            List<String> hosts = inOneCluster.stream()
                    .filter(other -> other.settings().equals(variant.settings()))
                    .flatMap(other -> IntStream.range(0, other.set().getSpec().getReplicas())
                            .mapToObj(i -> other.host(i) + ":" + other.bulwark().getInt("port")))
                    .toList();
            assertThat(hosts).containsAll(variant.bulwark().getStringList("join"));
            assertThat(variant.environment("DOMAIN").orElseThrow())
                    .isEqualTo(
                            variant.set().getSpec().getServiceName() + variant.suffix() + ".bulwark.svc.cluster.local");
        }
    }

    @Test
    void certificatesOfCertManagerAreOnesThatNodesAccept() {
        Variant consortium = Variant.all()
                .filter(variant -> variant.patch().contains("consortium"))
                .findFirst()
                .orElseThrow();
        var all = Manifests.of(CustomResources.Certificate.class, "components/cert-manager/certificates.yaml");
        var ways = Manifests.of(Service.class, "overlays/consortium/pod-services.yaml");
        assertThat(all).hasSize(autoscaler().getSpec().getMaxReplicas());
        for (int i = 0; i < all.size(); i++) {
            var spec = all.get(i).spec();
            assertThat(spec.secretName()).isEqualTo(consortium.podName(i) + "-cert");
            assertThat(spec.dnsNames()).containsExactly(consortium.host(i));
            assertThat(spec.usages()).containsExactly("digital signature", "server auth", "client auth");
            assertThat(spec.privateKey().algorithm()).isEqualTo("Ed25519");
            assertThat(spec.privateKey().encoding()).isEqualTo("PKCS8");
            assertThat(new Member(
                            new NodeId(spec.commonName()),
                            new OperatorId(spec.subject().organizations().getFirst()),
                            new Jurisdiction(spec.subject().countries().getFirst()),
                            new Region(spec.subject().organizationalUnits().getFirst())))
                    .isNotNull();
            assertThat(ways.get(i).getSpec().getSelector())
                    .containsEntry("statefulset.kubernetes.io/pod-name", consortium.podName(i));
            assertThat(ways.get(i).getMetadata().getAnnotations()).containsValue(consortium.host(i));
        }
    }

    @Test
    void policiesNamePodsOfNobodyElse() {
        // Overlays add a region's label to each selector of pods in the base.
        NetworkPolicy policy =
                Manifests.of(NetworkPolicy.class, "base/network-policy.yaml").getFirst();
        assertThat(policy.getSpec().getEgress().stream().flatMap(rule -> rule.getTo().stream()))
                .allMatch(to -> to.getNamespaceSelector() == null || to.getPodSelector() == null);
    }
}
