package io.bulwark.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.cluster.cli.Bulwark;
import io.bulwark.cluster.cli.ExitCode;
import io.bulwark.cluster.work.WorkloadSet;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The verbs as they are typed, beside those of the node. */
class VerbsTest {
    record Said(int code, String out, String err) {}

    static Said say(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Bulwark.commandLine(settings -> WorkloadSet.of(), VerbsTest.class)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err));
        int code = line.execute(words);
        return new Said(code, out.toString(), err.toString());
    }

    @Test
    void theVerbsAreListedAndCompleted() {
        assertThat(say("--help").out()).contains("simulate", "risk", "chaos", "doctor");
        assertThat(say("completion", "bash").out()).contains("simulate", "--soak", "--weakness", "risk", "--html");
        assertThat(say("simulate", "--help").out()).contains("--faults", "Example:");
    }

    @Test
    void aRunThatHoldsSaysWhatItCameToAndEndsWithZero() {
        Said said =
                say("simulate", "--nodes", "5", "--jobs", "3", "--segments", "4", "--faults", "crash", "--seeds", "2");
        assertThat(said.code()).isEqualTo(ExitCode.OK);
        assertThat(said.out())
                .contains(
                        "seed 1: 5 nodes",
                        "seed 2:",
                        "3 succeeded",
                        "makespan",
                        "efficiency",
                        "I1 to I4, I6, I7: hold",
                        "digest");
    }

    @Test
    void theSameCommandPrintsTheSameJson() {
        String[] words = {
            "simulate", "--nodes", "5", "--jobs", "2", "--segments", "4", "--faults", "loss,pause", "--json"
        };
        assertThat(say(words).out())
                .isEqualTo(say(words).out())
                .startsWith("{\"command\":")
                .contains("\"digest\":");
    }

    @Test
    void aRunThatFailsIsPrintedAsTheSmallestCommandThatReplaysIt() {
        Said said = say(
                "simulate", "--nodes", "5", "--jobs", "3", "--segments", "9", "--weakness", "lossy", "--shrink", "30");
        assertThat(said.code()).isEqualTo(ExitCode.NO);
        assertThat(said.out()).contains("BROKEN", "replay: ./bulwark simulate").contains("--weakness lossy");
        String command = said.out()
                .lines()
                .filter(line -> line.contains("replay:"))
                .findFirst()
                .orElseThrow();
        String[] again = command.replaceFirst(".*bulwark ", "").split(" ");
        assertThat(say(again).out()).contains("BROKEN");
    }

    @Test
    void refusesWhatItCannotRun() {
        assertThat(say("simulate", "--nodes", "0")).satisfies(said -> {
            assertThat(said.code()).isEqualTo(ExitCode.USAGE);
            assertThat(said.err()).contains("expected 1 to 20000 nodes, got 0");
        });
        assertThat(say("simulate", "--faults", "gremlins").err()).contains("got \"gremlins\"");
        assertThat(say("simulate", "--only", "x").err()).contains("expected numbers of faults");
        assertThat(say("risk", "nowhere.json")).satisfies(said -> {
            assertThat(said.code()).isEqualTo(ExitCode.USAGE);
            assertThat(said.err()).contains("there is no map nowhere.json");
        });
    }

    @Test
    void chaosSaysWhatThereIsAndRefusesWhatThereIsNot(@TempDir Path directory) throws Exception {
        assertThat(say("chaos", "list").out()).contains("job-node", "SIGKILL of all nodes of the job's region");
        assertThat(say("chaos", "earthquake")).satisfies(said -> {
            assertThat(said.code()).isEqualTo(ExitCode.USAGE);
            assertThat(said.err()).contains("expected all, list, or some of prover, job-node", "got \"earthquake\"");
        });
        Path file = Files.writeString(directory.resolve("file"), "");
        assertThat(say("chaos", "prover", "--out", file.toString())).satisfies(said -> {
            assertThat(said.code()).isEqualTo(ExitCode.USAGE);
            assertThat(said.err()).contains("expected a directory, got the file");
        });
        assertThat(say("chaos", "--help").out()).contains("Example: bulwark chaos list", "--out", "--json");
    }

    @Test
    void risksArePrintedAndWritten(@TempDir Path directory) throws Exception {
        Path page = directory.resolve("risk.html");
        Said said = say("risk", "maps/permissioned-five.json", "--html", page.toString());
        assertThat(said.code()).isEqualTo(ExitCode.OK);
        assertThat(said.out()).contains("Nakamoto coefficient, halting", "assuming:");
        assertThat(Files.readString(page)).startsWith("<!doctype html>").endsWith("</html>\n");
        assertThat(say("risk", "maps/permissioned-five.json", "--json").out())
                .startsWith("{\"map\":\"a permissioned five\"");
    }
}
