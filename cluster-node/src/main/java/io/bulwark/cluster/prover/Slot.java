package io.bulwark.cluster.prover;

import io.bulwark.cluster.prover.Reservations.Reservation;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.TaskId;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;

/** A slot, as far as its supervisor knows. */
final class Slot {
    final ActorRef<ProverWorker.Command> worker;
    /** Whether it waits for a task. */
    boolean free;
    /** Whose turn the slot is, from the question for a task to the task's end. */
    Optional<Reservation> turn = Optional.empty();
    /** What it is at; there is none while the job has not answered. */
    Optional<TaskId> task = Optional.empty();

    long since;

    Slot(ActorRef<ProverWorker.Command> worker) {
        this.worker = worker;
    }

    boolean asks(JobId job) {
        return task.isEmpty() && turn.filter(t -> t.job().equals(job)).isPresent();
    }
}
