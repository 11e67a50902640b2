package io.bulwark.cluster.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * Wall time of work that is done again and again: first until it is warm, then until it has been measured long enough; the median counts.
 *
 * @param warmUp how long it runs unmeasured; once at least
 * @param measured how long it runs measured
 * @param leastRuns measured runs at least
 */
record Stopwatch(Duration warmUp, Duration measured, int leastRuns) {
    private static final double NANOS = 1e9;

    /** Seconds of one run. */
    double seconds(Runnable work) {
        long start = System.nanoTime();
        do {
            work.run();
        } while (System.nanoTime() - start < warmUp.toNanos());
        DoubleStream.Builder runs = DoubleStream.builder();
        start = System.nanoTime();
        for (int i = 0; i < leastRuns || System.nanoTime() - start < measured.toNanos(); i++) {
            long before = System.nanoTime();
            work.run();
            runs.add((System.nanoTime() - before) / NANOS);
        }
        return median(runs.build().toArray());
    }

    /** Of an even number the greater one of the middle two: the slower run. */
    static double median(double... runs) {
        double[] sorted = runs.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
