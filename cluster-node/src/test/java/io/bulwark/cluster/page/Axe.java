package io.bulwark.cluster.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A checker of accessibility that runs in the page. */
record Axe(String script) {
    void check(Browser browser, String where) {
        browser.eval(script);
        JsonNode faults = browser.eval(
                "axe.run(document, {resultTypes: ['violations']}).then(r => r.violations"
                        + ".filter(v => v.impact === 'serious' || v.impact === 'critical')"
                        + ".map(v => v.id + ': ' + v.help + ' ' + v.nodes.map(n => n.html.slice(0, 200) + ' ' + n.failureSummary).join(' | ')))");
        assertThat(faults).as(where).isEmpty();
    }

    /** The checker, by npm, of a version that is named here. Where it cannot be had the test that asks for it is left out, and says so. */
    static Axe get() throws IOException, InterruptedException {
        Path to = Path.of("target/axe").toAbsolutePath();
        Path file = to.resolve("node_modules/axe-core/axe.min.js");
        if (!Files.exists(file)) {
            assumeThat(System.getenv("PATH").split(File.pathSeparator))
                    .as("npm is on the path, to get axe-core")
                    .anyMatch(directory -> Files.isExecutable(Path.of(directory, "npm")));
            Files.createDirectories(to);
            Process npm = new ProcessBuilder(
                            "npm",
                            "install",
                            "--prefix",
                            to.toString(),
                            "--no-save",
                            "--ignore-scripts",
                            "axe-core@4.10.3")
                    .redirectErrorStream(true)
                    .redirectOutput(to.resolve("npm.log").toFile())
                    .start();
            assumeThat(npm.waitFor())
                    .as("npm install axe-core: see %s", to.resolve("npm.log"))
                    .isZero();
        }
        return new Axe(Files.readString(file));
    }
}
