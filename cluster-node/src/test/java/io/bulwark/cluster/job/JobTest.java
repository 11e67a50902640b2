package io.bulwark.cluster.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.bulwark.cluster.job.JobStatus.Phase;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.Checkpoint;
import io.bulwark.protocol.Claim;
import io.bulwark.protocol.Outcome;
import io.bulwark.protocol.PlanTask;
import io.bulwark.protocol.SegmentTask;
import io.bulwark.protocol.Standing;
import io.bulwark.protocol.Task;
import io.bulwark.protocol.TaskName;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.Test;

/** One job, and those who work for it played move by move. */
class JobTest extends OneJob {
    @Test
    void isProvedWhileItsRunIsStillPlannedAndEndsInItsRecord() {
        Hand planner = crew.hand("planner");
        Hand prover = crew.hand("prover");
        Task plan = planner.pull(job);
        assertThat(plan).isEqualTo(PlanTask.of(crew.spec, 0));
        planner.tellUntilTaken(job, planner.plan(0, 2));

        Task first = prover.pull(job);
        assertThat(first.name()).isEqualTo(TaskName.segment(0));
        prover.deliver(job, first);
        assertThat(crew.await(job, status -> status.proven() == 1).tasks())
                .as("the plan goes on")
                .isZero();
        planner.tellUntilTaken(job, planner.plan(2, Crew.INTERVALS));
        work(prover);

        JobStatus end = crew.await(job, status -> status.phase().ended());
        assertThat(end.phase()).isEqualTo(Phase.SUCCEEDED);
        Outcome outcome = ((Standing.Succeeded) crew.recorded().standing()).outcome();
        assertThat(end.result().orElseThrow().blob()).isEqualTo(outcome.proof());
        byte[] proof =
                crew.store.read(outcome.proof().id(), 0, (int) outcome.proof().bytes());
        crew.workload.verifyFinal(crew.spec, outcome.claim(), proof, crew.store::path);
    }

    @Test
    void isPlannedOnByAnotherFromWhatIsKnownWhenItsPlannerDies() {
        Hand planner = crew.hand("planner");
        Hand other = crew.hand("other");
        planner.pull(job);
        planner.tellUntilTaken(job, planner.plan(0, 4));

        planner.die();

        Task task = other.pull(job);
        while (!(task instanceof PlanTask)) {
            other.deliver(job, task);
            task = other.pull(job);
        }
        assertThat(task).isEqualTo(PlanTask.of(crew.spec, 4));
        other.tellUntilTaken(job, other.plan(4, Crew.INTERVALS));
        work(other);
        assertThat(crew.await(job, status -> status.phase().ended()).phase()).isEqualTo(Phase.SUCCEEDED);
    }

    @Test
    void leavesItsLastTaskToAMuchFasterProverThatIsIdleButNotIfItStaysAway() {
        Hand holder = planned();
        Hand fast = crew.hand("fast");
        Hand slow = crew.hand("slow");
        fast.claims(100);
        slow.claims(10);
        List<Task> held = IntStream.range(0, Crew.INTERVALS)
                .mapToObj(any -> holder.pull(job))
                .toList();
        assertThat(fast.pullOnce(job)).isEmpty();

        holder.giveBack(job, held.getFirst());
        assertThat(slow.pullOnce(job)).as("left to the fast one").isEmpty();
        assertThat(fast.pull(job)).isEqualTo(held.getFirst());
        assertThat(fast.pullOnce(job)).isEmpty();

        holder.giveBack(job, held.get(1));
        assertThat(slow.pullOnce(job)).as("left to the fast one").isEmpty();
        assertThat(slow.pull(job)).as("which has not come").isEqualTo(held.get(1));
    }

    @Test
    void tellsItsProversToStopWhenItIsCancelled() {
        Hand prover = planned();
        prover.pull(job);
        TestProbe<JobStatus> answers = crew.kit.createTestProbe();

        job.tell(new Job.Cancel(crew.spec.id(), answers.ref()));

        answers.receiveMessage(Crew.LONG);
        Job.Abandon abandon = prover.await(Job.Abandon.class);
        while (abandon.task().isPresent()) {
            abandon = prover.await(Job.Abandon.class);
        }
        assertThat(crew.await(job, status -> status.phase().ended()).phase()).isEqualTo(Phase.CANCELLED);
        assertThat(crew.recorded().standing()).isEqualTo(new Standing.Cancelled());
        assertThat(prover.pullOnce(job)).isEmpty();
    }

