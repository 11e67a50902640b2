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
 * Tests run beside a multi-node test kit that is older than Pekko, so they switch off Pekko's check that all its artifacts are of one version. Here is what
 * that check would have found; nodes in earnest still make it.
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
                .as("Pekko HTTP is released apart from Pekko")
                .containsOnlyKeys("pekko-multi-node-testkit", "pekko-http", "pekko-http-core", "pekko-parsing");
        assertThat(versions.get("pekko-http"))
                .isEqualTo(versions.get("pekko-http-core"))
                .isEqualTo(versions.get("pekko-parsing"));
    }

    @Test
    void nodesInEarnestRefuseMixedVersions() {
        // Without system properties, which tests have their own of.
        Config node = ConfigFactory.parseResources("bulwark-pekko.conf")
                .withFallback(ConfigFactory.parseResources("reference.conf"))
                .withFallback(ConfigFactory.defaultReferenceUnresolved());
        assertThat(node.getBoolean(CHECK)).isTrue();

        Config checked = ConfigFactory.parseString(CHECK + " = on").withFallback(ConfigFactory.load());
        assertThatThrownBy(() -> ActorSystem.create("mixed", checked).terminate())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("[pekko-multi-node-testkit]");
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
