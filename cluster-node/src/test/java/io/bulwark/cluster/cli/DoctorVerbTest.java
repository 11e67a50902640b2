package io.bulwark.cluster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorVerbTest {
    @TempDir
    private Path directory;

    private final Console console = new Console();

    @Test
    void saysLineByLineWhatTheMachineCanDo() {
        int code = console.run("doctor", "--data", directory.toString());
        assertThat(console.out())
                .contains(
                        "JDK",
                        "vector module",
                        "cores",
                        "memory",
                        "port 8480",
                        "port 8558",
                        "disk",
                        "qemu",
                        "guests in C",
                        "guests in Rust")
                .doesNotContain("\u001b");
        // What the machine of this test lacks is not known; what the answer is follows from what is said.
        boolean missing = console.out().lines().anyMatch(line -> line.startsWith("missing"));
        assertThat(code).isEqualTo(missing ? ExitCode.NO : ExitCode.OK);
        assertThat(console.out()).contains(missing ? "Bulwark does not work here yet." : "Bulwark works here.");
    }

    @Test
    void answersNoWhereSomethingNeededIsMissing() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "in the way");
        assertThat(console.run("doctor", "--json", "--data", file.toString())).isEqualTo(ExitCode.NO);
        JsonNode facts = new ObjectMapper().readTree(console.out());
        assertThat(facts.get("works").asBoolean()).isFalse();
        JsonNode disk = null;
        for (JsonNode finding : facts.get("findings")) {
            assertThat(finding.get("verdict").asText()).isIn("ok", "advice", "missing");
            disk = finding.get("check").asText().equals("disk") ? finding : disk;
        }
        assertThat(disk).isNotNull();
        assertThat(disk.get("verdict").asText()).isEqualTo("missing");
        assertThat(disk.get("found").asText()).contains("cannot be written");
        assertThat(disk.get("remedy").asText()).contains("--data");
    }
}
