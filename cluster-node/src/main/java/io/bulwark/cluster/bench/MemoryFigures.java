package io.bulwark.cluster.bench;

import io.bulwark.proof.MemoryNeed;
import io.bulwark.proof.Proven;
import io.bulwark.proof.ProverListener;
import java.util.List;
import java.util.function.Supplier;

/** What whole proofs hold in memory at their peak, the given tables and the key included, against the trace's own bytes. */
final class MemoryFigures {
    private static final double MEGA = 1 << 20;

    private MemoryFigures() {}

    static Grid measure(Sizes sizes) {
        return new Grid(
                "Peak of the live heap, 1 thread",
                List.of("example", "trace, MB", "peak, MB", "peak / trace", "aim", "stated need, MB"),
                List.of(
                        row(() -> Workpiece.sponge(sizes.standardMachines())),
                        row(() -> Workpiece.accumulator(sizes.standardMachines()))));
    }

    private static List<Object> row(Supplier<Workpiece> made) {
        long before = LiveHeap.bytes();
        Workpiece workpiece = made.get();
        Proven[] proven = new Proven[1];
        long peak = LiveHeap.peak(() -> proven[0] = workpiece.prove(1, ProverListener.SILENT)) - before;
        workpiece.verify(proven[0].proof());
        return List.of(
                workpiece.name(),
                workpiece.traceBytes() / MEGA,
                peak / MEGA,
                (double) peak / workpiece.traceBytes(),
                Aim.atMost("12"),
                MemoryNeed.of(workpiece.layout()).bytes() / MEGA);
    }
}
