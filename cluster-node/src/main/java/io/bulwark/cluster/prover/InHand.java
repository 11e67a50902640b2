package io.bulwark.cluster.prover;

import io.bulwark.cluster.job.Job;
import io.bulwark.cluster.job.TaskLog;
import io.bulwark.protocol.Task;
import io.bulwark.protocol.TaskId;
import java.util.Map;
import java.util.Optional;

/** What a slot is at, and how lines of the log are marked meanwhile. Part of the worker's actor. */
final class InHand {
    private Optional<Job.Assign> assignment = Optional.empty();

    void take(Job.Assign assigned) {
        assignment = Optional.of(assigned);
    }

    void drop() {
        assignment = Optional.empty();
    }

    boolean is(Job.Assign assigned) {
        return assignment.filter(assigned::equals).isPresent();
    }

    Optional<TaskId> id() {
        return assignment.map(assigned -> assigned.task().id());
    }

    /** The task that there is. */
    Task task() {
        return assignment.orElseThrow().task();
    }

    Map<String, String> words() {
        return id().map(TaskLog::words).orElse(Map.of());
    }
}
