package io.bulwark.protocol;

/**
 * The run to be gone through once, natively, and its intervals to be told as {@link Planned}. There is no proof of it: what it leads to is proved or
 * is of no use.
 *
 * @param known how many intervals are known already and need not be told
 */
public record PlanTask(TaskId id, JobSpec spec, int known) implements Task {
    /** @throws MalformedMessageException if the name is not that of this job's plan, or more is known than a job can have */
    public PlanTask {
        Task.check(id, spec, Stage.PLAN);
        MalformedMessageException.require(
                known >= 0 && known <= Limits.TASKS, "0 to " + Limits.TASKS + " known intervals", known);
    }

    /** The plan of a job of which so many intervals are known. */
    public static PlanTask of(JobSpec spec, int known) {
        return new PlanTask(new TaskId(spec.id(), TaskName.plan()), spec, known);
    }
}
