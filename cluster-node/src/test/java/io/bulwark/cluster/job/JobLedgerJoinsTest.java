package io.bulwark.cluster.job;

import static io.bulwark.cluster.job.JobLedgerTest.A;
import static io.bulwark.cluster.job.JobLedgerTest.B;
import static io.bulwark.cluster.job.JobLedgerTest.C;
import static io.bulwark.cluster.job.JobLedgerTest.LEASE;
import static io.bulwark.cluster.job.JobLedgerTest.SPEC;
import static io.bulwark.cluster.job.JobLedgerTest.at;
import static io.bulwark.cluster.job.JobLedgerTest.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.cluster.Facts;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.Claim;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.FinishTask;
import io.bulwark.protocol.FoldInput;
import io.bulwark.protocol.JoinTask;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.Sha256;
import io.bulwark.protocol.Span;
import io.bulwark.protocol.Task;
import io.bulwark.protocol.TaskId;
import io.bulwark.protocol.TaskName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Joins and the finish among a job's tasks. */
class JobLedgerJoinsTest {
    private final JobLedger ledger = new JobLedger(LEASE);

    private void planAll() {
        for (int i = 0; i < 3; i++) {
            ledger.plan(task(i), at(i + 1));
        }
        ledger.complete();
    }

    private static final TaskName PAIR = TaskName.join(new Span(0, 2));

    @Test
    void handsOutJoinsAndTheFinishBeforeIntervals() {
        planAll();
        Task pair = join(PAIR);
        ledger.want(pair);
        Task finish = new FinishTask(new TaskId(SPEC.id(), TaskName.finish(3)), SPEC, input(0, 3));
        ledger.want(finish);

        assertThat(ledger.pull(A, 0)).contains(finish);
        assertThat(ledger.pull(A, 0)).contains(pair);
        assertThat(ledger.pull(A, 0)).contains(task(0));
        assertThat(ledger.folding()).isEqualTo(2);
    }

    @Test
    void givesAJoinToAnotherWhenItsProverIsGone() {
        planAll();
        ledger.want(join(PAIR));
        ledger.pull(A, 0);
        ledger.gone(A);

        assertThat(ledger.pull(B, 7)).contains(join(PAIR));
        assertThat(ledger.tally().recoveries()).containsExactly(new Recovery(PAIR, A, B, 7));
    }

    @Test
    void countsWhatAJoinCoversAsProvenAndHandsNothingOfItOut() {
        planAll();
        ledger.want(join(PAIR));
        Offer joined = offer(PAIR, 0, 2, A);

        assertThat(ledger.offer(joined, 0)).isEqualTo(JobLedger.Answer.TAKEN);
        ledger.verified(ledger.nextToVerify().orElseThrow());

        assertThat(ledger.proven()).isEqualTo(2);
        assertThat(ledger.tally().joins()).containsExactly(1);
        assertThat(ledger.tally().shares()).containsExactly(new Share(A, 0, 0, 0, 1, 10));
        assertThat(ledger.pull(B, 0)).contains(task(2));
        assertThat(ledger.pull(B, 0)).isEmpty();
        ledger.renew(C, TaskName.segment(0), 0);
        ledger.expire(LEASE + 1);
        assertThat(ledger.hasOpen()).as("1 was lost, and is of no use: 2 is").isTrue();
        assertThat(ledger.pull(C, 0)).contains(task(2));
        assertThat(ledger.pull(C, 0)).isEmpty();
        ledger.offer(JobLedgerTest.offer(0, B), 0);
        ledger.verified(ledger.nextToVerify().orElseThrow());
        assertThat(ledger.proven()).as("0 was covered before").isEqualTo(2);
    }

    @Test
    void holdsAJoinBackThatSomebodyIsAtOrHasMadeForAnEarlierOwner() {
        ledger.renew(A, PAIR, 0);
        Offer remembered =
                new Offer(offer(TaskName.join(new Span(1, 2)), 1, 3, B).fact(), null, true);
        ledger.offer(remembered, 0);
        planAll();
        ledger.want(join(PAIR));
        ledger.want(join(TaskName.join(new Span(1, 2))));

        assertThat(ledger.nextToVerify()).contains(remembered);
        assertThat(ledger.pull(B, 0)).contains(task(0));
        ledger.expire(LEASE + 1);
        assertThat(ledger.pull(C, LEASE + 1)).as("A fell silent").contains(join(PAIR));
    }

    @Test
    void givesAJoinUpThatFailsTooOftenUntilItIsWantedAgain() {
        planAll();
        ledger.want(join(PAIR));
        assertThat(ledger.giveBack(A, PAIR, "no memory", 0)).isEmpty();
        assertThat(ledger.giveBack(B, PAIR, "no memory", 0)).isEmpty();
        assertThat(ledger.giveBack(C, PAIR, "no memory", 0))
                .hasValueSatisfying(why -> assertThat(why).contains("join 0..1", "3 nodes", "no memory"));
        assertThat(ledger.pull(A, 0)).contains(task(0));

        ledger.want(join(PAIR));
        assertThat(ledger.pull(A, 0)).contains(join(PAIR));
        assertThat(ledger.giveBack(A, PAIR, "again", 0)).isEmpty();
    }

    @Test
    void takesAFinishOfTheWholeRunOnlyAndNotBeforeItsEndIsKnown() {
        Offer half = offer(TaskName.finish(2), 0, 2, A);
        Offer whole = offer(TaskName.finish(3), 0, 3, B);
        assertThat(ledger.offer(half, 0)).isEqualTo(JobLedger.Answer.TAKEN);
        assertThat(ledger.offer(whole, 0)).isEqualTo(JobLedger.Answer.TAKEN);
        for (int i = 0; i < 3; i++) {
            ledger.plan(task(i), at(i + 1));
        }
        assertThat(ledger.nextToVerify()).as("there may be more intervals").isEmpty();

        ledger.complete();

        assertThat(ledger.nextToVerify()).contains(whole);
        assertThat(ledger.nextToVerify()).isEmpty();
        assertThat(ledger.offer(half, 0)).isEqualTo(JobLedger.Answer.USELESS);
    }

    @Test
    void givesNoMoreWorkToAProverWhoseJoinClaimsAnotherEnd() {
        planAll();
        ledger.want(join(PAIR));
        ledger.pull(A, 0);
        Offer lie = offer(PAIR, 0, 3, A);

        assertThat(ledger.offer(lie, 0)).isEqualTo(JobLedger.Answer.ASTRAY);

        assertThat(ledger.nextToVerify()).isEmpty();
        assertThat(ledger.pull(A, 0)).isEmpty();
    }

    private static JoinTask join(TaskName name) {
        int first = name.span().first();
        return new JoinTask(
                new TaskId(SPEC.id(), name), SPEC, List.of(input(first, first + 1), input(first + 1, first + 2)));
    }

    private static FoldInput input(int from, int to) {
        return new FoldInput(new Claim(at(from), at(to)), new Blob(SPEC.input(), 5));
    }

    private static Offer offer(TaskName name, int from, int to, ProverId prover) {
        ArtifactId proof = new ArtifactId(Sha256.of(name.toString().getBytes(StandardCharsets.UTF_8)));
        Fact fact = Facts.fact(new TaskId(SPEC.id(), name), new Claim(at(from), at(to)), proof, 5, prover, 10);
        return new Offer(fact, null, false);
    }
}
