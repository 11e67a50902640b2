package io.bulwark.aggregator;

import java.time.Duration;

/**
 * How long to go on with a task that fails.
 *
 * @param attempts how often the same task is asked for; whoever has it done may have tried several times at each
 * @param pause how long to wait before it is asked for again
 */
public record Retries(int attempts, Duration pause) {
    /** @throws IllegalArgumentException unless there is an attempt and the pause is not negative */
    public Retries {
        if (attempts < 1 || pause.isNegative()) {
            throw new IllegalArgumentException(
                    "expected at least one attempt and a pause, got " + attempts + " and " + pause);
        }
    }
}
