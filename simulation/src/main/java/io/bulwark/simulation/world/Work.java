package io.bulwark.simulation.world;

import io.bulwark.cluster.prover.Reservations.Reservation;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.FinishTask;
import io.bulwark.protocol.JoinTask;
import io.bulwark.protocol.PlanTask;
import io.bulwark.protocol.SegmentTask;
import io.bulwark.protocol.Task;
import java.util.List;
import java.util.Optional;

/** A task that a node was given. */
final class Work {
    final Errand errand;
    final Task task;
    /** Has what the task reads. */
    final Node source;
    /** Whose turn the slot is counted to. */
    final Optional<Reservation> turn;

    final long givenAt;
    /** Whether what it reads has been asked for, and whether all is there. */
    boolean fetched;

    boolean there;

    Work(Errand errand, Task task, Node source, Optional<Reservation> turn, long givenAt) {
        this.errand = errand;
        this.task = task;
        this.source = source;
        this.turn = turn;
        this.givenAt = givenAt;
    }

    List<ArtifactId> inputs() {
        return switch (task) {
            case PlanTask plan -> List.of(plan.spec().input());
            case SegmentTask segment -> List.of(segment.data());
            case JoinTask join ->
                join.inputs().stream().map(input -> input.proof().id()).toList();
            case FinishTask finish -> List.of(finish.input().proof().id());
        };
    }
}
