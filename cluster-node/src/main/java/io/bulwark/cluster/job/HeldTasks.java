package io.bulwark.cluster.job;

import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.Stage;
import io.bulwark.protocol.Task;
import io.bulwark.protocol.TaskName;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** Tasks that some prover is at, and which of them take so long that they are worth running twice. */
final class HeldTasks {
    private final NavigableMap<TaskName, TaskEntry> tasks = new TreeMap<>(OpenTasks.ORDER);
    private final Hedging hedging = new Hedging();

    /** The task is among these, or is not, as its entry says. */
    void settle(TaskName name, TaskEntry entry) {
        if (entry.leases.isEmpty() || entry.done()) {
            tasks.remove(name);
        } else {
            tasks.put(name, entry);
        }
    }

    /** All of them, as they are now. */
    List<Map.Entry<TaskName, TaskEntry>> all() {
        return List.copyOf(tasks.entrySet());
    }

    /** All of them; they must not be settled meanwhile. */
    void forEach(BiConsumer<TaskName, TaskEntry> each) {
        tasks.forEach(each);
    }

    /** How many folds are among them. */
    int folds() {
        return (int) tasks.keySet().stream()
                .filter(name -> name.stage() == Stage.JOIN || name.stage() == Stage.FINISH)
                .count();
    }

    /** A task that was handed out has been done in this time. */
    void took(Task task, long nanos) {
        hedging.took(task, nanos);
    }

    /** A straggler that is worth running on this node too. */
    Optional<Task> straggler(NodeId node, Predicate<Task> may, long now) {
        return tasks.values().stream()
                .filter(entry -> entry.takenBy(node, now)
                        && entry.heldElsewhere(node)
                                .map(since -> hedging.late(entry.task, now - since))
                                .orElse(false)
                        && may.test(entry.task))
                .map(entry -> entry.task)
                .findFirst();
    }

    /** Whether some task is a straggler, wherever it runs. */
    boolean hasStraggler(long now) {
        return tasks.values().stream()
                .anyMatch(entry -> entry.heldSince()
                        .filter(since -> hedging.late(entry.task, now - since))
                        .isPresent());
    }
}
