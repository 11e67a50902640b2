package io.bulwark.cluster.bench;

import java.util.Arrays;
import java.util.List;

/** What a number of measurements of one thing come to. */
record Quantiles(double[] sorted) {
    private static final double NANOS_PER_MILLI = 1e6;

    /** @throws IllegalArgumentException if there are none */
    static Quantiles ofNanos(List<Long> nanos) {
        if (nanos.isEmpty()) {
            throw new IllegalArgumentException("expected measurements, got none");
        }
        double[] millis = nanos.stream().mapToDouble(n -> n / NANOS_PER_MILLI).toArray();
        Arrays.sort(millis);
        return new Quantiles(millis);
    }

    int count() {
        return sorted.length;
    }

    /** Milliseconds that half of them stay below or at. */
    double median() {
        return at(0.5);
    }

    double p99() {
        return at(0.99);
    }

    double greatest() {
        return sorted[sorted.length - 1];
    }

    /** The least measurement that this share of all stay below or at. */
    double at(double share) {
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }
}
