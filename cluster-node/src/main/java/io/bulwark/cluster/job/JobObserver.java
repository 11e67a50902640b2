package io.bulwark.cluster.job;

import io.bulwark.protocol.Fact;
import io.bulwark.protocol.JobHeader;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.Standing;
import io.bulwark.protocol.Task;
import io.bulwark.protocol.TaskName;
import java.util.Optional;

/** Who is told what happens to the jobs on a node, to count it or to trace it. It is told in the jobs' actors: it neither blocks nor throws. */
public interface JobObserver {
    /** Takes no notice. */
    JobObserver NONE = header -> Run.NONE;

    /** The node begins to work on a job. */
    Run begins(JobHeader header);

    /** The job has come to an end on this node, and its record says so. */
    default void ended(JobHeader header, Standing standing) {}

    /** Something that was signed for the job is wrong, and its maker's operator is set aside. */
    default void accused(JobId job) {}

    /** Who is told what happens while a node works on a job. */
    interface Run {
        /** Takes no notice. */
        Run NONE = new Run() {};

        /**
         * A task has come to another state.
         *
         * @param before empty when the task is first heard of
         */
        default void moved(TaskName task, Optional<TaskNews.State> before, TaskNews.State now) {}

        /**
         * The proof of a task counts that this node gave out.
         *
         * @param nanos from giving it out until the proof came back
         */
        default void counted(Task task, Fact fact, long nanos) {}

        /** It is known what came of running a slow task a second time: its proof counts, or it was of no use. */
        default void hedged(boolean won) {}

        /** The node works on the job no longer, for whatever reason. It may be told twice. */
        default void closed() {}
    }

    /** Both are told. */
    static JobObserver both(JobObserver first, JobObserver second) {
        return new BothObservers(first, second);
    }
}
