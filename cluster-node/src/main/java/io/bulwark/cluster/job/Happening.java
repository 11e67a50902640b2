package io.bulwark.cluster.job;

import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.TaskName;

/**
 * Something out of the ordinary run of a job.
 *
 * @param number in the order in which they happened; shared with the changes of tasks
 * @param at in milliseconds of the epoch
 * @param prover whom it is about
 */
public record Happening(long number, long at, Kind kind, TaskName task, ProverId prover) {
    /** What happened. */
    public enum Kind {
        /** The prover began the plan, or the last proof. */
        BEGAN,
        /** The prover began a task that another is at for long already. */
        HEDGED,
        /** The prover had the task and is gone, silent, or has given it back. */
        LOST,
        /** The prover began a task that another had lost. */
        RETRIED,
        /** The prover's proof does not count: it was wrong, or could not be had. */
        REFUSED,
        /** The prover's proof does not count any more, for the job's policy. */
        REOPENED,
        /** The plan is complete, or the last proof is made. */
        DONE
    }
}
