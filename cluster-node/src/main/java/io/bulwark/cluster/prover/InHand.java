package io.bulwark.cluster.prover;

import io.bulwark.cluster.job.Job;
import io.bulwark.cluster.job.TaskLog;
import io.bulwark.cluster.trace.WallClock;
import io.bulwark.protocol.Task;
import io.bulwark.protocol.TaskId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What a slot is at, since when, and how lines of the log are marked meanwhile. Part of the worker's actor. */
final class InHand {
    private final SlotObserver observer;
    private Optional<Job.Assign> assignment = Optional.empty();
    private long since;
    private long taken;
    private Optional<Long> begun = Optional.empty();

    InHand(SlotObserver observer) {
        this.observer = observer;
    }

    void take(Job.Assign assigned) {
        assignment = Optional.of(assigned);
        since = WallClock.nanos();
        taken = System.nanoTime();
        begun = Optional.empty();
    }

    /** All that the task reads is there, and it is begun. */
    void begun() {
        begun = Optional.of(System.nanoTime());
    }

    /** The slot has nothing in hand, and had a task that ends so, or none. */
    void drop(Stint.Outcome outcome) {
        let().accept(outcome);
    }

    /** The slot has nothing in hand. What comes back is told how that which it had ended, once that is known. */
    Consumer<Stint.Outcome> let() {
        long now = System.nanoTime();
        long began = begun.orElse(now) - taken;
        long all = now - taken;
        long from = since;
        Optional<Job.Assign> had = assignment;
        assignment = Optional.empty();
        return outcome ->
                had.ifPresent(assigned -> observer.ended(new Stint(assigned.task(), from, began, all, outcome)));
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

    /** For how long there has been this task; nothing if there is none. */
    Duration age() {
        return assignment.isEmpty() ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - taken);
    }

    Map<String, String> words() {
        return id().map(TaskLog::words).orElse(Map.of());
    }
}
