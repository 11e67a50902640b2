package io.bulwark.cluster.job;

import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.Task;
import io.bulwark.protocol.TaskName;
import java.util.Comparator;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Tasks that are to be done, are held by nobody, and have no proof waiting. */
final class OpenTasks {
    /** What brings the run nearer to its end first, and of that the earliest. */
    private final NavigableMap<TaskName, TaskEntry> tasks =
            new TreeMap<>(Comparator.comparing(TaskName::stage).reversed().thenComparing(Comparator.naturalOrder()));

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

    /** The best one for a prover of this node: if there is one, it has not failed there. */
    Optional<Task> best(NodeId node) {
        return tasks.values().stream()
                .filter(entry -> !entry.failedOn.contains(node))
                .findFirst()
                .or(() -> tasks.values().stream().findFirst())
                .map(entry -> entry.task);
    }
}
