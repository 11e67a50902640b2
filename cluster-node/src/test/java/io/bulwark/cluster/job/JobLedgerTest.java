package io.bulwark.cluster.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.bulwark.cluster.Facts;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Checkpoint;
import io.bulwark.protocol.Claim;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.SegmentTask;
import io.bulwark.protocol.Sha256;
import io.bulwark.protocol.TaskId;
import io.bulwark.protocol.TaskName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JobLedgerTest {
    static final long LEASE = 100;
    static final JobSpec SPEC = new JobSpec("test", "none", 0, new ArtifactId(Sha256.of(new byte[1])), 1000);
    static final ProverId A = prover("a", 1);
    static final ProverId B = prover("b", 2);
    static final ProverId C = prover("c", 3);

    private final JobLedger ledger = new JobLedger(LEASE);

    @Test
    void handsOutTheEarliestPlannedTaskThatNobodyHolds() {
        assertThat(ledger.pull(A, 0)).isEmpty();
        planAll();

        assertThat(ledger.pull(A, 0)).contains(task(0));
        assertThat(ledger.pull(B, 0)).contains(task(1));
        assertThat(ledger.pull(C, 0)).contains(task(2));
        assertThat(ledger.pull(A, 0)).isEmpty();
    }

    @Test
    void countsAnIntervalOnlyAfterItsProofIsVerified() {
        planAll();
        ledger.pull(A, 0);

        assertThat(ledger.offer(offer(0, A), 0)).isEqualTo(JobLedger.Answer.TAKEN);
        assertThat(ledger.proven()).isZero();
        ledger.verified(ledger.nextToVerify().orElseThrow());

        assertThat(ledger.proven()).isEqualTo(1);
        assertThat(ledger.tally().shares()).containsExactly(new Share(A, 1, 1, 10, 0, 0));
    }

    @Test
    void givesATaskToAnotherWhenItsProverFallsSilent() {
        planAll();
        ledger.pull(A, 0);
        ledger.renew(A, TaskName.segment(0), 50);

        ledger.expire(50 + LEASE);
        assertThat(ledger.pull(B, 160)).contains(task(1));
        ledger.expire(51 + LEASE);

        assertThat(ledger.pull(C, 170)).contains(task(0));
        assertThat(ledger.tally().recoveries()).containsExactly(new Recovery(TaskName.segment(0), A, C, 120));
    }

    @Test
    void takesAllTasksBackFromAProcessThatIsGone() {
        planAll();
        ledger.pull(A, 0);
        ledger.pull(A, 0);
        ledger.pull(B, 0);

        ledger.gone(A);

        assertThat(ledger.pull(C, 1)).contains(task(0));
        assertThat(ledger.pull(C, 1)).contains(task(1));
        assertThat(ledger.pull(C, 1)).isEmpty();
    }

    @Test
    void takesALateProofFromAProverWhoseLeaseLapsed() {
        planAll();
        ledger.pull(A, 0);
        ledger.expire(LEASE + 1);
        ledger.pull(B, LEASE + 1);

        ledger.offer(offer(0, A), 0);
        ledger.verified(ledger.nextToVerify().orElseThrow());

        assertThat(ledger.proven()).isEqualTo(1);
        assertThat(ledger.offer(offer(0, B), 0)).isEqualTo(JobLedger.Answer.TAKEN);
        assertThat(ledger.nextToVerify()).isEmpty();
        assertThat(ledger.tally().duplicates()).isEqualTo(1);
        assertThat(ledger.proven()).isEqualTo(1);
    }

    @Test
    void learnsWhatIsUnderWayFromRenewalsOfProversThatItDidNotHire() {
        planAll();
        ledger.renew(A, TaskName.segment(1), 0);

        assertThat(ledger.pull(B, 0)).contains(task(0));
        assertThat(ledger.pull(B, 0)).contains(task(2));
    }

    @Test
    void givesNoMoreWorkToAProverWhoseProofIsRefused() {
        planAll();
        ledger.pull(A, 0);
        ledger.offer(offer(0, A), 0);

        ledger.refused(ledger.nextToVerify().orElseThrow());

        assertThat(ledger.pull(A, 0)).isEmpty();
        assertThat(ledger.pull(B, 0)).as("the task runs elsewhere").contains(task(0));
    }

    @Test
    void usesWhatIsRememberedOnceThePlanSaysTheSame() {
        Offer remembered = new Offer(offer(1, B).fact(), null, true);
        ledger.offer(remembered, 0);
        assertThat(ledger.nextToVerify()).isEmpty();

        planAll();

        assertThat(ledger.nextToVerify()).contains(remembered);
        assertThat(ledger.pull(A, 0)).contains(task(0));
        assertThat(ledger.pull(A, 0)).as("1 waits for its verification").contains(task(2));
        ledger.verified(remembered);
        assertThat(ledger.tally().recalled()).isEqualTo(1);
    }

    @Test
    void opensATaskAgainWhenItsProofCannotBeHad() {
        planAll();
        ledger.pull(A, 0);
        ledger.offer(offer(0, A), 0);
        Offer second = offer(0, B);
        ledger.offer(second, 0);

        ledger.unavailable(ledger.nextToVerify().orElseThrow());
        assertThat(ledger.nextToVerify()).as("the second offer takes its turn").contains(second);
        ledger.unavailable(second);

        assertThat(ledger.pull(C, 0)).contains(task(0));
    }

    @Test
    void failsTheJobWhenATaskFailedOnThreeNodes() {
        planAll();
        assertThat(ledger.giveBack(A, TaskName.segment(0), "out of luck", 0)).isEmpty();
        assertThat(ledger.giveBack(A, TaskName.segment(0), "out of luck", 0))
                .as("the same node again")
                .isEmpty();
        assertThat(ledger.giveBack(B, TaskName.segment(0), "out of luck", 0)).isEmpty();
        assertThat(ledger.giveBack(C, TaskName.segment(0), "out of luck", 0))
                .hasValueSatisfying(why -> assertThat(why).contains("interval 0", "3 nodes", "out of luck"));
    }

    @Test
    void failsTheJobWhenATaskFailsOverAndOverOnTheOnlyNode() {
        planAll();
        for (int i = 1; i < TaskEntry.FAILURES; i++) {
            assertThat(ledger.giveBack(A, TaskName.segment(0), "again", 0)).isEmpty();
        }
        assertThat(ledger.giveBack(A, TaskName.segment(0), "again", 0)).isPresent();
    }

    @Test
    void keepsWhatIsToldOfTasksThatAreNotPlannedYetAndDropsWhatTheJobTurnsOutNotToHave() {
        ledger.renew(A, TaskName.segment(1), 0);
        assertThat(ledger.offer(offer(0, B), 0)).isEqualTo(JobLedger.Answer.TAKEN);
        assertThat(ledger.offer(offer(7, B), 0)).isEqualTo(JobLedger.Answer.TAKEN);
        assertThat(ledger.tasks()).as("the plan is not complete").isZero();
        planAll();

        assertThat(ledger.tasks()).isEqualTo(3);
        assertThat(ledger.nextToVerify()).contains(offer(0, B));
        assertThat(ledger.nextToVerify()).isEmpty();
        assertThat(ledger.offer(offer(7, B), 0)).isEqualTo(JobLedger.Answer.USELESS);
        assertThat(ledger.pull(C, 1)).as("A is at 1, a proof of 0 waits").contains(task(2));
    }

    @Test
    void prefersATaskThatHasNotFailedOnTheProversNode() {
        planAll();
        ledger.pull(A, 0);
        ledger.giveBack(A, TaskName.segment(0), "once", 0);

        assertThat(ledger.pull(A, 0)).contains(task(1));
        assertThat(ledger.pull(A, 0)).contains(task(2));
        assertThat(ledger.pull(A, TaskEntry.FAILED_FOR))
                .as("others have their turn")
                .isEmpty();
        assertThat(ledger.pull(A, TaskEntry.FAILED_FOR + 1))
                .as("better than idle")
                .contains(task(0));
    }

    @Test
    void endsWithEveryIntervalProvenOnceWhateverHappensOnTheWay() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            int tasks = 1 + random.nextInt(12);
            JobLedger job = new JobLedger(LEASE);
            drive(job, tasks, random);

            assertThat(job.proven()).as("seed %d", seed).isEqualTo(tasks);
            assertThat(job.tally().shares().stream().mapToInt(Share::intervals).sum())
                    .as("seed %d", seed)
                    .isEqualTo(tasks);
            assertThat(job.hasOpen()).as("seed %d", seed).isFalse();
        }
    }

    /** Plans, pulls, delivers, loses, duplicates, expires and verifies at random until everything is proven. */
    private static void drive(JobLedger job, int tasks, Random random) {
        Map<ProverId, SegmentTask> working = new HashMap<>();
        List<Offer> sent = new ArrayList<>();
        int planned = 0;
        for (long now = 0; job.proven() < tasks; now += random.nextInt(30)) {
            ProverId prover = List.of(A, B, C).get(random.nextInt(3));
            switch (random.nextInt(8)) {
                case 0 -> {
                    if (planned < tasks) {
                        job.plan(task(planned), at(planned + 1));
                        planned++;
                        if (planned == tasks) {
                            job.complete();
                        }
                    }
                }
                case 1, 2 -> {
                    if (!working.containsKey(prover)) {
                        job.pull(prover, now).ifPresent(task -> working.put(prover, (SegmentTask) task));
                    }
                }
                case 3 ->
                    Optional.ofNullable(working.remove(prover))
                            .ifPresent(task -> sent.add(offer(task.name().span().first(), prover)));
                case 4 -> {
                    if (!sent.isEmpty()) {
                        Offer offer = sent.get(random.nextInt(sent.size()));
                        job.offer(offer, now);
                        if (random.nextBoolean()) {
                            sent.remove(offer);
                        }
                    }
                }
                case 5 -> job.nextToVerify().ifPresent(random.nextInt(4) == 0 ? job::unavailable : job::verified);
                case 6 -> job.expire(now);
                default -> {
                    working.remove(prover);
                    job.gone(prover);
                }
            }
        }
    }

    private void planAll() {
        for (int i = 0; i < 3; i++) {
            ledger.plan(task(i), at(i + 1));
        }
        ledger.complete();
    }

    static SegmentTask task(int index) {
        return new SegmentTask(
                TaskId.segment(SPEC.id(), index), SPEC, at(index), 1, SPEC.input(), index, 1, Sha256.of(new byte[1]));
    }

    static Checkpoint at(long step) {
        return new Checkpoint(step, ByteString.copyFromUtf8("state " + step));
    }

    static Offer offer(int index, ProverId prover) {
        ArtifactId proof = new ArtifactId(Sha256.of(new byte[] {(byte) index, (byte) prover.process()}));
        Claim claim = new Claim(at(index), at(index + 1));
        return new Offer(Facts.fact(task(index).id(), claim, proof, 5, prover, 10), null, false);
    }

    private static ProverId prover(String node, long process) {
        return new ProverId(new NodeId(node), process);
    }
}
