package io.bulwark.cluster.prover;

import java.time.Duration;

/** How long to rest after a failure: twice as long as after the one before it, if nothing went well in between. Plain state. */
final class Backoff {
    private static final Duration LEAST = Duration.ofMillis(200);
    private static final Duration GREATEST = Duration.ofSeconds(30);

    private Duration next = LEAST;

    /** Something failed: rest for so long. */
    Duration failed() {
        Duration rest = next;
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(GREATEST) < 0 ? doubled : GREATEST;
        return rest;
    }

    /** Whether nothing has failed since something last went well. */
    boolean isReset() {
        return next.equals(LEAST);
    }

    /** Something went well. */
    void reset() {
        next = LEAST;
    }
}
