package io.bulwark.riscv.segment;

import io.bulwark.air.Table;
import io.bulwark.field.Cores;
import io.bulwark.proof.Proven;
import io.bulwark.proof.Prover;
import io.bulwark.proof.ProverOptions;
import io.bulwark.riscv.GuestException;
import io.bulwark.riscv.Limits;
import io.bulwark.riscv.RunResult;
import io.bulwark.riscv.plan.Checkpoint;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Proves segments of one program. A checkpoint and the program are all it takes, wherever it runs; the same checkpoint gives the same proof. */
public final class SegmentProver {
    /** What the tracer writes down of an instruction, at most: its arrays are doubled when they are full. */
    private static final long RECORD_BYTES = 2 * 14 * Integer.BYTES;

    private final ProvingKey program;
    private final ProverOptions options;

    /** Provers of one program; none of the options changes a proof. */
    public SegmentProver(ProvingKey program, ProverOptions options) {
        this.program = program;
        this.options = options;
    }

    /**
     * Bytes that proving a segment of a shape needs at its peak, its tables included.
     *
     * @param shape place among {@link ProvingKey#shapes}
     */
    public static long memoryNeed(ProvingKey program, int shape) {
        SegmentShape segment = program.shape(shape);
        long cells = SegmentShape.cells(
                segment.shape(), program.key().machine().machine().chips());
        return program.memoryNeed(shape).bytes()
                + Integer.BYTES * cells
                + RECORD_BYTES * segment.capacity().maxCycles();
    }

    /**
     * Proves a segment.
     *
     * @throws SegmentException if the checkpoint is not of this program, or says what the program does not do
     * @throws GuestException if the program stops in it
     * @throws io.bulwark.proof.MemoryBudgetException if the shape needs more memory than the options allow, before any work
     */
    public ProvenSegment prove(Checkpoint checkpoint) {
        if (checkpoint.shape() >= program.shapes().size()
                || checkpoint
                        .programId()
                        .filter(id -> !id.equals(program.id().digest()))
                        .isPresent()) {
            throw new SegmentException("expected a checkpoint of program " + program.id() + ", got one of "
                    + checkpoint.programId().map(Object::toString).orElse("another"));
        }
        int index = program.shapes().get(checkpoint.shape());
        SegmentShape shape = program.shape(checkpoint.shape());
        program.memoryNeed(checkpoint.shape()).require(options.memoryBudget());
        Map<SegmentPhase, Duration> times = new EnumMap<>(SegmentPhase.class);
        long start = System.nanoTime();
        SegmentTrace trace = SegmentTracer.trace(program.program(), checkpoint, shape.capacity(), Limits.standard());
        times.put(SegmentPhase.EXECUTE, Duration.ofNanos(System.nanoTime() - start));
        SegmentClaim claim = claim(checkpoint, trace.result());
        start = System.nanoTime();
        List<Table> tables;
        try (Cores cores = new Cores(options.threads())) {
            tables = SegmentTables.fill(trace, program.key().machine(), shape, cores);
        }
        times.put(SegmentPhase.FILL, Duration.ofNanos(System.nanoTime() - start));
        int[] values = SegmentValues.of(claim);
        Proven proven = Prover.prove(program.proverKey(), index, tables, values, options);
        return new ProvenSegment(new SegmentProof(values, proven.proof()), claim, times, proven.times());
    }

    private SegmentClaim claim(Checkpoint checkpoint, RunResult result) {
        return new SegmentClaim(
                program.id(),
                new MachinePoint(checkpoint.startPc() >>> 2, checkpoint.startRoot()),
                new MachinePoint(checkpoint.endPc() >>> 2, checkpoint.endRoot()),
                checkpoint.cycles(),
                result.halted(),
                result.exitCode(),
                result.halted() ? OutputDigest.of(result.digest()) : OutputDigest.NONE);
    }
}
