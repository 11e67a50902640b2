package io.bulwark.cluster.prover;

import java.time.Duration;

/** How long to rest after a failure: twice as long as after the one before it, if nothing went well in between. Plain state. */
final class Backoff {
    private static final Duration LEAST = Duration.ofMillis(200);
    private static final Duration GREATEST = Duration.ofSeconds(30);
    /** A task that fails may be at fault itself, everywhere: no slot rests longer for that than so many times what the task has cost it, or than this. */
    private static final int COST = 4;

    private static final Duration GREATEST_OF_CHEAP = Duration.ofSeconds(3);

    private Duration next = LEAST;

    /** Something failed: rest for so long. */
    Duration failed() {
        Duration rest = next;
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(GREATEST) < 0 ? doubled : GREATEST;
        return rest;
    }

    /**
     * A task failed.
     *
     * @param cost for how long it was at hand
     * @return for how long to rest: other jobs' tasks may well succeed, and this one is to be found out soon
     */
    Duration failed(Duration cost) {
        Duration most = cost.multipliedBy(COST);
        Duration bound = most.compareTo(GREATEST_OF_CHEAP) > 0 ? most : GREATEST_OF_CHEAP;
        Duration rest = failed();
        return rest.compareTo(bound) < 0 ? rest : bound;
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
