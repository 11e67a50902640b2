package io.bulwark.cluster.bench;

/** What the project aims at, as text beside a figure. Aims for rates are for one core with AVX2, and {@value #WIDE} times that with AVX-512. */
final class Aim {
    static final String NONE = "";
    private static final double WIDE = 1.7;

    private Aim() {}

    /** A rate of one core. */
    static String rate(double avx2) {
        return ">= " + Grid.text(avx2) + "; AVX-512 " + Grid.text(avx2 * WIDE);
    }

    static String atMost(String limit) {
        return "<= " + limit;
    }
}
