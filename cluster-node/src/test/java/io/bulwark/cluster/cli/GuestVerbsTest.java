package io.bulwark.cluster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bulwark.cluster.work.HashChainMain;
import io.bulwark.recursion.file.ProofKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuestVerbsTest {
    private static final String PRIMES = Path.of("..", "guests", "primes.elf").toString();

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path input;

    @BeforeEach
    void writeInput() throws IOException {
        input = Files.write(directory.resolve("input"), new byte[] {100, 0, 0, 0});
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return HashChainMain.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private void refuses(String words, String... arguments) {
        assertThat(run(arguments)).as("%s %s", out, err).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "prove", "inspect", "bundle", "keys", "bench"})
    void everyVerbHelpsWithAnExample(String verb) {
        assertThat(run(verb, "--help")).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("Usage: bulwark " + verb, "Example");
    }

    @Test
    void runsAProgramAndSaysWhatAProofWouldCost() throws IOException {
        Path output = directory.resolve("output");
        assertThat(run("run", PRIMES, "--input", input.toString(), "--output", output.toString(), "--json"))
                .as(err.toString())
                .isEqualTo(ExitCode.OK);
        // 25 primes below 100, 97 the greatest.
        assertThat(Files.readAllBytes(output)).containsExactly(25, 0, 0, 0, 97, 0, 0, 0);
        JsonNode facts = new ObjectMapper().readTree(out.toString());
        assertThat(facts.get("exit_code").asInt()).isZero();
        assertThat(facts.get("cycles").asLong()).isPositive();
        assertThat(facts.at("/tables/halt/rows").asLong()).isEqualTo(1);
        assertThat(facts.get("segments").size()).isEqualTo(1);

        assertThat(run("run", PRIMES, "--input", input.toString())).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("exit code 0 after", "segments:", "sha256");
    }

    @Test
    void saysPlainlyWhyAProgramCannotBeRun() throws IOException {
        String read = input.toString();
        refuses("INPUT_MISSING", "run", PRIMES);
        assertThat(err.toString()).contains("guest_main", "at pc 0x", "a7 0000003f");
        refuses("CYCLE_LIMIT", "run", PRIMES, "--input", read, "--max-cycles", "100");
        refuses("is no program for this machine", "run", read);
        refuses("is not there", "run", directory.resolve("missing").toString());
        refuses(
                "missing is not there",
                "run",
                PRIMES,
                "--input",
                directory.resolve("missing").toString());
        refuses("cannot be written", "run", PRIMES, "--input", read, "--output", directory.toString());
        Path out = directory.resolve("proof");
        refuses(
                "class auto, small, medium or large",
                "prove",
                PRIMES,
                "--input",
                read,
                "--out",
                out.toString(),
                "--class",
                "huge");
        refuses(
                "security set 128 or 100",
                "prove",
                PRIMES,
                "--input",
                read,
                "--out",
                out.toString(),
                "--security",
                "90");
        refuses(
                "Invalid value for option '--stop-at'",
                "prove",
                PRIMES,
                "--input",
                read,
                "--out",
                out.toString(),
                "--stop-at",
                "half");
    }

    @Test
    void saysPlainlyWhatCannotBeBundledOrInspected() throws IOException {
        String missing = directory.resolve("missing").toString();
        refuses("Missing required option: '--out=B'", "bundle", missing);
        refuses(
                "is not there",
                "bundle",
                missing,
                "--out",
                directory.resolve("b").toString());
        String[] many = new String[20];
        Arrays.fill(many, input.toString());
        many[0] = "bundle";
        many[18] = "--out";
        refuses("at most 16 proofs, got 17", many);
        refuses("security set 128 or 100", "keys", "--security", "90");
        refuses("is no proof", "inspect", input.toString());
    }

    @Test
    void saysPlainlyWhatAFileMustBeVerifiedAgainst() throws IOException {
        String member = write("member", ProofKind.MEMBER);
        String bundle = write("bundle", ProofKind.BUNDLE);
        String last = write("final", ProofKind.FINAL);
        String id = "0".repeat(72);
        refuses("verify the bundle, with --member", "verify", member);
        refuses("which run of the bundle", "verify", bundle, "--program-id", id);
        refuses("--member is of bundles", "verify", last, "--program-id", id, "--member", member);
        refuses("name --elf or --program-id", "verify", last);
    }

    /** A file that begins as one of a kind, and is nothing. */
    private String write(String name, ProofKind kind) throws IOException {
        return Files.write(directory.resolve(name), Arrays.copyOf(kind.magic(), 300))
                .toString();
    }

    @ParameterizedTest
    @EnumSource(value = ProofKind.class, names = "MEMBER", mode = EnumSource.Mode.EXCLUDE)
    void refusesAFileThatOnlyBeginsLikeAProof(ProofKind kind) throws IOException {
        String file = write("file", kind);
        String[] program = kind == ProofKind.BUNDLE ? new String[0] : new String[] {"--program-id", "0".repeat(72)};
        String[] arguments =
                Stream.concat(Stream.of("verify", file), Arrays.stream(program)).toArray(String[]::new);
        refusesProof(arguments);
        assertThat(run("inspect", file)).isEqualTo(ExitCode.NO);
        assertThat(out.toString()).contains("BROKEN: ");
    }

    @Test
    void aRunThatStopsLeavesNoProofBehind() throws IOException {
        Path proof = directory.resolve("proof");
        refuses(
                "CYCLE_LIMIT",
                "prove",
                PRIMES,
                "--input",
                input.toString(),
                "--out",
                proof.toString(),
                "--class",
                "small",
                "--max-cycles",
                "50");
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(input);
        }
    }

    @Test
    void refusesToInspectWhatIsNoRun() {
        refuses("is no proof of a run", "inspect", input.toString());
    }

    @Test
    @Tag("slow")
    void provesVerifiesAndInspectsARun() throws IOException {
        String proof = directory.resolve("proof").toString();
        String read = input.toString();
        assertThat(run("prove", PRIMES, "--input", read, "--out", proof, "--class", "small", "--stop-at", "segments"))
                .as(err.toString())
                .isEqualTo(ExitCode.OK);
        assertThat(err.toString()).contains("program ", "memory: ", "segment 0 (small", "exit code 0");
        Path output = Files.write(directory.resolve("output"), new byte[] {25, 0, 0, 0, 97, 0, 0, 0});

        assertThat(run("verify", proof, "--elf", PRIMES, "--input", read, "--output", output.toString(), "--json"))
                .as(out.toString())
                .isEqualTo(ExitCode.OK);
        JsonNode facts = new ObjectMapper().readTree(out.toString());
        String id = facts.get("program").asText();
        assertThat(run(
                        "verify",
                        proof,
                        "--program-id",
                        id,
                        "--input-digest",
                        facts.get("input_digest").asText()))
                .isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("VALID", "not compared with anything");

        Path other = Files.write(directory.resolve("other"), new byte[] {101, 0, 0, 0});
        refusesProof("verify", proof, "--program-id", id, "--input", other.toString());
        refusesProof("verify", proof, "--program-id", id, "--output", other.toString());
        refusesProof("verify", proof, "--program-id", id, "--exit-code", "1");
        refusesProof("verify", proof, "--program-id", id, "--security", "100");
        refusesProof("verify", proof, "--program-id", "0".repeat(72));
        byte[] bytes = Files.readAllBytes(Path.of(proof));
        Path cut = Files.write(directory.resolve("cut"), Arrays.copyOf(bytes, bytes.length - 1));
        refusesProof("verify", cut.toString(), "--program-id", id);
        refuses("name --elf or --program-id", "verify", proof);

        assertThat(run("inspect", proof)).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains(id, "shape=small", "halted=true");
    }

    private void refusesProof(String... arguments) {
        assertThat(run(arguments)).as("%s %s", out, err).isEqualTo(ExitCode.NO);
        assertThat(out.toString()).contains("REFUSED");
    }
}
