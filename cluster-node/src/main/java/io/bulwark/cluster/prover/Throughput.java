package io.bulwark.cluster.prover;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How fast a node proves intervals, in steps a second: the median of the latest, so that one that was disturbed does not count; before the first, what
 * was measured at the start. Plain state.
 */
public final class Throughput {
    private static final int KEPT = 15;
    private static final double NANOS = 1e9;

    private final Deque<Long> latest = new ArrayDeque<>();
    private long atStart;

    /** Measured when a slot started; 0: not measured. */
    void started(long rate) {
        atStart = Math.max(atStart, rate);
    }

    /** An interval is proved. */
    public void proved(long steps, long nanos) {
        latest.add(Math.round(steps * NANOS / Math.max(1, nanos)));
        if (latest.size() > KEPT) {
            latest.remove();
        }
    }

    /** Steps a second; 0 if nothing is known. */
    public long rate() {
        return latest.isEmpty()
                ? atStart
                : latest.stream().sorted().skip(latest.size() / 2).findFirst().orElseThrow();
    }
}
