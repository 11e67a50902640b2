package io.bulwark.cluster.bench;

import io.bulwark.field.Cores;
import io.bulwark.field.ExtensionVector;
import io.bulwark.field.Kernels;
import io.bulwark.hash.Poseidon2;
import io.bulwark.hash.Poseidon2RowHash;
import io.bulwark.hash.Rows;
import java.util.List;
import java.util.stream.IntStream;

/** Rates of the kernels: scalar and vector on one thread, and vector on all, each thread with arrays of its own. */
final class KernelFigures {
    static final String PRODUCTS_F = "products in F";
    static final String PRODUCTS_K = "products in K";
    static final String PERMUTATIONS = "Poseidon2 permutations";

    private static final double MILLION = 1e6;
    /** A run of the stopwatch is this many calls, so that it is long against the clock's own time. */
    private static final int CALLS = 64;

    private final Sizes sizes;
    private final Cores all;
    private final Samples samples = new Samples();

    private KernelFigures(Sizes sizes, Cores all) {
        this.sizes = sizes;
        this.all = all;
    }

    /**
     * Measures them.
     *
     * @param all the threads of the last columns
     */
    static Grid measure(Sizes sizes, Cores all) {
        KernelFigures figures = new KernelFigures(sizes, all);
        List<List<Object>> rows = List.of(
                figures.row(PRODUCTS_F, ">= 4 times scalar", figures::productsInF),
                figures.row(PRODUCTS_K, ">= 4 times scalar", figures::productsInK),
                figures.row(PERMUTATIONS, "M/s: " + Aim.rate(2), figures::permutations));
        int threads = all.threads();
        return new Grid(
                "Kernels, M/s",
                List.of(
                        "kernel",
                        "scalar, 1 thread",
                        "vector, 1 thread",
                        "vector / scalar",
                        "ns each",
                        "vector, " + threads + " threads",
                        threads + " threads / 1",
                        "aim, 1 thread"),
                rows);
    }

    /** Work that does a number of operations a call. */
    private record Load(Runnable call, int operations) {}

    private interface Loads {
        Load of(boolean vector);
    }

    private List<Object> row(String name, String aim, Loads loads) {
        double scalar = rate(List.of(loads.of(false)));
        double one = rate(List.of(loads.of(true)));
        double many = rate(
                IntStream.range(0, all.threads()).mapToObj(i -> loads.of(true)).toList());
        return List.of(name, scalar, one, one / scalar, 1e3 / one, many, many / one, aim);
    }

    /** Millions of operations a second of loads side by side, one on each thread. */
    private double rate(List<Load> loads) {
        double seconds = sizes.kernels()
                .seconds(() -> all.forRange(loads.size(), 1, (from, to) -> {
                    for (int i = from; i < to; i++) {
                        for (int c = 0; c < CALLS; c++) {
                            loads.get(i).call().run();
                        }
                    }
                }));
        return loads.stream().mapToDouble(l -> (double) l.operations() * CALLS).sum() / seconds / MILLION;
    }

    private static Kernels kernels(boolean vector) {
        return vector ? Kernels.best() : Kernels.scalar();
    }

    private Load productsInF(boolean vector) {
        int n = 1 << sizes.logKernel();
        Kernels kernels = kernels(vector);
        int[] a = samples.elements(n);
        int[] b = samples.elements(n);
        int[] out = new int[n];
        return new Load(() -> kernels.mul(a, 0, b, 0, out, 0, n), n);
    }

    private Load productsInK(boolean vector) {
        int n = 1 << sizes.logKernel();
        Kernels kernels = kernels(vector);
        ExtensionVector a = samples.vector(n);
        ExtensionVector b = samples.vector(n);
        ExtensionVector out = new ExtensionVector(n);
        return new Load(() -> kernels.mul(a, 0, b, 0, out, 0, n), n);
    }

    /** Scalar: one state after another; vector: rows of one block, as the leaves of a tree are. */
    private Load permutations(boolean vector) {
        int n = 1 << sizes.logKernel();
        if (!vector) {
            int[] state = samples.elements(Poseidon2.WIDTH);
            return new Load(
                    () -> {
                        for (int i = 0; i < n / CALLS; i++) {
                            Poseidon2.permute(state);
                        }
                    },
                    n / CALLS);
        }
        Rows rows = Rows.ofColumns(n, samples.columns(Poseidon2.RATE, n));
        int[][] digests = new int[Poseidon2.DIGEST][n];
        Poseidon2RowHash hash = new Poseidon2RowHash();
        return new Load(() -> hash.hashRows(rows, 0, n, digests), n);
    }
}
