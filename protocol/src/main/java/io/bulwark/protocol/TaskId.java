package io.bulwark.protocol;

/** Names a task of a job. */
public record TaskId(JobId job, TaskName name) {
    /**
     * The task to prove one interval.
     *
     * @throws MalformedMessageException if the number is not below {@link Limits#TASKS}
     */
    public static TaskId segment(JobId job, int interval) {
        return new TaskId(job, TaskName.segment(interval));
    }

    @Override
    public String toString() {
        return job.brief() + "/" + name;
    }
}
