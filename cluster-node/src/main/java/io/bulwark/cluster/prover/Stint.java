package io.bulwark.cluster.prover;

import io.bulwark.protocol.Task;

/**
 * A task's time in a slot.
 *
 * @param since when the slot got it, in nanoseconds since 1970
 * @param fetching nanoseconds until all that it reads was there; all of them, if it came no further
 * @param nanos how long the slot had it, in all
 */
public record Stint(Task task, long since, long fetching, long nanos, Outcome outcome) {
    /** How a task leaves a slot. */
    public enum Outcome {
        /** Its proof has been delivered, or all of its plan told. */
        DONE,
        /** Somebody else is to do it. */
        GIVEN_BACK,
        /** It is of no use any more. */
        STOPPED
    }
}
