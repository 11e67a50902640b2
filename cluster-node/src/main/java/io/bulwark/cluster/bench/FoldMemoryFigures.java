package io.bulwark.cluster.bench;

import io.bulwark.recursion.fold.FoldProof;
import io.bulwark.riscv.segment.SizeClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What each step of folding holds in memory at its peak, keys included. */
final class FoldMemoryFigures {
    private static final double MEGA = 1 << 20;
    private static final String AIM = "4,096";

    private FoldMemoryFigures() {}

    static Grid measure(FoldPieces pieces) {
        List<List<Object>> rows = new ArrayList<>();
        for (SizeClass size : SizeClass.values()) {
            pieces.segment(size);
            add("lift of a " + size.name().toLowerCase(Locale.ROOT) + " segment", () -> pieces.lift(size), rows);
        }
        for (int n : new int[] {2, FoldPieces.NEIGHBOURS}) {
            List<FoldProof> neighbours = pieces.neighbours(n);
            add("join of " + n, () -> pieces.prover().join(neighbours), rows);
        }
        FoldPieces.Whole whole = pieces.whole();
        add("finish", () -> whole.finish(pieces.prover()), rows);
        return new Grid("Peak of the live heap, keys and machines included", List.of("step", "MB", "aim, MB"), rows);
    }

    private static void add(String step, Runnable work, List<List<Object>> rows) {
        // The key is made before, with arrays of its own that are garbage by then.
        work.run();
        rows.add(List.of(step, LiveHeap.peak(work) / MEGA, Aim.atMost(AIM)));
    }
}