    @Test
    void isCancelledByItsRecordWhereverThatWasWritten() {
        planned();
        job.tell(new Job.Wake(crew.record().cancelled()));

        assertThat(crew.await(job, status -> status.phase().ended()).phase()).isEqualTo(Phase.CANCELLED);
    }

    @Test
    void staysSucceededWhenItIsCancelledTooLate() {
        Hand prover = planned();
        work(prover);
        crew.await(job, status -> status.phase() == Phase.SUCCEEDED);
        TestProbe<JobStatus> answers = crew.kit.createTestProbe();

        job.tell(new Job.Cancel(crew.spec.id(), answers.ref()));

        assertThat(answers.receiveMessage(Crew.LONG).phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(crew.recorded().standing()).isInstanceOf(Standing.Succeeded.class);
    }

    @Test
    void aProofThatWasFinishedBehindACutTurnsCancelledIntoSucceededAndSaysSo() {
        planned();
        job.tell(new Job.Wake(crew.record().cancelled()));
        crew.await(job, status -> status.phase() == Phase.CANCELLED);
        Checkpoint start = new Checkpoint(0, ByteString.EMPTY);
        Outcome outcome =
                new Outcome(new Claim(start, new Checkpoint(1, ByteString.EMPTY)), new Blob(crew.spec.input(), 7));

        job.tell(new Job.Wake(crew.record().with(new Standing.Succeeded(outcome))));

        JobStatus status = crew.await(job, any -> any.phase() == Phase.SUCCEEDED);
        assertThat(status.remark())
                .hasValueSatisfying(words -> assertThat(words).contains("cancel"));
        job.tell(new Job.Wake(crew.record().with(new Standing.Failed("late"))));
        assertThat(crew.status(job).phase()).isEqualTo(Phase.SUCCEEDED);
    }

    @Test
    void answersFromItsRecordWhenItHasEnded() {
        crew.records.merge(crew.record().with(new Standing.Failed("there was no hope")));
        ActorRef<Job.Command> again = crew.job();

        JobStatus status = crew.status(again);

        assertThat(status.phase()).isEqualTo(Phase.FAILED);
        assertThat(status.cause()).contains("there was no hope");
        assertThat(crew.hand("prover").pullOnce(again)).isEmpty();
    }

    @Test
    void leavesTheWorkToAnotherRegionWhenItIsToldToAndTakesItUpAgain() {
        Hand prover = planned();
        prover.pull(job);

        job.tell(new Job.Yield(crew.spec.id()));
        prover.await(Job.Abandon.class);
        assertThat(prover.pullOnce(job)).isEmpty();
        assertThat(crew.status(job).remark()).isPresent();
        job.tell(new Job.Wake(crew.record()));

        assertThat(prover.pull(job)).isInstanceOf(PlanTask.class);
    }

    @Test
    void startsAgainElsewhereWithAllThatWasProvedAndProvesNothingTwice() {
        Hand prover = planned();
        for (int i = 0; i < 4; i++) {
            Task task = prover.pull(job);
            if (task instanceof SegmentTask) {
                prover.deliver(job, task);
            }
        }
        int proven = crew.await(job, status -> status.proven() > 2).proven();
        crew.kit.stop(job);

        job = crew.job();
        Task task = prover.pull(job);
        assertThat(task).isInstanceOf(PlanTask.class);
        prover.tellUntilTaken(job, prover.plan(0, Crew.INTERVALS));
        assertThat(crew.await(job, status -> status.proven() >= proven).recalled())
                .isGreaterThanOrEqualTo(proven);
    }

    /** A job whose plan is known, and who planned it. */
    private Hand planned() {
        Hand hand = crew.hand("planner");
        hand.pull(job);
        hand.tellUntilTaken(job, hand.plan(0, Crew.INTERVALS));
        return hand;
    }

    /** Does all that there is to do. */
    private void work(Hand hand) {
        while (!crew.status(job).phase().ended()) {
            hand.pullOnce(job).ifPresent(task -> hand.deliver(job, task));
        }
    }
}
