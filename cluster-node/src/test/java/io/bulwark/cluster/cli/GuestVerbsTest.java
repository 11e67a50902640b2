package io.bulwark.cluster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bulwark.recursion.file.ProofKind;
import java.io.IOException;
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

    private final Console console = new Console();
    private Path input;

    @BeforeEach
    void writeInput() throws IOException {
        input = Files.write(directory.resolve("input"), new byte[] {100, 0, 0, 0});
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "prove", "inspect", "bundle", "keys", "bench"})
    void everyVerbHelpsWithAnExample(String verb) {
        console.succeeds(verb, "--help");
        assertThat(console.out()).contains("Usage: bulwark " + verb, "Example");
    }

    @Test
    void runsAProgramAndSaysWhatAProofWouldCost() throws IOException {
        Path output = directory.resolve("output");
        console.succeeds("run", PRIMES, "--input", input.toString(), "--output", output.toString(), "--json");
        // 25 primes below 100, 97 the greatest.
        assertThat(Files.readAllBytes(output)).containsExactly(25, 0, 0, 0, 97, 0, 0, 0);
        JsonNode facts = new ObjectMapper().readTree(console.out());
        assertThat(facts.get("exit_code").asInt()).isZero();
        assertThat(facts.get("cycles").asLong()).isPositive();
        assertThat(facts.at("/tables/halt/rows").asLong()).isEqualTo(1);
        assertThat(facts.get("segments").size()).isEqualTo(1);

        console.succeeds("run", PRIMES, "--input", input.toString());
        assertThat(console.out()).contains("exit code 0 after", "segments:", "sha256");
    }

    @Test
    void saysPlainlyWhyAProgramCannotBeRun() throws IOException {
        String read = input.toString();
        console.refuses("INPUT_MISSING", "run", PRIMES);
        assertThat(console.err()).contains("guest_main", "at pc 0x", "a7 0000003f");
        console.refuses("CYCLE_LIMIT", "run", PRIMES, "--input", read, "--max-cycles", "100");
        console.refuses("is no program for this machine", "run", read);
        console.refuses("is not there", "run", directory.resolve("missing").toString());
        console.refuses(
                "missing is not there",
                "run",
                PRIMES,
                "--input",
                directory.resolve("missing").toString());
        console.refuses("cannot be written", "run", PRIMES, "--input", read, "--output", directory.toString());
        Path out = directory.resolve("proof");
        console.refuses(
                "class auto, small, medium or large",
                "prove",
                PRIMES,
                "--input",
                read,
                "--out",
                out.toString(),
                "--class",
                "huge");
        console.refuses(
                "security set 128 or 100",
                "prove",
                PRIMES,
                "--input",
                read,
                "--out",
                out.toString(),
                "--security",
                "90");
        console.refuses(
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
        console.refuses("Missing required option: '--out=B'", "bundle", missing);
        console.refuses(
                "is not there",
                "bundle",
                missing,
                "--out",
                directory.resolve("b").toString());
        String[] many = new String[20];
        Arrays.fill(many, input.toString());
        many[0] = "bundle";
        many[18] = "--out";
        console.refuses("at most 16 proofs, got 17", many);
        console.refuses("security set 128 or 100", "keys", "--security", "90");
        console.refuses("is no proof", "inspect", input.toString());
    }

    @Test
    void saysPlainlyWhatAFileMustBeVerifiedAgainst() throws IOException {
        String member = write("member", ProofKind.MEMBER);
        String bundle = write("bundle", ProofKind.BUNDLE);
        String last = write("final", ProofKind.FINAL);
        String id = "0".repeat(72);
        console.refuses("verify the bundle, with --member", "verify", member);
        console.refuses("which run of the bundle", "verify", bundle, "--program-id", id);
        console.refuses("--member is of bundles", "verify", last, "--program-id", id, "--member", member);
        console.refuses("name --elf or --program-id", "verify", last);
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
        console.refusesProof(arguments);
        assertThat(console.run("inspect", file)).isEqualTo(ExitCode.NO);
        assertThat(console.out()).contains("BROKEN: ");
    }

    @Test
    void aRunThatStopsLeavesNoProofBehind() throws IOException {
        Path proof = directory.resolve("proof");
        console.refuses(
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
        console.refuses("is no proof of a run", "inspect", input.toString());
    }

    @Test
    @Tag("slow")
    void provesVerifiesAndInspectsARun() throws IOException {
        String proof = directory.resolve("proof").toString();
        String read = input.toString();
        console.succeeds("prove", PRIMES, "--input", read, "--out", proof, "--class", "small", "--stop-at", "segments");
        assertThat(console.err()).contains("program ", "memory: ", "segment 0 (small", "exit code 0");
        Path output = Files.write(directory.resolve("output"), new byte[] {25, 0, 0, 0, 97, 0, 0, 0});

        console.succeeds("verify", proof, "--elf", PRIMES, "--input", read, "--output", output.toString(), "--json");
        JsonNode facts = new ObjectMapper().readTree(console.out());
        String id = facts.get("program").asText();
        console.succeeds(
                "verify",
                proof,
                "--program-id",
                id,
                "--input-digest",
                facts.get("input_digest").asText());
        assertThat(console.out()).contains("VALID", "not compared with anything");

        Path other = Files.write(directory.resolve("other"), new byte[] {101, 0, 0, 0});
        console.refusesProof("verify", proof, "--program-id", id, "--input", other.toString());
        console.refusesProof("verify", proof, "--program-id", id, "--output", other.toString());
        console.refusesProof("verify", proof, "--program-id", id, "--exit-code", "1");
        console.refusesProof("verify", proof, "--program-id", id, "--security", "100");
        console.refusesProof("verify", proof, "--program-id", "0".repeat(72));
        byte[] bytes = Files.readAllBytes(Path.of(proof));
        Path cut = Files.write(directory.resolve("cut"), Arrays.copyOf(bytes, bytes.length - 1));
        console.refusesProof("verify", cut.toString(), "--program-id", id);
        console.refuses("name --elf or --program-id", "verify", proof);

        console.succeeds("inspect", proof);
        assertThat(console.out()).contains(id, "shape=small", "halted=true");
    }
}
