package io.bulwark.cluster.job;

import io.bulwark.protocol.JobId;
import io.bulwark.protocol.Limits;
import io.bulwark.protocol.MalformedMessageException;
import io.bulwark.protocol.WireMessage;
import java.util.List;

/**
 * A part of what has changed of a job's tasks. Who has put all parts together knows the present state of each task.
 *
 * @param run when the job began to be worked on where it is, in milliseconds of the epoch: changes are counted from there; 0 if it is not worked on
 * @param upTo the number of the last change that is within, or behind which there is none
 * @param more whether there are changes behind that
 * @param tasks each with its present state, in the order of their last changes
 * @param happenings the latest, oldest first
 */
public record TaskPage(JobId job, long run, long upTo, boolean more, List<TaskNews> tasks, List<Happening> happenings)
        implements WireMessage {
    /** @throws MalformedMessageException if it is longer than a page may be */
    public TaskPage {
        tasks = List.copyOf(tasks);
        happenings = List.copyOf(happenings);
        if (Math.max(tasks.size(), happenings.size()) > Limits.TASK_PAGE) {
            throw new MalformedMessageException("expected at most " + Limits.TASK_PAGE + " tasks and happenings, got "
                    + tasks.size() + " and " + happenings.size());
        }
    }

    /** Nothing is known of the tasks of a job that is not worked on here. */
    static TaskPage none(JobId job) {
        return new TaskPage(job, 0, 0, false, List.of(), List.of());
    }
}
