package io.bulwark.cluster.job;

import io.bulwark.protocol.FinishTask;
import io.bulwark.protocol.JoinTask;
import io.bulwark.protocol.PlanTask;
import io.bulwark.protocol.SegmentTask;
import io.bulwark.protocol.Stage;
import io.bulwark.protocol.Task;

/**
 * Tasks that take about as long as each other.
 *
 * @param size intervals: the binary logarithm of their steps; joins: their inputs; the finish and the plan: 0
 */
public record TaskKind(Stage stage, int size) {
    /** The task's kind. */
    public static TaskKind of(Task task) {
        int size = switch (task) {
            // How long a plan takes says nothing of another; there is one in a job.
            case PlanTask plan -> 0;
            case SegmentTask segment -> Integer.SIZE - Integer.numberOfLeadingZeros(segment.steps());
            case JoinTask join -> join.inputs().size();
            case FinishTask finish -> 0;
        };
        return new TaskKind(task.name().stage(), size);
    }
}
