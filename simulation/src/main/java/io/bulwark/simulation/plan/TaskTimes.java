package io.bulwark.simulation.plan;

import io.bulwark.simulation.engine.Dice;

/**
 * What tasks take on one node, in nanoseconds: measured on the machine of docs/benchmarks.md, two cores, 128 bits, keys made. A simulated node is such a machine
 * and does one task at a time.
 */
public final class TaskTimes {
    /** A large segment that is cheap to prove, 2.59 s, and its lift, 1.60 s. */
    public static final long LEAST_SEGMENT = 4_190_000_000L;
    /** A large segment with signatures, 5.9 s in the mean of a full run, and its lift, 2.0 s. */
    public static final long GREATEST_SEGMENT = 7_900_000_000L;
    /** Joins of two, of three and of four. */
    private static final long[] JOIN = {1_680_000_000L, 3_470_000_000L, 2_990_000_000L};

    public static final long FINISH = 1_520_000_000L;
    /** A proof of 392 KiB is verified: 12.1 ms for the last one, 16 to 46 ms for segments' before they are lifted. */
    public static final long VERIFY = 20_000_000L;
    /** A segment of 2^20 steps at the planner's 48 M steps a second. */
    public static final long PLAN = 22_000_000L;

    /** Bytes of a narrow proof, of a wide one and of the last one. */
    public static final long NARROW_BYTES = 392 * 1024;

    public static final long WIDE_BYTES = 415 * 1024;
    public static final long FINAL_BYTES = 304_558;
    /** Bytes of a job's program and input. */
    public static final long INPUT_BYTES = 1024 * 1024;

    private TaskTimes() {}

    /** A segment's: even between the two measured ones, for what a segment costs depends on what its program does there. */
    public static long segment(Dice dice) {
        return dice.between(LEAST_SEGMENT, GREATEST_SEGMENT);
    }

    /** A join's of so many proofs, 2 to 4. */
    public static long join(int parts) {
        return JOIN[parts - 2];
    }
}
