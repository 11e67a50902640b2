package io.bulwark.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.apache.pekko.Version;
import org.apache.pekko.actor.ActorSystem;
import org.junit.jupiter.api.Test;

/**
 * Pekko's own check that all its artifacts are of one version is off: the discovery of pods has no release beside this Pekko's, and tests run beside a multi-node
 * test kit that is older, too. Here is what that check would have found.
 */
class PekkoVersionsTest {
    private static final String PEKKO = Version.current();
    private static final String CHECK = "pekko.fail-mixed-versions";

    @Test
    void onlyTheMultiNodeTestKitAndWhatHasVersionsOfItsOwnDifferFromPekko() throws IOException {
        Map<String, String> versions = versions();

        assertThat(versions).containsEntry("pekko-actor", PEKKO).containsEntry("pekko-cluster-sharding", PEKKO);
        versions.values().removeIf(PEKKO::equals);
        assertThat(versions)
                .as("Pekko HTTP and Pekko Management are released apart from Pekko")
                .containsOnlyKeys(
                        "pekko-multi-node-testkit",
                        "pekko-http",
                        "pekko-http-core",
                        "pekko-http-spray-json",
                        "pekko-parsing",
                        "pekko-discovery",
                        "pekko-management",
                        "pekko-management-pki",
                        "pekko-management-cluster-bootstrap",
                        "pekko-discovery-kubernetes-api",
                        "pekko-lease-kubernetes");
        assertThat(versions.get("pekko-http"))
                .isEqualTo(versions.get("pekko-http-core"))
                .isEqualTo(versions.get("pekko-http-spray-json"))
                .isEqualTo(versions.get("pekko-parsing"));
        assertThat(versions.get("pekko-management"))
                .isEqualTo(versions.get("pekko-management-pki"))
                .isEqualTo(versions.get("pekko-management-cluster-bootstrap"))
                .isEqualTo(versions.get("pekko-discovery-kubernetes-api"))
                .isEqualTo(versions.get("pekko-lease-kubernetes"));
        assertThat(versions.get("pekko-discovery"))
                .as("within Pekko 1 older parts run beside newer ones")
                .startsWith("1.");
    }

    @Test
    void nodesDoNotMakeTheCheckThemselves() {
        Config node = ConfigFactory.parseResources("bulwark-pekko.conf")
                .withFallback(ConfigFactory.parseResources("reference.conf"))
                .withFallback(ConfigFactory.defaultReferenceUnresolved());
        assertThat(node.getBoolean(CHECK)).isFalse();

        Config checked = ConfigFactory.parseString(CHECK + " = on").withFallback(ConfigFactory.load());
        assertThatThrownBy(() -> ActorSystem.create("mixed", checked).terminate())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("pekko-discovery");
    }

    /** The versions of all Pekko artifacts on the class path, by name. */
    private static Map<String, String> versions() throws IOException {
        Map<String, String> versions = new TreeMap<>();
        for (URL url :
                Collections.list(PekkoVersionsTest.class.getClassLoader().getResources("META-INF/MANIFEST.MF"))) {
            try (InputStream in = url.openStream()) {
                Attributes main = new Manifest(in).getMainAttributes();
                if ("org.apache.pekko".equals(main.getValue("Implementation-Vendor-Id"))) {
                    versions.put(
                            main.getValue(Attributes.Name.IMPLEMENTATION_TITLE),
                            main.getValue(Attributes.Name.IMPLEMENTATION_VERSION));
                }
            }
        }
        return versions;
    }
}
