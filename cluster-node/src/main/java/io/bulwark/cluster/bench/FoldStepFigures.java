package io.bulwark.cluster.bench;

import io.bulwark.recursion.fold.FoldProof;
import io.bulwark.riscv.segment.SizeClass;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** What each step of folding takes: lifts, joins, finish, bundles. */
final class FoldStepFigures {
    private static final double NANOS = 1e9;
    private static final double KIBI = 1 << 10;
    private static final double PERCENT = 100;
    private static final int RUNS = 3;

    private final FoldPieces pieces;
    private final boolean quick;
    private final List<List<Object>> rows = new ArrayList<>();

    private FoldStepFigures(FoldPieces pieces, boolean quick) {
        this.pieces = pieces;
        this.quick = quick;
    }

    static Grid measure(FoldPieces pieces, FoldBench.Options options) {
        FoldStepFigures figures = new FoldStepFigures(pieces, options.quick());
        figures.lifts();
        figures.joins();
        figures.ends();
        return new Grid(
                "Steps of folding, 128 proven bits, %d threads".formatted(options.threads()),
                List.of(
                        "step",
                        "first, with its key, s",
                        "seconds",
                        "segment's own seconds",
                        "% of the segment",
                        "proof, KiB",
                        "aim"),
                figures.rows);
    }

    private void lifts() {
        for (SizeClass size : quick ? new SizeClass[] {SizeClass.SMALL} : SizeClass.values()) {
            double own = pieces.segment(size).seconds();
            FoldProof[] proof = new FoldProof[1];
            double[] seconds = seconds(() -> proof[0] = pieces.lift(size));
            rows.add(List.of(
                    "lift of a " + size.name().toLowerCase(Locale.ROOT) + " segment",
                    seconds[0],
                    seconds[1],
                    own,
                    PERCENT * seconds[1] / own,
                    proof[0].encode().length / KIBI,
                    size == SizeClass.LARGE ? Aim.atMost("25 %") : Aim.NONE));
        }
    }

    private void joins() {
        for (int n = 2; n <= (quick ? 2 : FoldPieces.NEIGHBOURS); n++) {
            List<FoldProof> neighbours = pieces.neighbours(n);
            add("join of " + n, () -> pieces.prover().join(neighbours).encode(), n == 2 ? Aim.atMost("4 s") : Aim.NONE);
        }
        if (!quick) {
            List<FoldProof> four = pieces.neighbours(FoldPieces.NEIGHBOURS);
            FoldProof left = pieces.prover().join(four.subList(0, 2));
            FoldProof right = pieces.prover().join(four.subList(2, 4));
            add(
                    "join of 2 joins",
                    () -> pieces.prover().join(List.of(left, right)).encode(),
                    Aim.atMost("4 s"));
        }
    }

    private void ends() {
        FoldPieces.Whole whole = pieces.whole();
        add("finish", () -> whole.finish(pieces.prover()).encode(), Aim.atMost("12 s; 300 KiB"));
        for (int n : quick ? new int[0] : new int[] {2, 4}) {
            add(
                    "bundle of " + n,
                    () -> pieces.prover()
                            .bundle(Collections.nCopies(n, pieces.last()))
                            .encode(),
                    Aim.NONE);
        }
    }

    private void add(String step, Supplier<byte[]> work, String aim) {
        byte[][] proof = new byte[1][];
        double[] seconds = seconds(() -> proof[0] = work.get());
        rows.add(List.of(step, seconds[0], seconds[1], Aim.NONE, Aim.NONE, proof[0].length / KIBI, aim));
    }

    /** Of the first time, for which the circuit's key is made, and the median of those behind it. */
    private double[] seconds(Runnable work) {
        double first = timed(work);
        double[] more = new double[quick ? 1 : RUNS];
        for (int i = 0; i < more.length; i++) {
            more[i] = timed(work);
        }
        return new double[] {first, Stopwatch.median(more)};
    }

    private static double timed(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / NANOS;
    }
}
