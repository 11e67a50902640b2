package io.bulwark.cluster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunProfileTest {
    private static final String PRIMES = Path.of("..", "guests", "primes.elf").toString();

    @TempDir
    private Path directory;

    private final Console console = new Console();
    private String input = "";
    private String prefix = "";

    @BeforeEach
    void writeInput() throws IOException {
        input = Files.write(directory.resolve("input"), new byte[] {100, 0, 0, 0})
                .toString();
        prefix = directory.resolve("cost").toString();
    }

    @Test
    void tellsCostByFunctionAndWritesStacksAndPicture() throws IOException {
        assertThat(console.run("run", PRIMES, "--input", input, "--profile", "--profile-out", prefix))
                .as(console.err())
                .isEqualTo(ExitCode.OK);
        assertThat(console.out())
                .contains("exit code 0 after", "profile: 3,022 cycles", "by cells", "guest_main", "[sha256_compress]")
                .contains("stacks in " + prefix + ".folded, flame graph in " + prefix + ".svg");
        assertThat(Path.of(prefix + ".folded")).content().contains("_start;guest_main;");
        assertThat(Path.of(prefix + ".svg")).content().startsWith("<?xml").contains("<title>guest_main");
    }

    @Test
    void theProfileIsPartOfTheFacts() throws IOException {
        assertThat(console.run(
                        "run", PRIMES, "--input", input, "--profile-out", prefix, "--profile-by", "cycles", "--json"))
                .isEqualTo(ExitCode.OK);
        JsonNode facts = new ObjectMapper().readTree(console.out());
        assertThat(facts.at("/profile/cycles")).isEqualTo(facts.get("cycles"));
        long cells = 0;
        for (JsonNode table : facts.get("tables")) {
            cells += table.get("cells").asLong();
        }
        assertThat(facts.at("/profile/cells").asLong()).isEqualTo(cells);
        assertThat(facts.at("/profile/functions").size()).isGreaterThan(3);
        assertThat(facts.at("/profile/functions/0/own_cells").asLong()).isPositive();
    }

    @Test
    void aRunThatStopsTellsWhereItsTimeWent() throws IOException {
        console.refuses(
                "CYCLE_LIMIT", "run", PRIMES, "--input", input, "--max-cycles", "1000", "--profile-out", prefix);
        assertThat(console.err()).contains("profile: 1,000 cycles", "guest_main");
        assertThat(Path.of(prefix + ".svg")).exists();
    }

    @Test
    void withoutAWordNoProfileIsMade() throws IOException {
        assertThat(console.run("run", PRIMES, "--input", input, "--json")).isEqualTo(ExitCode.OK);
        assertThat(new ObjectMapper().readTree(console.out()).has("profile")).isFalse();
        console.refuses(
                "cannot be written",
                "run",
                PRIMES,
                "--input",
                input,
                "--profile-out",
                directory.resolve("no/such/place").toString());
        console.refuses("--profile-by", "run", PRIMES, "--input", input, "--profile-by", "colour");
    }
}
