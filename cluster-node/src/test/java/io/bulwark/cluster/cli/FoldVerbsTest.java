package io.bulwark.cluster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs proved and folded by the verbs that a user has, bundled and verified: for real, hence slow. */
@Tag("slow")
class FoldVerbsTest {
    private static final String PRIMES = Path.of("..", "guests", "primes.elf").toString();
    private static final String SORT = Path.of("..", "guests", "sort-check.elf").toString();

    @TempDir
    private Path directory;

    private final Console console = new Console();

    private String write(String name, int... bytes) throws IOException {
        byte[] content = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            content[i] = (byte) bytes[i];
        }
        return Files.write(directory.resolve(name), content).toString();
    }

    private String path(String name) {
        return directory.resolve(name).toString();
    }

    private JsonNode facts() throws IOException {
        return new ObjectMapper().readTree(console.out());
    }

    @Test
    void aRunOfSeveralSegmentsBecomesOneProofThatIsVerifiedByTheProgramsId() throws IOException {
        // Primes below 40,000: some millions of cycles, so several small segments.
        String input = write("input", 0x40, 0x9c, 0, 0);
        String output = path("output");
        console.succeeds("run", PRIMES, "--input", input, "--output", output);
        console.succeeds("prove", PRIMES, "--input", input, "--out", path("final"), "--class", "small");
        assertThat(console.err()).contains("lift of segment 1", "join of ", "finish in ");

        console.succeeds("verify", path("final"), "--elf", PRIMES, "--input", input, "--output", output, "--json");
        JsonNode facts = facts();
        assertThat(facts.get("proof_bytes").asInt()).isLessThan(300 << 10);
        String id = facts.get("program").asText();
        console.succeeds("verify", path("final"), "--program-id", id);
        assertThat(console.out()).contains("VALID", "not compared with anything");
        console.refusesProof("verify", path("final"), "--program-id", id, "--output", input);
        console.refusesProof("verify", path("final"), "--program-id", id, "--input", output);
        console.refusesProof("verify", path("final"), "--program-id", id, "--exit-code", "1");
        console.refusesProof("verify", path("final"), "--program-id", "0".repeat(72));
        console.succeeds("inspect", path("final"));
        assertThat(console.out()).contains(id, "finish of shape", "query rows");
    }

    @Test
    void aRootIsVerifiedAgainstProgramAndInput() throws IOException {
        String input = write("input", 100, 0, 0, 0);
        String output = write("output", 25, 0, 0, 0, 97, 0, 0, 0);
        console.succeeds(
                "prove", PRIMES, "--input", input, "--out", path("root"), "--class", "small", "--stop-at", "root");
        console.succeeds("verify", path("root"), "--elf", PRIMES, "--input", input, "--output", output);
        console.refusesProof("verify", path("root"), "--elf", PRIMES, "--input", output);
        console.refusesProof("verify", path("root"), "--elf", SORT);
        console.succeeds("inspect", path("root"));
    }

    @Test
    void runsOfDifferentProgramsAreMembersOfOneBundle() throws IOException {
        String primes = write("input", 100, 0, 0, 0);
        String numbers = write("numbers", 2, 0, 0, 0, 9, 0, 0, 0, 5, 0, 0, 0);
        console.succeeds("prove", PRIMES, "--input", primes, "--out", path("a"), "--class", "small");
        console.succeeds("prove", SORT, "--input", numbers, "--out", path("b"), "--class", "small");
        console.succeeds("bundle", path("a"), path("b"), "--out", path("bundle"));
        String first = Path.of(path("bundle.members"), "01-a.member").toString();
        String second = Path.of(path("bundle.members"), "02-b.member").toString();

        console.succeeds("verify", path("bundle"));
        assertThat(console.out()).contains("2 whole runs");
        console.succeeds("verify", path("bundle"), "--member", first, "--elf", PRIMES, "--input", primes);
        console.succeeds("verify", path("bundle"), "--member", second, "--elf", SORT, "--input", numbers);
        console.refusesProof("verify", path("bundle"), "--member", second, "--elf", PRIMES);
        console.succeeds("bundle", path("b"), "--out", path("other"));
        console.refusesProof("verify", path("other"), "--member", first, "--elf", PRIMES);
        byte[] broken = Files.readAllBytes(Path.of(path("b")));
        broken[broken.length - 1] ^= 1;
        Files.write(Path.of(path("b")), broken);
        console.refusesProof("bundle", path("a"), path("b"), "--out", path("never"));
        assertThat(Path.of(path("never"))).doesNotExist();
    }
}
