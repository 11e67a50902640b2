package io.bulwark.protocol.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A part of what has changed of a job's tasks. Who has put all parts together knows the present state of each.
 *
 * @param next what to ask for what comes behind this with
 * @param more whether there is something behind this already
 * @param fresh whether this begins anew: what was known before is to be forgotten
 * @param told since when the job's present node tells; absent if the tasks are those of its receipts, or there are none to tell of
 * @param happenings the latest, oldest first
 */
public record TaskPageView(
        String next,
        boolean more,
        boolean fresh,
        Optional<Instant> told,
        List<TaskView> tasks,
        List<HappeningView> happenings) {
    public TaskPageView {
        tasks = List.copyOf(tasks);
        happenings = List.copyOf(happenings);
    }
}
