package io.bulwark.cluster.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bulwark.cluster.cli.ExitCode;
import io.bulwark.cluster.work.HashChain;
import io.bulwark.cluster.work.HashChainMain;
import io.bulwark.cluster.work.InputFile;
import io.bulwark.protocol.JobSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The whole demonstration over real processes, with proofs that cost nothing. */
@Timeout(240)
class DemoProcessesTest {
    private static final int STEP_BYTES = 4;
    private static final int STEPS_PER_TASK = 1024;

    @TempDir
    private Path directory;

    private final StringWriter err = new StringWriter();

    @Test
    void survivesTheDeathOfAProverAndOfTheJobsNodeWithTheSameDigest() throws IOException {
        int tasks = 150;
        Path input = input(tasks);
        JsonNode report = demo(ExitCode.OK, input.toString(), "--kill");

        assertThat(report.get("output").asText()).as("%s", err).isEqualTo(digest(input));
        assertThat(report.get("intervals").asInt()).isEqualTo(tasks);
        assertThat(report.get("kills")).as("%s", err).hasSize(2);
        assertThat(report.get("recoveries"))
                .as("the killed prover's task went on elsewhere: %s", err)
                .isNotEmpty();
        assertThat(report.get("recalled").asInt())
                .as("what was proven before the job's node died: %s", err)
                .isGreaterThanOrEqualTo(report.at("/kills/1/proven_before").asInt());
        int joins = 0;
        int folds = 0;
        for (JsonNode level : report.get("joins")) {
            joins += level.asInt();
        }
        for (JsonNode prover : report.get("provers")) {
            folds += prover.get("folds").asInt();
        }
        assertThat(folds).as("joins, and the finish: %s", err).isEqualTo(joins + 1);
        assertThat(joins).as("%s", err).isBetween((tasks - 1) / 3, tasks - 1);
        List<Long> pids = new ArrayList<>();
        report.get("provers").forEach(prover -> pids.add(prover.get("pid").asLong()));
        assertThat(pids).isNotEmpty().noneMatch(pid -> ProcessHandle.of(pid).isPresent());
        String proof = directory.resolve("proof").toString();
        assertThat(run(ExitCode.OK, "verify", proof, "--input", input.toString(), "--security", "none"))
                .contains("VALID");
        assertThat(run(ExitCode.NO, "verify", proof, "--input", other(input).toString(), "--security", "none"))
                .contains("REFUSED", "about another input");
    }

    private static String digest(Path input) throws IOException {
        HashChain chain = new HashChain(STEPS_PER_TASK, 0);
        JobSpec spec = chain.specOf(Optional.empty(), new InputFile(input).blob(), "none");
        return chain.output(chain.runAll(spec, input));
    }

    private Path other(Path input) throws IOException {
        byte[] bytes = Files.readAllBytes(input);
        bytes[7]++;
        return Files.write(directory.resolve("other"), bytes);
    }

    private Path input(int tasks) throws IOException {
        byte[] bytes = new byte[tasks * STEPS_PER_TASK * STEP_BYTES];
        new Random(11).nextBytes(bytes);
        return Files.write(directory.resolve("input"), bytes);
    }

    private JsonNode demo(int exitCode, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of("demo", "--json", "--security", "none", "--heap", "256", "--out"));
        all.add(directory.resolve("proof").toString());
        all.addAll(Arrays.asList(arguments));
        return new ObjectMapper().readTree(run(exitCode, all.toArray(String[]::new)));
    }

    private String run(int exitCode, String... arguments) {
        StringWriter out = new StringWriter();
        CommandLine command = HashChainMain.commandLine();
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        assertThat(command.execute(arguments)).as("%s %s", out, err).isEqualTo(exitCode);
        return out.toString();
    }
}
