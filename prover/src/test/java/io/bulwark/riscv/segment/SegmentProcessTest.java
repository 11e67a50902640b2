package io.bulwark.riscv.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.proof.ProverOptions;
import io.bulwark.proof.SecurityParameters;
import io.bulwark.riscv.Input;
import io.bulwark.riscv.Limits;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.RandomProgram;
import io.bulwark.riscv.plan.Checkpoint;
import io.bulwark.riscv.plan.SegmentPlanner;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What takes whole proofs at full strength, or other processes. */
@Tag("slow")
class SegmentProcessTest {
    static final SecurityParameters FEW_QUERIES = new SecurityParameters(1, 3, 0, 4, 4);

    private static final Path GUESTS = Path.of("..", "guests");

    @TempDir
    private Path directory;

    @Test
    void aCheckpointIsEnoughInAFreshProcess() throws IOException, InterruptedException {
        byte[] elf = RandomProgram.of(1);
        Program program = Program.load(elf);
        ProvingKey key = ProvingKey.of(TracedSegment.SMALL, program, FEW_QUERIES, ProverOptions.standard());
        List<Checkpoint> checkpoints = new ArrayList<>();
        SegmentPlanner.run(
                program,
                Input.none(),
                Limits.standard(),
                key.capacities(),
                Optional.of(key.id().digest()),
                checkpoints::add);
        Checkpoint checkpoint = checkpoints.get(1);
        Path proof = directory.resolve("proof");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules",
                        "jdk.incubator.vector",
                        "-cp",
                        placeOf(ProveCheckpoint.class) + File.pathSeparator + placeOf(SegmentProver.class),
                        ProveCheckpoint.class.getName(),
                        Files.write(directory.resolve("elf"), elf).toString(),
                        Files.write(directory.resolve("checkpoint"), checkpoint.encode())
                                .toString(),
                        proof.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(directory.resolve("log")))
                .isZero();

        ProvenSegment here = new SegmentProver(key, ProverOptions.standard()).prove(checkpoint);
        assertThat(Files.readAllBytes(proof)).isEqualTo(here.proof().proof());
        new SegmentVerifier(key.key()).verify(here.proof());
    }

    /** Where a class's file comes from: its module's classes, of which nothing else is needed. */
    private static Path placeOf(Class<?> type) {
        return Path.of(URI.create(
                type.getProtectionDomain().getCodeSource().getLocation().toString()));
    }

    @Test
    void aGuestsRunIsProvedAndVerifiedAt128Bits() throws IOException {
        Program program = Program.load(Files.readAllBytes(GUESTS.resolve("primes.elf")));
        Input input = Input.of(new byte[] {100, 0, 0, 0});
        ProvingKey key = ProvingKey.of(
                SegmentMachine.standard(), program, SecurityParameters.segment(), ProverOptions.standard());
        List<SegmentProof> proofs = new ArrayList<>();
        RunWriter writer = new RunWriter(new ByteArrayOutputStream(), RunHeader.of(key.key(), RunInput.of(input)));
        new RunProver(
                        key,
                        Limits.standard(),
                        place -> key.shape(place).size() == SizeClass.SMALL,
                        ProverOptions.standard())
                .prove(input, writer, new RunProver.Listener() {
                    @Override
                    public void proved(Checkpoint checkpoint, ProvenSegment segment) {
                        proofs.add(segment.proof());
                    }
                });
        RunVerifier verifier = new RunVerifier(key.key());
        proofs.forEach(verifier::add);
        SegmentClaim run = verifier.end(new RunExpectation(RunInput.of(input), OptionalInt.of(0), Optional.empty()));
        assertThat(run.digest()).isNotEqualTo(OutputDigest.NONE);
        assertThat(key.key().key().security(proofs.getFirst().shape()).least()).isGreaterThanOrEqualTo(128);
    }
}
