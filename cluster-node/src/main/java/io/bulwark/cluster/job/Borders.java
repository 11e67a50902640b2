package io.bulwark.cluster.job;

import io.bulwark.protocol.Checkpoint;
import io.bulwark.protocol.Claim;
import io.bulwark.protocol.Span;
import io.bulwark.protocol.Stage;
import io.bulwark.protocol.TaskName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The states between a run's intervals, as far as the run is planned. */
final class Borders {
    private final List<Checkpoint> states = new ArrayList<>();
    private boolean complete;

    /** The run goes on from one state to another; the first is where it has got to, if it has begun. */
    void add(Checkpoint from, Checkpoint to) {
        if (states.isEmpty()) {
            states.add(from);
        }
        states.add(to);
    }

    /** The run ends where it has got to. */
    void complete() {
        complete = true;
    }

    /** How many intervals are known. */
    int intervals() {
        return Math.max(0, states.size() - 1);
    }

    boolean isComplete() {
        return complete;
    }

    /** What the run passes through, from its first state on. */
    List<Checkpoint> states() {
        return List.copyOf(states);
    }

    /** Whether the run is known to have no such task. */
    boolean beyond(TaskName task) {
        return complete
                && task.stage() != Stage.PLAN
                && (task.span().end() > intervals()
                        || (finishes(task) && task.span().end() < intervals()));
    }

    /** What a proof of the task must claim, once that is known. */
    Optional<Claim> claim(TaskName task) {
        Span span = task.span();
        boolean known = span.end() <= intervals() && (complete || !finishes(task));
        return known ? Optional.of(new Claim(states.get(span.first()), states.get(span.end()))) : Optional.empty();
    }

    private static boolean finishes(TaskName task) {
        return task.stage() == Stage.FINISH;
    }
}
