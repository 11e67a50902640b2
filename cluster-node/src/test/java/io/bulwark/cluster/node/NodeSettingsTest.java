package io.bulwark.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.bulwark.cluster.certs.NodeIdentity;
import io.bulwark.cluster.certs.TestConsortium;
import io.bulwark.cluster.settings.SettingsException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeSettingsTest {
    @TempDir
    private Path directory;

    @Test
    void listsEveryMistakeAtOnceWithItsKeyWhatWasExpectedAndWhatCame() {
        String wrong = """
                bulwark {
                  host = "10.0.0.7"
                  port = 70000
                  slots = many
                  join = ["nowhere", "10.0.0.8:1"]
                  roles = [prover, cook]
                  adopt-after = 10ms
                  thread = 2
                  split-brain-resolver = coin
                  log.json = perhaps
                }
                """;

        assertThatThrownBy(() -> of(wrong))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("10 mistakes in the settings:")
                .hasMessageContainingAll(
                        "bulwark.thread: there is no such setting; did you mean bulwark.threads?",
                        "bulwark.port: expected a whole number from 0 to 65535, got 70000",
                        "bulwark.slots: expected a whole number from 0 to 1024, got \"many\"",
                        "bulwark.join: expected a member as host:port, got \"nowhere\"",
                        "bulwark.roles: expected some of prover, gateway, each once, got [prover, cook]",
                        "bulwark.adopt-after: expected a time from 1000 ms",
                        "bulwark.split-brain-resolver: expected one of keep-majority, lease-majority, got \"coin\"",
                        "bulwark.log.json: expected true or false, got \"perhaps\"",
                        "bulwark.certs: without certificates a node runs on the loopback interface only");
    }

    @Test
    void aNodeIsWhatItsCertificateSays() {
        TestConsortium consortium = TestConsortium.of("alpine");
        NodeIdentity identity = consortium.node("alpine", "alpine-1");
        Path certs = consortium.write(identity, directory.resolve("certs"));

        NodeSettings settings = of("bulwark.certs = \"" + certs + "\"");

        assertThat(settings.papers().member()).isEqualTo(TestConsortium.member("alpine", "alpine-1"));
        assertThatThrownBy(() -> of("bulwark { host = 10.0.0.7, name = other, certs = \"" + certs + "\" }"))
                .hasMessageContainingAll(
                        "bulwark.host: the certificate of alpine-1 is for the hosts [127.0.0.1, localhost], not for 10.0.0.7",
                        "bulwark.name: the certificate in " + certs + " is of node alpine-1, the name given is other");
        assertThatThrownBy(() -> of("bulwark.certs = \"" + directory.resolve("nowhere") + "\""))
                .hasMessageContaining("node.pem is not there");
    }

    @Test
    void provesIfItHasSlotsAndServesClientsIfNotUnlessToldItsRoles() {
        assertThat(of("").roles()).containsExactly(NodeSettings.PROVER);
        assertThat(of("bulwark.slots = 0").roles()).containsExactly(NodeSettings.GATEWAY);
        assertThat(of("bulwark.roles = [gateway, prover]").roles())
                .containsExactlyInAnyOrder(NodeSettings.GATEWAY, NodeSettings.PROVER);
        assertThat(of("bulwark.roles = [gateway]").slots()).isZero();
        assertThat(of("").rules()).isEqualTo(Rules.STANDARD);
        assertThat(of("bulwark.adopt-after = 20s").rules().adoptAfter()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void findsOthersByTheListOrByTheKubernetesApiAndNotByBoth() {
        NodeSettings listed = of("bulwark.join = [\"10.0.0.8:1\"]");
        assertThat(listed.rules().pods()).isEmpty();

        NodeSettings pods = of("bulwark { find = kubernetes, kubernetes { pods = \"app=a%b\", required-pods = 3 } }");
        assertThat(pods.rules().pods()).contains(new KubernetesPods("app=a%b", "", "", "bootstrap", 7626, 3));
        assertThat(String.format(
                        pods.pekko().getString("pekko.discovery.kubernetes-api.pod-label-selector"), "a service"))
                .isEqualTo("app=a%b");
        assertThat(pods.pekko()
                        .getInt("pekko.management.cluster.bootstrap.contact-point-discovery.required-contact-point-nr"))
                .isEqualTo(3);

        assertThatThrownBy(() -> of("bulwark { find = kubernetes, join = [\"10.0.0.8:1\"], kubernetes.pods = \"\" }"))
                .hasMessageContainingAll(
                        "bulwark.join: with find = kubernetes", "bulwark.kubernetes.pods: expected a label");
        assertThatThrownBy(() -> of("bulwark { find = dns, kubernetes.required-pods = 0 }"))
                .hasMessageContainingAll(
                        "bulwark.find: expected one of list, kubernetes, got \"dns\"",
                        "bulwark.kubernetes.required-pods: expected a whole number from 1");
    }

    @Test
    void theLeaseIsTheRegions() {
        NodeSettings settings = of("bulwark { split-brain-resolver = lease-majority, loopback.region = zurich }");

        assertThat(settings.pekko().getString("pekko.cluster.split-brain-resolver.lease-majority.lease-name"))
                .isEqualTo("bulwark-zurich");
    }

    private static NodeSettings of(String text) {
        return NodeSettings.of(ConfigFactory.parseString(text));
    }
}
