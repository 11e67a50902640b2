package io.bulwark.cluster.prover;

import io.bulwark.cluster.prover.Reservations.Reservation;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.TaskId;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;

/** A slot, as far as its supervisor knows. */
final class Slot {
    /**
     * A task that it was given.
     *
     * @param turn whose it was
     * @param since when it was given
     */
    record Given(Optional<Reservation> turn, long since) {}

    final ActorRef<SlotCommand> worker;
    /** Whether it can take one more task. */
    boolean wants;
    /** Who was asked for a task and has not answered yet. */
    Optional<Reservation> turn = Optional.empty();

    long askedAt;
    /** What it is at, and then what it has ahead. */
    final Map<TaskId, Given> tasks = new LinkedHashMap<>();

    Slot(ActorRef<SlotCommand> worker) {
        this.worker = worker;
    }

    /** Which of these takes a task of the job: one that has asked for it before others, and of those one that has nothing to do before one that is at another. */
    static Optional<Slot> taker(Collection<Slot> slots, JobId job) {
        return slots.stream()
                .filter(slot -> slot.wants)
                .min(Comparator.comparing((Slot slot) -> !slot.asks(job)).thenComparing(slot -> !slot.isIdle()));
    }

    boolean asks(JobId job) {
        return turn.filter(t -> t.job().equals(job)).isPresent();
    }

    /** Whether it has asked this job, which has lost the question, perhaps. */
    boolean asksInVain(JobId job, long now) {
        return asks(job) && now - askedAt > Reservations.ANSWERED_WITHIN;
    }

    /** Its worker is to stop these, if it has not yet. */
    void stop(Collection<TaskId> which, boolean giveBack) {
        which.forEach(task -> worker.tell(new SlotCommand.Stop(task, giveBack)));
    }

    boolean isIdle() {
        return tasks.isEmpty();
    }
}
