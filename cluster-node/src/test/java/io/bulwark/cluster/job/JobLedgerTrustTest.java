package io.bulwark.cluster.job;

import static io.bulwark.cluster.job.JobLedgerTest.A;
import static io.bulwark.cluster.job.JobLedgerTest.B;
import static io.bulwark.cluster.job.JobLedgerTest.C;
import static io.bulwark.cluster.job.JobLedgerTest.LEASE;
import static io.bulwark.cluster.job.JobLedgerTest.SPEC;
import static io.bulwark.cluster.job.JobLedgerTest.at;
import static io.bulwark.cluster.job.JobLedgerTest.offer;
import static io.bulwark.cluster.job.JobLedgerTest.task;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.bulwark.cluster.Facts;
import io.bulwark.cluster.job.JobLedger.Answer;
import io.bulwark.protocol.Checkpoint;
import io.bulwark.protocol.Claim;
import io.bulwark.protocol.PlanTask;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.TaskName;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Proofs that claim otherwise than the plan, the plan as a task, and stragglers. */
class JobLedgerTrustTest {
    private static final Checkpoint ELSEWHERE = new Checkpoint(1, ByteString.copyFromUtf8("elsewhere"));

    private final JobLedger ledger = new JobLedger(LEASE);

    @Test
    void takesTheWordOfOneOperatorOnlyAfterAllOthersCouldHaveCome() {
        JobLedger wary = new JobLedger(LEASE, nodes -> nodes.contains(C.node()));
        wary.want(task(0));
        for (int i = 1; i < TaskEntry.ALONE * TaskEntry.FAILURES; i++) {
            assertThat(wary.giveBack(i % 2 == 0 ? A : B, TaskName.segment(0), "so they say", 0))
                    .isEmpty();
        }
        assertThat(wary.giveBack(A, TaskName.segment(0), "so they say", 0)).isPresent();

        wary.want(task(1));
        for (int i = 1; i < TaskEntry.ALONE * TaskEntry.KILLED_ANYWHERE; i++) {
            assertThat(wary.giveBack(i % 2 == 0 ? A : B, TaskName.segment(1), Setback.DIED, 0))
                    .isEmpty();
        }
        assertThat(wary.giveBack(A, TaskName.segment(1), Setback.DIED, 0)).isPresent();
    }

    @Test
    void findsByItsProofWhetherWhoEndsElsewhereLiesOrThePlanDoes() {
        planned(3);
        ledger.pull(A, 0);
        Offer other = claiming(new Claim(at(0), ELSEWHERE), A);

        assertThat(ledger.offer(other, 1)).isEqualTo(Answer.DISPUTED);

        assertThat(ledger.nextToVerify()).contains(other);
        assertThat(ledger.disputes(other)).isTrue();
        assertThat(ledger.proven()).isZero();
        assertThat(ledger.pull(B, 1)).as("meanwhile the task runs elsewhere").contains(task(0));
        ledger.refused(other);
        assertThat(ledger.pull(A, 1)).as("it was a lie").isEmpty();
    }

    @Test
    void givesNoMoreWorkToAProverThatDeliversAnotherInterval() {
        planned(3);
        ledger.pull(A, 0);

        assertThat(ledger.offer(claiming(new Claim(at(1), at(2)), A), 1)).isEqualTo(Answer.ASTRAY);

        assertThat(ledger.nextToVerify()).isEmpty();
        assertThat(ledger.pull(A, 1)).isEmpty();
        assertThat(ledger.pull(B, 1)).contains(task(0));
    }

    @Test
    void blamesNobodyForWhatWasMadeUnderAnotherPlan() {
        planned(3);

        assertThat(ledger.offer(claiming(new Claim(at(1), at(2)), A), 1))
                .as("nobody here asked for it")
                .isEqualTo(Answer.USELESS);

        assertThat(ledger.pull(A, 1)).contains(task(0));
    }

    @Test
    void handsThePlanOutFirstAndToAnotherWhenItsPlannerIsGone() {
        PlanTask plan = PlanTask.of(SPEC, 0);
        ledger.want(plan);

        assertThat(ledger.pull(A, 0)).contains(plan);
        assertThat(ledger.pull(B, 0)).isEmpty();
        planned(1);
        assertThat(ledger.pull(B, 0))
                .as("proved while the run is still planned")
                .contains(task(0));
        ledger.gone(A);
        assertThat(ledger.pull(C, 1)).contains(plan);
        ledger.complete();

        assertThat(ledger.renew(C, TaskName.plan(), 2))
                .as("there is nothing left to plan")
                .isFalse();
        assertThat(ledger.released()).containsExactly(new JobLedger.Released(C, TaskName.plan()));
        assertThat(ledger.pull(A, 2)).isEmpty();
    }

    @Test
    void runsAStragglerASecondTimeAndTakesTheFirstProof() {
        planned(Hedging.LEAST + 1);
        for (int i = 0; i < Hedging.LEAST; i++) {
            ledger.pull(A, 0);
            done(i, A, 100);
        }
        ledger.pull(A, 100);

        assertThat(ledger.pull(B, 250)).as("1.5 times as long is not too long").isEmpty();
        assertThat(ledger.hasStraggler(250)).isFalse();
        assertThat(ledger.hasStraggler(251)).isTrue();
        assertThat(ledger.pull(A, 251)).as("not on the same node").isEmpty();
        assertThat(ledger.pull(B, 251)).contains(task(Hedging.LEAST));
        assertThat(ledger.pull(C, 251)).as("twice is enough").isEmpty();
        done(Hedging.LEAST, B, 260);

        assertThat(ledger.proven()).isEqualTo(Hedging.LEAST + 1);
        assertThat(ledger.tally().hedges()).isEqualTo(1);
        assertThat(ledger.released())
                .as("who need not go on")
                .containsExactly(new JobLedger.Released(A, TaskName.segment(Hedging.LEAST)));
    }

