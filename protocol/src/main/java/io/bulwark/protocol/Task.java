package io.bulwark.protocol;

/** Something that a prover can do for a job. What comes of it is a {@link Fact} of the same name; of a plan, {@link Planned}. */
public sealed interface Task permits PlanTask, SegmentTask, JoinTask, FinishTask {
    TaskId id();

    /** The job's specification. */
    JobSpec spec();

    default TaskName name() {
        return id().name();
    }

    /** Refuses a task of another stage, or of another job than the specification's. */
    static void check(TaskId id, JobSpec spec, Stage stage) {
        MalformedMessageException.require(id.job().equals(spec.id()), "the job of the specification", id.job());
        MalformedMessageException.require(id.name().stage() == stage, "a " + stage, id.name());
    }
}
