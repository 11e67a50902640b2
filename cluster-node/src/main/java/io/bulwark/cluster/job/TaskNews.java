package io.bulwark.cluster.job;

import io.bulwark.protocol.Limits;
import io.bulwark.protocol.MalformedMessageException;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.TaskName;
import java.util.List;
import java.util.Optional;

/**
 * What there is to see of one task.
 *
 * @param at provers that are at it, or have made a proof of it that is being checked; of more than {@value Limits#TASK_PROVERS} the first
 * @param made who made the proof that counts; absent while there is none, and where a longer one counts instead
 * @param tries how often a prover began it, as far as the job has seen
 * @param steps of the run that the proof covers; 0 while there is none
 * @param nanos how long its maker proved
 * @param begun when somebody last began it; 0 if nobody was seen to
 * @param since when it came to this state. Both in milliseconds of the epoch.
 */
public record TaskNews(
        TaskName name,
        State state,
        List<ProverId> at,
        Optional<Made> made,
        int tries,
        long steps,
        long nanos,
        long begun,
        long since) {
    /** Who made a proof: the process, and who that belonged to by its receipt. */
    public record Made(Member member, long process) {}

    /** How far a task is. */
    public enum State {
        /** It is to be done, and nobody is at it. */
        WAITING,
        /** Somebody is at it. */
        AT_WORK,
        /** There is a proof, which is being checked. */
        CHECKING,
        /** Its proof counts. */
        DONE,
        /** A longer proof counts, or it is not needed any more. */
        COVERED
    }

    /** @throws MalformedMessageException if there are too many provers */
    public TaskNews {
        at = List.copyOf(at);
        if (at.size() > Limits.TASK_PROVERS) {
            throw new MalformedMessageException(
                    "expected at most " + Limits.TASK_PROVERS + " provers of a task, got " + at.size());
        }
    }

    /** Whether nothing has happened between the two but time. */
    boolean same(TaskNews other) {
        return state == other.state
                && tries == other.tries
                && at.equals(other.at)
                && made.equals(other.made)
                && nanos == other.nanos;
    }
}
