package io.bulwark.protocol;

/** Names a task: the interval of that number, from 0, of a job. */
public record TaskId(JobId job, int index) {
    /** @throws MalformedMessageException if the index is not below {@link Limits#TASKS} */
    public TaskId {
        MalformedMessageException.require(index >= 0 && index < Limits.TASKS, "a task below " + Limits.TASKS, index);
    }

    @Override
    public String toString() {
        return job.brief() + "/" + index;
    }
}
