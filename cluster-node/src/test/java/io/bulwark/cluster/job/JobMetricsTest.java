package io.bulwark.cluster.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.bulwark.cluster.Scrape;
import io.bulwark.protocol.Task;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is counted of one job, move by move. */
class JobMetricsTest extends OneJob {
    private static final String WON = "bulwark_hedges_total{outcome=\"won\"}";
    private static final String LOST = "bulwark_hedges_total{outcome=\"lost\"}";
    private static final String EVIDENCE = "bulwark_evidence_total";

    @Test
    void aTaskIsCountedWhereItIs() {
        Hand hand = planned();
        assertThat(segments("waiting")).isEqualTo(Crew.INTERVALS);
        assertThat(tasks("plan", "done")).isEqualTo(1);

        Task task = hand.pull(job);
        assertThat(segments("waiting")).isEqualTo(Crew.INTERVALS - 1);
        assertThat(segments("running")).isEqualTo(1);

        hand.deliver(job, task);
        crew.await(job, status -> status.proven() == 1);
        assertThat(segments("running")).isZero();
        assertThat(segments("checking")).isZero();
        assertThat(segments("done")).isEqualTo(1);
        assertThat(scrape().value("bulwark_orchestration_seconds_count")).isEqualTo(1);

        Task another = hand.pull(job);
        hand.say(job, new Job.GiveBack(hand.id, another.name(), Setback.RETURNED, "no time"));
        crew.status(job);
        assertThat(segments("waiting")).as("it waits again").isEqualTo(Crew.INTERVALS - 1);
    }

    @Test
    void aJobThatHasEndedHasNoTasks() {
        Hand hand = planned();
        while (!crew.status(job).phase().ended()) {
            hand.pullOnce(job).ifPresent(task -> hand.deliver(job, task));
        }
        assertThat(scrape().values().entrySet())
                .filteredOn(series -> series.getKey().startsWith("bulwark_tasks{"))
                .hasSize(16)
                .allSatisfy(series ->
                        assertThat(series.getValue()).as(series.getKey()).isZero());
    }

    @Test
    void aJobWhoseActorEndsLeavesNoTasksBehind() {
        planned();
        assertThat(segments("waiting")).isEqualTo(Crew.INTERVALS);
        crew.kit.stop(job);
        assertThat(segments("waiting")).isZero();
    }

    @Test
    void aSecondRunWhoseProofCountsIsWon() {
        Hand slow = planned();
        Task task = slow.pull(job);
        Hand fast = crew.hand("fast");
        hedged(slow, fast, task);

        fast.deliver(job, task);
        crew.await(job, status -> scrape().value(WON) > 0);

        assertThat(scrape().value(WON)).isEqualTo(1);
        assertThat(scrape().value(LOST)).isZero();
        slow.deliver(job, task);
        crew.status(job);
        assertThat(scrape().value(LOST)).as("known already").isZero();
    }

    @Test
    void aSecondRunThatComesTooLateIsLost() {
        Hand slow = planned();
        Task task = slow.pull(job);
        Hand fast = crew.hand("fast");
        hedged(slow, fast, task);
        assertThat(scrape().value(LOST)).as("not known yet").isZero();

        slow.deliver(job, task);
        crew.await(job, status -> scrape().value(LOST) > 0);

        assertThat(scrape().value(LOST)).isEqualTo(1);
        assertThat(scrape().value(WON)).isZero();
    }

    @Test
    void aRefusedProofIsEvidenceAndItsTaskWaitsAgain() {
        planned();
        Hand liar = crew.hand("liar");
        Task task = liar.pull(job);
        assertThat(scrape().value(EVIDENCE)).as("none is 0, not nothing").isZero();

        liar.deliver(job, task, liar.make(task), ByteString.copyFromUtf8("wrong"));
        crew.await(job, status -> !crew.accusedOperators().isEmpty());
        crew.status(job);

        assertThat(scrape().value(EVIDENCE)).isEqualTo(1);
        assertThat(segments("done")).isZero();
        assertThat(segments("waiting")).isEqualTo(Crew.INTERVALS);
        assertThat(scrape().value("bulwark_orchestration_seconds_count"))
                .as("it counts for nothing")
                .isNaN();
    }

    /** The fast one does all that there is, until it gets the slow one's task, too. */
    private void hedged(Hand slow, Hand fast, Task task) {
        while (true) {
            slow.renew(job, task);
            Optional<Task> next = fast.pullOnce(job);
            if (next.filter(task::equals).isPresent()) {
                return;
            }
            next.ifPresent(other -> fast.deliver(job, other));
        }
    }

    /** A job whose plan is known, and who planned it. */
    private Hand planned() {
        Hand hand = crew.hand("planner");
        hand.pull(job);
        hand.tellUntilTaken(job, hand.plan(0, Crew.INTERVALS));
        return hand;
    }

    private double segments(String state) {
        return tasks("segment", state);
    }

    private double tasks(String kind, String state) {
        return scrape().value("bulwark_tasks{kind=\"%s\",state=\"%s\"}".formatted(kind, state));
    }

    private Scrape scrape() {
        return Scrape.of(crew.metrics.scrape());
    }
}
