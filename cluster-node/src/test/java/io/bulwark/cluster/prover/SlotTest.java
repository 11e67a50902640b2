package io.bulwark.cluster.prover;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.cluster.prover.Reservations.Reservation;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.Sha256;
import io.bulwark.protocol.SubmitterId;
import io.bulwark.protocol.TaskId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SlotTest {
    private static final JobId JOB = job(1);
    private static final JobId OTHER = job(2);

    private static JobId job(int number) {
        return new JobId(Sha256.of(new byte[] {(byte) number}));
    }

    private static Slot slot(boolean wants, boolean busy, Optional<JobId> asked) {
        Slot slot = new Slot(null);
        slot.wants = wants;
        slot.turn = asked.map(job -> new Reservation(job, SubmitterId.ANYBODY, 0));
        if (busy) {
            slot.tasks.put(TaskId.segment(OTHER, 0), new Slot.Given(Optional.empty(), 0));
        }
        return slot;
    }

    @Test
    void aTaskGoesToASlotThatAskedForItAndHasNothingToDoBeforeOneThatIsAtAnother() {
        Slot full = slot(false, true, Optional.of(JOB));
        Slot busyAsks = slot(true, true, Optional.of(JOB));
        Slot idle = slot(true, false, Optional.of(OTHER));
        Slot idleAsks = slot(true, false, Optional.of(JOB));
        Slot busy = slot(true, true, Optional.empty());

        assertThat(Slot.taker(List.of(full, busyAsks, busy, idle, idleAsks), JOB))
                .containsSame(idleAsks);
        assertThat(Slot.taker(List.of(full, busy, idle, busyAsks), JOB)).containsSame(busyAsks);
        assertThat(Slot.taker(List.of(full, busy, idle), JOB)).containsSame(idle);
        assertThat(Slot.taker(List.of(full, busy), JOB)).containsSame(busy);
        assertThat(Slot.taker(List.of(full), JOB)).isEmpty();
    }

    @Test
    void aJobThatComesAgainHasLostAQuestionThatItHasNotAnsweredForHalfASecond() {
        Slot slot = slot(true, false, Optional.of(JOB));
        slot.askedAt = -7;

        assertThat(slot.asksInVain(JOB, 500_000_000 - 7))
                .as("it may be answering")
                .isFalse();
        assertThat(slot.asksInVain(JOB, 500_000_001 - 7)).isTrue();
        assertThat(slot.asksInVain(OTHER, Long.MAX_VALUE - 7)).isFalse();
    }
}
