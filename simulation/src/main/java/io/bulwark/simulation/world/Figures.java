package io.bulwark.simulation.world;

import io.bulwark.protocol.Stage;
import io.bulwark.protocol.Task;
import io.bulwark.protocol.TaskName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What is counted of a run. */
final class Figures {
    private final Map<Integer, Set<TaskName>> done = new HashMap<>();
    private final Map<Integer, Integer> starts = new HashMap<>();
    private long tasks;
    private long repeated;
    private long repeatedSegments;
    private long usefulNanos;
    private long lies;
    private long refused;
    private int restarts;
    private int setAside;

    /** An honest prover has made what its task asks for. */
    void made(Statement statement, Task task, long nanos) {
        tasks++;
        if (done.computeIfAbsent(statement.number(), any -> new HashSet<>()).add(task.name())) {
            usefulNanos += nanos;
        } else {
            repeated++;
            repeatedSegments += task.name().stage() == Stage.SEGMENT ? 1 : 0;
        }
    }

    void jobStarted(Statement statement) {
        if (starts.merge(statement.number(), 1, Integer::sum) > 1) {
            restarts++;
        }
    }

    void lied() {
        lies++;
    }

    void refused() {
        refused++;
    }

    /** The job has ended: what was done for it need not be remembered. */
    void ended(Statement statement) {
        done.remove(statement.number());
    }

    long tasks() {
        return tasks;
    }

    long repeated() {
        return repeated;
    }

    long repeatedSegments() {
        return repeatedSegments;
    }

    long usefulNanos() {
        return usefulNanos;
    }

    long lies() {
        return lies;
    }

    /** An operator is set aside in a region. */
    void setAside() {
        setAside++;
    }

    int timesSetAside() {
        return setAside;
    }

    long refusals() {
        return refused;
    }

    int restarts() {
        return restarts;
    }
}
