package io.bulwark.cluster.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.bulwark.cluster.MarkedLines;
import io.bulwark.cluster.job.JobStatus.Phase;
import io.bulwark.protocol.Task;
import io.bulwark.protocol.TaskName;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One job, and provers that give its tasks back. */
class JobSetbacksTest extends OneJob {
    @Test
    void failsWithAPlainCauseWhenATaskEndsEveryProcessThatTakesIt() {
        List<Hand> hands = List.of(crew.hand("one"), crew.hand("two"), crew.hand("three"));
        TaskName deadly = TaskName.segment(2);

        while (!crew.status(job).phase().ended()) {
            for (Hand hand : hands) {
                hand.pullOnce(job).ifPresent(task -> {
                    if (task.name().equals(TaskName.plan())) {
                        hand.tellUntilTaken(job, hand.plan(0, Crew.INTERVALS));
                    } else if (task.name().equals(deadly)) {
                        hand.say(job, new Job.GiveBack(hand.id, deadly, Setback.DIED, "it ran out of memory"));
                    } else {
                        hand.deliver(job, task);
                    }
                });
            }
        }

        JobStatus end = crew.status(job);
        assertThat(end.phase()).isEqualTo(Phase.FAILED);
        assertThat(end.cause())
                .hasValueSatisfying(why -> assertThat(why)
                        .contains(deadly.toString(), "proving processes on 3 nodes", "it ran out of memory"));
        assertThat(crew.accusedOperators()).as("nobody is to blame").isEmpty();
    }

    @Test
    void linesOfTheLogThatAreAboutATaskBearItsName() {
        Hand hand = crew.hand("hand");
        hand.pull(job);
        hand.tellUntilTaken(job, hand.plan(0, Crew.INTERVALS));
        try (MarkedLines log = new MarkedLines()) {
            Task task = hand.pull(job);
            hand.say(job, new Job.GiveBack(hand.id, task.name(), Setback.RETURNED, "no time"));
            Task other = crew.hand("liar").pull(job);
            hand.deliver(job, other, hand.make(other), ByteString.copyFromUtf8("wrong"));
            crew.await(job, status -> !crew.accusedOperators().isEmpty());

            assertThat(log.of("no time"))
                    .isNotEmpty()
                    .allMatch(marks -> task.name().toString().equals(marks.get("task")));
            assertThat(log.of("is refused"))
                    .isNotEmpty()
                    .allMatch(marks -> other.name().toString().equals(marks.get("task")));
        }
    }

    @Test
    void givesATaskThatIsTooLargeForOneToAnotherAndChargesNobody() {
        Hand small = crew.hand("small");
        Hand large = crew.hand("large");
        small.pull(job);
        small.tellUntilTaken(job, small.plan(0, Crew.INTERVALS));

        for (int i = 0; i < Crew.INTERVALS; i++) {
            Task task = small.pull(job);
            small.say(job, new Job.GiveBack(small.id, task.name(), Setback.DECLINED, "it needs 9 GiB"));
        }
        assertThat(small.pullOnce(job)).as("not the same again").isEmpty();
        while (!crew.status(job).phase().ended()) {
            large.pullOnce(job).ifPresent(task -> large.deliver(job, task));
        }

        JobStatus end = crew.status(job);
        assertThat(end.phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(end.shares())
                .singleElement()
                .satisfies(share -> assertThat(share.prover()).isEqualTo(large.id));
        assertThat(crew.accusedOperators()).isEmpty();
    }
}
