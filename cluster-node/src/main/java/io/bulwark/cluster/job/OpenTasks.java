package io.bulwark.cluster.job;

import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.Task;
import io.bulwark.protocol.TaskName;
import java.util.Comparator;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Tasks that are to be done, are held by nobody, and have no proof waiting. */
final class OpenTasks {
    /** The plan, without which there is nothing else to do; then what brings the run nearer to its end first, and of that the earliest. */
    static final Comparator<TaskName> ORDER =
            Comparator.<TaskName>comparingInt(OpenTasks::turn).thenComparing(Comparator.naturalOrder());

    private final NavigableMap<TaskName, TaskEntry> tasks = new TreeMap<>(ORDER);

    private static int turn(TaskName name) {
        return switch (name.stage()) {
            case PLAN -> 0;
            case FINISH -> 1;
            case JOIN -> 2;
            case SEGMENT -> 3;
        };
    }

    /** The task is among these, or is not, as its entry says. */
    void settle(TaskName name, TaskEntry entry) {
        if (entry.open()) {
            tasks.put(name, entry);
        } else {
            tasks.remove(name);
        }
    }

    boolean isEmpty() {
        return tasks.isEmpty();
    }

    int size() {
        return tasks.size();
    }

    /** The best one for a prover of this node: if there is one, it has not failed there. */
    Optional<Task> best(NodeId node, Predicate<Task> may, long now) {
        return first(entry -> entry.takenBy(node, now) && !entry.failedOn.containsKey(node) && may.test(entry.task))
                .or(() -> first(entry -> entry.takenBy(node, now) && may.test(entry.task)));
    }

    private Optional<Task> first(Predicate<TaskEntry> which) {
        return tasks.values().stream().filter(which).findFirst().map(entry -> entry.task);
    }
}
