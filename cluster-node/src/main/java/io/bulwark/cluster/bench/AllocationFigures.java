package io.bulwark.cluster.bench;

import com.sun.management.ThreadMXBean;
import io.bulwark.field.Extension;
import io.bulwark.field.ExtensionVector;
import io.bulwark.field.Kernels;
import io.bulwark.field.Ntt;
import io.bulwark.hash.Poseidon2;
import io.bulwark.hash.Poseidon2NodeHash;
import io.bulwark.hash.Poseidon2RowHash;
import io.bulwark.hash.Rows;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Bytes that hot kernels allocate, once they are compiled. A fixed scratch a call is allowed; for each element there must be nothing, as there would be
 * if the compiler boxed a vector.
 */
final class AllocationFigures {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int TRIES = 5;

    /** Work on some elements. */
    interface Kernel {
        void run(int elements);
    }

    private AllocationFigures() {}

    /**
     * Measures them.
     *
     * @param logElements log of the elements of a call; another call has twice as many
     * @param kernels how long each is warmed up
     */
    static Grid measure(int logElements, Stopwatch kernels) {
        int n = 1 << logElements;
        List<List<Object>> rows = new ArrayList<>();
        hot(2 * n).forEach((name, kernel) -> {
            long call = Long.MAX_VALUE;
            long twice = Long.MAX_VALUE;
            long start = kernels.clock().thread();
            for (int i = 0;
                    i < TRIES
                            || kernels.clock().thread() - start
                                    < kernels.warmUp().toNanos();
                    i++) {
                call = Math.min(call, allocated(kernel, n));
                twice = Math.min(twice, allocated(kernel, 2 * n));
            }
            rows.add(List.of(name, call, (double) (twice - call) / n, "0"));
        });
        return new Grid(
                "Bytes allocated by hot kernels",
                List.of("kernel", "scratch of a call of " + n, "each further element", "aim"),
                rows);
    }

    private static long allocated(Kernel kernel, int elements) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        kernel.run(elements);
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    /**
     * By name, in order.
     *
     * @param most elements of a call, a power of two
     */
    private static Map<String, Kernel> hot(int most) {
        Samples samples = new Samples();
        Kernels k = Kernels.best();
        Extension z = samples.element();
        int[] f = samples.elements(2 * most);
        int[] g = samples.elements(most);
        int[] out = new int[2 * most];
        ExtensionVector a = samples.vector(2 * most);
        ExtensionVector b = samples.vector(most);
        ExtensionVector c = new ExtensionVector(2 * most);
        Map<String, Kernel> kernels = new LinkedHashMap<>();
        kernels.put(KernelFigures.PRODUCTS_F, n -> k.mul(f, 0, g, 0, out, 0, n));
        kernels.put(KernelFigures.PRODUCTS_K, n -> k.mul(a, 0, b, 0, c, 0, n));
        kernels.put("squares in K", n -> k.square(a, 0, c, 0, n));
        kernels.put("K times F", n -> k.mul(a, 0, g, 0, c, 0, n));
        kernels.put("scaled sums in K", n -> k.addScaled(a, 0, z, c, 0, n));
        kernels.put("scaled sums of F in K", n -> k.addScaled(f, 0, z, c, 0, n));
        kernels.put("binding a variable, K", n -> k.bindFirst(a, 0, z, c, 0, n));
        kernels.put("binding a variable, F", n -> k.bindFirst(f, 0, z, c, 0, n));
        kernels.put("dot product in K", n -> k.dot(a, 0, b, 0, n));
        kernels.put("low-degree extension x2", n -> Ntt.encode(g, 0, log(n), 1, out, 0));
        putHashes(kernels, samples, most);
        return kernels;
    }

    private static void putHashes(Map<String, Kernel> kernels, Samples samples, int most) {
        Rows rows = Rows.ofColumns(most, samples.columns(2 * Poseidon2.RATE, most));
        int[][] leaves = new int[Poseidon2.DIGEST][most];
        int[][] children = samples.columns(Poseidon2.DIGEST, 2 * most);
        kernels.put("row hash", n -> new Poseidon2RowHash().hashRows(rows, 0, n, leaves));
        kernels.put("node hash", n -> new Poseidon2NodeHash().hashLayer(children, 0, n, leaves));
    }

    private static int log(int n) {
        return Integer.numberOfTrailingZeros(n);
    }
}
