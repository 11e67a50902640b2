package io.bulwark.cluster.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.cluster.trace.Episode;
import io.bulwark.cluster.trace.SpanId;
import io.bulwark.protocol.Standing;
import io.bulwark.protocol.Task;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What is traced of one job, move by move. */
class JobTraceTest extends OneJob {
    @Test
    void aTaskIsTracedFromWhenItIsToBeDoneUntilItsProofCounts() {
        Hand hand = planned();
        Task task = hand.pull(job);
        assertThat(of(task)).extracting(Episode::name).containsExactly("wait");

        hand.deliver(job, task);
        crew.await(job, status -> status.proven() == 1);

        List<Episode> told = of(task);
        assertThat(told).extracting(Episode::name).containsExactly("wait", "run", "check", "segment");
        Episode whole = told.getLast();
        assertThat(whole.id()).isEqualTo(SpanId.of(task.id()));
        assertThat(whole.parent()).contains(SpanId.of(crew.spec.id()));
        assertThat(whole.begin()).isEqualTo(told.get(0).begin());
        assertThat(whole.end()).isEqualTo(told.get(2).end());
        for (int i = 0; i < 3; i++) {
            assertThat(told.get(i).parent()).contains(whole.id());
            assertThat(told.get(i).end()).isGreaterThanOrEqualTo(told.get(i).begin());
        }
        assertThat(told.get(1).begin()).isEqualTo(told.get(0).end());
    }

    @Test
    void aTaskThatIsGivenBackWaitsASecondTime() {
        Hand hand = planned();
        Task task = hand.pull(job);
        hand.say(job, new Job.GiveBack(hand.id, task.name(), Setback.RETURNED, "no time"));
        hand.deliver(job, hand.pull(job));
        crew.await(job, status -> status.proven() == 1);

        assertThat(of(task))
                .extracting(Episode::name)
                .containsExactly("wait", "run", "wait", "run", "check", "segment");
    }

    @Test
    void whatWasDoneBeforeTheJobCameHereIsNotToldAgain() {
        Hand hand = planned();
        Task done = hand.pull(job);
        hand.deliver(job, done);
        crew.await(job, status -> status.proven() == 1);

        crew.kit.stop(job);
        job = crew.job();
        // A plan that was lost is made once more.
        hand.pull(job);
        hand.tellUntilTaken(job, hand.plan(0, Crew.INTERVALS));
        crew.await(job, status -> status.proven() == 1);
        Task other = hand.pull(job);
        hand.deliver(job, other);
        crew.await(job, status -> status.proven() == 2);

        assertThat(of(done)).extracting(Episode::name).containsExactly("wait", "run", "check", "segment");
        assertThat(of(other)).extracting(Episode::name).containsExactly("wait", "run", "check", "segment");
    }

    @Test
    void aJobIsTracedFromWhenItWasAcceptedToItsEnd() {
        Hand hand = planned();
        while (!crew.status(job).phase().ended()) {
            hand.pullOnce(job).ifPresent(task -> hand.deliver(job, task));
        }
        crew.await(job, status -> !ends().isEmpty());

        Episode end = ends().getFirst();
        assertThat(end.id()).isEqualTo(SpanId.of(crew.spec.id()));
        assertThat(end.parent()).isEmpty();
        assertThat(end.failure()).isEmpty();
        assertThat(end.words()).containsEntry("bulwark.standing", "succeeded");
        assertThat(end.begin()).isEqualTo(crew.record().header().acceptedAt() * 1_000_000);
    }

    @Test
    void anEndIsToldOnceEvenIfOthersSayItBeforeItIsWrittenDownHere() {
        crew.status(job);
        CompletableFuture<Void> written = new CompletableFuture<>();
        crew.records.written = written;
        job.tell(new Job.Cancel(
                crew.spec.id(), crew.kit.<JobStatus>createTestProbe().ref()));
        crew.await(job, status -> status.remark().isPresent());
        assertThat(ends()).as("not written down yet").isEmpty();

        job.tell(new Job.Wake(crew.record().with(new Standing.Cancelled())));
        crew.await(job, status -> !ends().isEmpty());
        written.complete(null);
        crew.status(job);

        assertThat(ends())
                .singleElement()
                .satisfies(end -> assertThat(end.words()).containsEntry("bulwark.standing", "cancelled"));
    }

    @Test
    void aJobThatFailsSaysWhy() {
        List<Hand> hands = List.of(planned(), crew.hand("second"), crew.hand("third"));
        while (!crew.status(job).phase().ended()) {
            for (Hand hand : hands) {
                hand.pullOnce(job)
                        .ifPresent(task -> hand.say(
                                job, new Job.GiveBack(hand.id, task.name(), Setback.FAILED, "this machine is broken")));
            }
        }
        crew.await(job, status -> !ends().isEmpty());

        assertThat(ends().getFirst().failure())
                .hasValueSatisfying(why -> assertThat(why).contains("this machine is broken"));
    }

    private List<Episode> of(Task task) {
        return crew.episodes.stream()
                .filter(episode -> task.name().toString().equals(episode.words().get("bulwark.task")))
                .toList();
    }

    private List<Episode> ends() {
        return crew.episodes.stream()
                .filter(episode -> episode.name().equals("job"))
                .toList();
    }

    /** A job whose plan is known, and who planned it. */
    private Hand planned() {
        Hand hand = crew.hand("planner");
        hand.pull(job);
        hand.tellUntilTaken(job, hand.plan(0, Crew.INTERVALS));
        return hand;
    }
}
