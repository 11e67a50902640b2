package io.bulwark.riscv.segment;

import io.bulwark.proof.ProverOptions;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.plan.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Proves a checkpoint's segment in a process of its own: arguments are the files of program, checkpoint and proof. */
final class ProveCheckpoint {
    private ProveCheckpoint() {}

    public static void main(String[] args) throws IOException {
        Program program = Program.load(Files.readAllBytes(Path.of(args[0])));
        ProvingKey key =
                ProvingKey.of(TracedSegment.SMALL, program, SegmentProcessTest.FEW_QUERIES, ProverOptions.standard());
        Checkpoint checkpoint = Checkpoint.decode(Files.readAllBytes(Path.of(args[1])), key.capacities());
        ProvenSegment segment = new SegmentProver(key, ProverOptions.standard()).prove(checkpoint);
        Files.write(Path.of(args[2]), segment.proof().proof());
    }
}
