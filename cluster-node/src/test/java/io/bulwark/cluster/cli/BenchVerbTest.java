package io.bulwark.cluster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bulwark.cluster.work.SpongeWorkload;
import io.bulwark.cluster.work.WorkloadSet;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The bench runs as a user starts it, at tiny sizes; what its figures are is not looked at. */
class BenchVerbTest {
    private static final String[] ROWS = {
        "| sponge | 1 |",
        "| sponge | 2 |",
        "| accumulator | 1 |",
        "| accumulator | 2 |",
        "| sponge |",
        "| accumulator |",
        "| low-degree extension x2 of 2^8 x 4 |",
        "| commitment of 2^8 x 4 |",
        "| GKR over 2^8 leaves |",
        "| products in F |",
        "| products in K |",
        "| Poseidon2 permutations |",
        "| row hash |",
        "| node hash |"
    };

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        CommandLine bulwark =
                Bulwark.commandLine(settings -> WorkloadSet.of(new SpongeWorkload(settings.threads())), Bulwark.class);
        return bulwark.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(args);
    }

    @Test
    void printsEveryRowOfEveryTable() {
        assertThat(run("bench", "core", "--quick", "--threads", "2"))
                .as(err.toString())
                .isEqualTo(ExitCode.OK);
        assertThat(out.toString())
                .contains("- command: bulwark bench core --quick --threads 2", "- CPU: ", "- vectors: ")
                .contains(
                        "## Whole proofs, 128 proven bits, rate 1/2",
                        "## Seconds by phase",
                        "## Proofs and verifier",
                        "## Peak of the live heap",
                        "## Steps of the protocol",
                        "## Kernels, M/s",
                        "## Bytes allocated by hot kernels")
                .contains(ROWS)
                .doesNotContain("NaN", "Infinity", "null");
    }

    @Test
    void measuresOnePartOnRequestAndPrintsItAsJson() throws IOException {
        assertThat(run("bench", "core", "--quick", "--cpu-time", "--only", "kernels", "--json"))
                .as(err.toString())
                .isEqualTo(ExitCode.OK);
        JsonNode facts = new ObjectMapper().readTree(out.toString());
        assertThat(facts.path("figures").fieldNames()).toIterable().containsExactly("Kernels, M/s");
        JsonNode first = facts.path("figures").path("Kernels, M/s").path(0);
        assertThat(first.path("kernel").asText()).isEqualTo("products in F");
        assertThat(first.path("vector, 1 thread").asDouble()).isPositive();
    }

    @Test
    void saysHowLargeCircuitsAre() {
        assertThat(run("bench", "fold", "--quick", "--only", "circuits"))
                .as(err.toString())
                .isEqualTo(ExitCode.OK);
        assertThat(out.toString())
                .contains(
                        "## Circuits, rows by table",
                        "| lift, small ",
                        "## Shapes of the recursion machine",
                        "| narrow |")
                .contains("<= 300")
                .doesNotContain("NaN", "null");
    }

    @Test
    void refusesABenchOrAPartThatDoesNotExist() {
        assertThat(run("bench", "nothing")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("there is no bench called nothing");
        assertThat(run("bench", "cluster", "--nodes", "0")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("expected 1 to 256 nodes, got 0");
        assertThat(run("bench", "core", "--only", "nothing")).isEqualTo(ExitCode.USAGE);
        assertThat(run("bench", "core", "--threads", "0")).isEqualTo(ExitCode.USAGE);
        assertThat(run("bench", "core", "--threads", "2", "--cpu-time")).isEqualTo(ExitCode.USAGE);
    }
}
