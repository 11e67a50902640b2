package io.bulwark.cluster.bench;

import java.time.Duration;

/**
 * How much work each measurement does.
 *
 * @param logKernel log of the elements of a kernel's arrays: those of K stay in the second-level cache
 * @param logRows log of the rows that are hashed, extended and committed to
 * @param extended columns of the low-degree extension
 * @param committed columns of the commitment
 * @param logLeaves log of the fractions of GKR
 * @param standardMachines whether whole proofs are of the largest shapes of the standard machines; else of tiny ones
 * @param kernels how long kernels are timed
 * @param steps how long steps of the protocol are timed
 * @param proofs unmeasured proofs, then as many measured ones
 * @param verifier how long the verifier is timed
 */
record Sizes(
        int logKernel,
        int logRows,
        int extended,
        int committed,
        int logLeaves,
        boolean standardMachines,
        Stopwatch kernels,
        Stopwatch steps,
        int proofs,
        Stopwatch verifier) {
    /** Those of the figures that the project publishes. */
    static Sizes full(Clock clock) {
        return new Sizes(
                12,
                20,
                64,
                32,
                20,
                true,
                new Stopwatch(clock, Duration.ofMillis(800), Duration.ofMillis(600), 9),
                new Stopwatch(clock, Duration.ofSeconds(3), Duration.ofSeconds(3), 5),
                5,
                new Stopwatch(clock, Duration.ofSeconds(3), Duration.ofSeconds(1), 9));
    }

    /** Seconds in all; the figures mean nothing. */
    static Sizes quick(Clock clock) {
        Stopwatch once = new Stopwatch(clock, Duration.ZERO, Duration.ZERO, 1);
        return new Sizes(8, 8, 4, 4, 8, false, once, once, 1, once);
    }
}