    @Test
    void aProverThatOnlySaysThatItIsAtATaskDoesNotHoldTheJobUp() {
        planned(1);
        ledger.pull(A, 0);
        ledger.renew(A, TaskName.segment(0), Hedging.UNKNOWN);

        assertThat(ledger.pull(B, Hedging.UNKNOWN)).as("it may take that long").isEmpty();
        assertThat(ledger.pull(B, Hedging.UNKNOWN + 1)).contains(task(0));
        assertThat(ledger.hasStraggler(2 * Hedging.UNKNOWN)).isFalse();
        assertThat(ledger.pull(C, 2 * Hedging.UNKNOWN + 2))
                .as("B may be like A")
                .contains(task(0));
    }

    @Test
    void oneNodeThatGivesATaskBackAgainAndAgainLeavesItToTheOthers() {
        planned(1);
        ledger.giveBack(A, TaskName.segment(0), "no space left", 0);

        assertThat(ledger.pull(A, 1))
                .as("A has no other task, and does not get this one")
                .isEmpty();
        assertThat(ledger.pull(B, 2)).contains(task(0));
    }

    @Test
    void losesNothingWhenOneOfTwoWhoRunTheSameTaskDies() {
        planned(Hedging.LEAST + 1);
        for (int i = 0; i < Hedging.LEAST; i++) {
            ledger.pull(A, 0);
            done(i, A, 100);
        }
        ledger.pull(A, 100);
        ledger.pull(B, 300);

        ledger.gone(A);
        assertThat(ledger.pull(C, 300)).as("the other one is at it").isEmpty();
        ledger.gone(B);

        assertThat(ledger.pull(C, 300)).contains(task(Hedging.LEAST));
        assertThat(ledger.tally().recoveries()).hasSize(1);
    }

    @Test
    void doesNotOfferATaskSoonAgainToANodeThatDeclinedItAndChargesNobody() {
        planned(1);
        for (int i = 0; i < 2 * TaskEntry.FAILURES; i++) {
            assertThat(ledger.pull(B, i)).contains(task(0));
            ledger.giveBack(B, TaskName.segment(0), Setback.RETURNED, i);
        }
        ledger.pull(A, 100);
        ledger.giveBack(A, TaskName.segment(0), Setback.DECLINED, 100);

        assertThat(ledger.pull(A, 101)).isEmpty();
        assertThat(ledger.pull(A, 101 + TaskEntry.DECLINED_FOR)).contains(task(0));
    }

    @Test
    void givesUpATaskThatEndsOneProcessAfterAnotherOnSeveralNodes() {
        planned(1);
        List<ProverId> provers = List.of(A, B, C);
        Optional<String> why = Optional.empty();
        long now = 0;
        int deaths = 0;
        while (why.isEmpty()) {
            ProverId prover = provers.get(deaths % provers.size());
            now += TaskEntry.KILLED_FOR * TaskEntry.KILLED + 1;
            assertThat(ledger.pull(prover, now)).contains(task(0));
            why = ledger.giveBack(prover, TaskName.segment(0), Setback.DIED, now);
            deaths++;
        }

        assertThat(deaths).isEqualTo(TaskEntry.KILLED);
        assertThat(why.get()).contains("interval 0", "6 proving processes on 3 nodes");
        assertThat(ledger.pull(A, now + TaskEntry.DECLINED_FOR)).isEmpty();
    }

    @Test
    void chargesATaskForDeathsOnOneNodeOnlyAfterMany() {
        planned(1);
        long now = 0;
        for (int i = 1; i < TaskEntry.KILLED_ANYWHERE; i++) {
            now += TaskEntry.KILLED_FOR * i + 1;
            assertThat(ledger.pull(A, now)).contains(task(0));
            assertThat(ledger.giveBack(A, TaskName.segment(0), Setback.DIED, now))
                    .isEmpty();
            assertThat(ledger.pull(A, now + 1)).as("not at once again").isEmpty();
        }
        assertThat(ledger.giveBack(A, TaskName.segment(0), Setback.DIED, now)).isPresent();
    }

    @Test
    void offersATaskWhoseProcessDiedToAnotherNodeAtOnce() {
        planned(1);
        ledger.pull(A, 0);
        ledger.giveBack(A, TaskName.segment(0), Setback.DIED, 1);

        assertThat(ledger.pull(A, 2)).isEmpty();
        assertThat(ledger.pull(B, 2)).contains(task(0));
    }

    private void done(int interval, ProverId prover, long now) {
        ledger.offer(offer(interval, prover), now);
        ledger.verified(ledger.nextToVerify().orElseThrow());
    }

    private static Offer claiming(Claim claim, ProverId prover) {
        return new Offer(Facts.fact(task(0).id(), claim, SPEC.input(), 5, prover, 10), null, false);
    }

    private void planned(int intervals) {
        for (int i = 0; i < intervals; i++) {
            ledger.plan(task(i), at(i + 1));
        }
    }
}
