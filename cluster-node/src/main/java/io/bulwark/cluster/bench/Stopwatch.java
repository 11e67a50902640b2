package io.bulwark.cluster.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * Time of work that is done again and again: first until it is warm, then until it has been measured long enough; the median counts.
 *
 * @param clock what time is taken by
 * @param warmUp how long it runs unmeasured; once at least
 * @param measured how long it runs measured
 * @param leastRuns measured runs at least
 */
record Stopwatch(Clock clock, Duration warmUp, Duration measured, int leastRuns) {
    private static final double NANOS = 1e9;

    /** Seconds of one run. */
    double seconds(Runnable work) {
        long start = clock.thread();
        do {
            work.run();
        } while (clock.thread() - start < warmUp.toNanos());
        DoubleStream.Builder runs = DoubleStream.builder();
        start = clock.thread();
        for (int i = 0; i < leastRuns || clock.thread() - start < measured.toNanos(); i++) {
            long before = clock.thread();
            work.run();
            runs.add((clock.thread() - before) / NANOS);
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
