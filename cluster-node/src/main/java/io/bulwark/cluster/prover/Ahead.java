package io.bulwark.cluster.prover;

import io.bulwark.cluster.job.Job;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Task;
import io.bulwark.protocol.TaskId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The task that a slot has next, which it came for while it is at another, and what that reads. Part of the worker's actor. */
final class Ahead {
    /**
     * A task that waits.
     *
     * @param files where what it reads lies; empty while that is being fetched
     */
    record Next(Job.Assign assignment, Optional<Map<ArtifactId, Path>> files, long since) {
        TaskId id() {
            return assignment.task().id();
        }
    }

    private final Foresight foresight = new Foresight();
    private Optional<Next> next = Optional.empty();

    /** A task was done in this time. */
    void took(Task task, long nanos) {
        foresight.took(task, nanos);
    }

    /** How long after the task was begun the slot comes for the next one; empty: when it is done. */
    Optional<Duration> askAfter(Task task) {
        return foresight.askAfter(task).stream().mapToObj(Duration::ofNanos).findFirst();
    }

    boolean isEmpty() {
        return next.isEmpty();
    }

    void take(Job.Assign assigned) {
        next = Optional.of(new Next(assigned, Optional.empty(), System.nanoTime()));
    }

    boolean is(Job.Assign assigned) {
        return next.filter(n -> n.assignment().equals(assigned)).isPresent();
    }

    boolean is(TaskId task) {
        return id().filter(task::equals).isPresent();
    }

    Optional<TaskId> id() {
        return next.map(Next::id);
    }

    /** All that the task reads is there. */
    void gathered(Map<ArtifactId, Path> files) {
        next = next.map(n -> new Next(n.assignment(), Optional.of(files), n.since()));
    }

    /** Whether others should have it: what the slot is at takes longer than its like did. */
    boolean isHeldTooLong() {
        return next.filter(n -> System.nanoTime() - n.since() > Foresight.HELD_AT_MOST)
                .isPresent();
    }

    /** It waits no more. */
    Optional<Next> leave() {
        Optional<Next> left = next;
        next = Optional.empty();
        return left;
    }
}
