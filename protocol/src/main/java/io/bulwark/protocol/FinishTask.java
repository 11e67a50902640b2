package io.bulwark.protocol;

/**
 * The job's last proof to be made of the one that covers its run.
 *
 * @param input whose claim leads from the run's first state to its last
 */
public record FinishTask(TaskId id, JobSpec spec, FoldInput input) implements Task {
    /** @throws MalformedMessageException if the name is no finish of this job */
    public FinishTask {
        Task.check(id, spec, Stage.FINISH);
    }
}
