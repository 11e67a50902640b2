package io.bulwark.cluster.bench;

import io.bulwark.commit.StackedColumns;
import io.bulwark.commit.StackedCommitment;
import io.bulwark.field.Cores;
import io.bulwark.field.ExtensionVector;
import io.bulwark.field.Kernels;
import io.bulwark.field.Ntt;
import io.bulwark.logup.GkrProver;
import io.bulwark.logup.Leaves;
import io.bulwark.proof.SecurityParameters;
import io.bulwark.transcript.ProverChannel;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Rates of the large steps by themselves, at rate 1/2: transform, commitment, sums of fractions. */
final class StepFigures {
    static final String EXTENSION = "low-degree extension x2";
    static final String COMMITMENT = "commitment";
    static final String FRACTIONS = "GKR";

    private static final double MILLION = 1e6;
    private static final int LOG_BLOWUP = 1;

    private final Sizes sizes;
    private final Samples samples = new Samples();

    private StepFigures(Sizes sizes) {
        this.sizes = sizes;
    }

    /** Measures them on one thread and on {@code all}. */
    static Grid measure(Sizes sizes, Cores all) {
        StepFigures figures = new StepFigures(sizes);
        int threads = all.threads();
        List<List<Object>> rows;
        try (Cores one = Cores.one()) {
            rows = List.of(
                    figures.row(
                            EXTENSION + " of " + matrix(sizes.logRows(), sizes.extended()),
                            "M input cells/s",
                            (double) sizes.extended() * (1 << sizes.logRows()),
                            figures.extension(),
                            one,
                            all,
                            Aim.rate(25)),
                    figures.row(
                            COMMITMENT + " of " + matrix(sizes.logRows(), sizes.committed()),
                            "M input cells/s",
                            (double) sizes.committed() * (1 << sizes.logRows()),
                            figures.commitment(),
                            one,
                            all,
                            Aim.NONE),
                    figures.row(
                            FRACTIONS + " over 2^" + sizes.logLeaves() + " leaves",
                            "M leaves/s",
                            1 << sizes.logLeaves(),
                            figures.fractions(),
                            one,
                            all,
                            Aim.NONE));
        }
        return new Grid(
                "Steps of the protocol",
                List.of("step", "unit", "1 thread", threads + " threads", threads + " threads / 1", "aim, 1 thread"),
                rows);
    }

    private static String matrix(int logRows, int columns) {
        return "2^" + logRows + " x " + columns;
    }

    private List<Object> row(
            String name, String unit, double items, Function<Cores, Runnable> work, Cores one, Cores all, String aim) {
        double single = items / sizes.steps().seconds(work.apply(one)) / MILLION;
        double many = items / sizes.steps().seconds(work.apply(all)) / MILLION;
        return List.of(name, unit, single, many, many / single, aim);
    }

    private Function<Cores, Runnable> extension() {
        int[][] columns = samples.columns(sizes.extended(), 1 << sizes.logRows());
        int[][] words = new int[columns.length][1 << (sizes.logRows() + LOG_BLOWUP)];
        return cores -> () -> cores.forRange(columns.length, 1, (from, to) -> {
            for (int j = from; j < to; j++) {
                Ntt.encode(columns[j], 0, sizes.logRows(), LOG_BLOWUP, words[j], 0);
            }
        });
    }

    private Function<Cores, Runnable> commitment() {
        int[][] columns = samples.columns(sizes.committed(), 1 << sizes.logRows());
        StackedColumns stack = StackedColumns.of(Arrays.asList(columns), sizes.logRows());
        int capHeight = SecurityParameters.segment().capHeight();
        return cores -> () -> StackedCommitment.commit(stack, LOG_BLOWUP, capHeight, cores);
    }

    /** The leaves are used up, so they are copied anew for every run: a hundredth of the work. */
    private Function<Cores, Runnable> fractions() {
        int n = 1 << sizes.logLeaves();
        int[] numerators = samples.elements(n);
        ExtensionVector denominators = samples.vector(n);
        return cores -> () -> {
            Leaves leaves = new Leaves(sizes.logLeaves(), n);
            System.arraycopy(numerators, 0, leaves.numerators(), 0, n);
            leaves.denominators().copyFrom(denominators, 0, 0, n);
            GkrProver.prove(new ProverChannel(), leaves, Kernels.best(), cores);
        };
    }
}
