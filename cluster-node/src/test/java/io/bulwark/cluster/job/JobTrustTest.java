package io.bulwark.cluster.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.bulwark.cluster.job.JobStatus.Phase;
import io.bulwark.cluster.work.Workload;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.Checkpoint;
import io.bulwark.protocol.Delivery;
import io.bulwark.protocol.Evidence;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.PlanTask;
import io.bulwark.protocol.Planned;
import io.bulwark.protocol.SegmentTask;
import io.bulwark.protocol.Task;
import io.bulwark.protocol.TaskName;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One job, and those who lie to it played move by move. */
class JobTrustTest extends OneJob {
    @Test
    void namesAPlannerWhoseFirstStateIsWrong() {
        Hand liar = crew.hand("liar");
        liar.pull(job);
        Planned part = liar.plan(0, 2);
        Checkpoint elsewhere = new Checkpoint(0, ByteString.copyFromUtf8("elsewhere"));

        do {
            liar.tell(job, Planned.of(part.job(), 0, elsewhere, part.intervals(), false, liar.identity));
        } while (crew.accusedOperators().isEmpty() && pause());

        assertThat(crew.accusedOperators()).containsExactly("operator-liar");
        assertThat(crew.status(job).planned()).isZero();
        assertThat(liar.pullOnce(job)).isEmpty();
        assertThat(crew.hand("honest").pull(job)).isEqualTo(PlanTask.of(crew.spec, 0));
    }

    @Test
    void namesAPlannerThatAProofContradictsAndEndsAllTheSame() {
        Hand liar = crew.hand("liar");
        Hand honest = crew.hand("honest");
        liar.pull(job);
        liar.tellUntilTaken(job, liar.lie(liar.plan(0, Crew.INTERVALS), 2));

        for (int i = 0; i < 2; i++) {
            honest.deliver(job, honest.pull(job));
        }
        crew.await(job, status -> status.proven() == 2);
        honest.deliver(job, honest.pull(job));
        work(honest);

        JobStatus end = crew.await(job, status -> status.phase().ended());
        assertThat(end.phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(crew.accusedOperators()).containsExactly("operator-liar");
        assertThat(end.recalled()).as("what counted before is not proved again").isGreaterThanOrEqualTo(2);
    }

    /** As a prover makes one whose disk has damaged what it read: what it proves is right of other bytes. The plan is made anew once, not over and over. */
    @Test
    @Timeout(60)
    void doesNotCountAProofThatContradictsWhatThisNodeHasRunItself() {
        Hand damaged = crew.hand("damaged");
        Hand honest = crew.hand("honest");
        damaged.pull(job);
        damaged.tellUntilTaken(job, damaged.plan(0, Crew.INTERVALS));
        SegmentTask task = (SegmentTask) damaged.pull(job);
        byte[] others = crew.store.read(task.data(), task.dataOffset(), task.dataBytes());
        others[0] ^= 1;
        Workload.Proof elsewhere = crew.workload.prove(task, others, crew.store::path);
        damaged.deliver(job, task, elsewhere, elsewhere.bytes());

        work(honest);

        JobStatus end = crew.await(job, status -> status.phase().ended());
        assertThat(end.phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(crew.accusedOperators()).isEmpty();
    }

    @Test
    void namesAPlannerWhosePlanEndsBeforeTheRunDoes() {
        Hand liar = crew.hand("liar");
        // A task is hopeless when nodes have failed at it, not when one has failed often.
        List<Hand> honest = List.of(crew.hand("honest"), crew.hand("fair"), crew.hand("upright"));
        liar.pull(job);
        Planned half = liar.plan(0, 3);
        liar.tellUntilTaken(job, Planned.of(half.job(), 0, half.start(), half.intervals(), true, liar.identity));

        while (crew.accusedOperators().isEmpty()) {
            for (Hand hand : honest) {
                hand.pullOnce(job).ifPresent(task -> {
                    if (task.name().equals(TaskName.finish(3))) {
                        hand.say(
                                job,
                                new Job.GiveBack(hand.id, task.name(), Setback.FAILED, "this is not the whole run"));
                    } else {
                        hand.deliver(job, task);
                    }
                });
            }
        }
        work(honest.getFirst());

        assertThat(crew.await(job, status -> status.phase().ended()).phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(crew.accusedOperators()).containsExactly("operator-liar");
    }

    @Test
    void keepsAWrongProofAsEvidenceAndGivesItsOperatorNoMoreWorkOnAnyNode() throws Exception {
        Hand honest = planned();
        Hand liar = crew.hand("liar", "crooks");
        Hand accomplice = crew.hand("accomplice", "crooks");
        Task task = liar.pull(job);
        ByteString wrong = ByteString.copyFromUtf8("wrong");
        liar.deliver(job, task, liar.make(task), wrong);

        crew.await(job, status -> !crew.accusedOperators().isEmpty());

        HeldOperator held = crew.accused.getFirst();
        Evidence evidence = crew.evidence(held);
        assertThat(evidence.maker()).isEqualTo(liar.identity.member());
        assertThat(evidence.task()).isEqualTo(task.name());
        Blob beginning = evidence.kept().orElseThrow();
        assertThat(crew.store.read(beginning.id(), 0, 100)).isEqualTo(wrong.toByteArray());
        assertThat(liar.pullOnce(job)).isEmpty();
        assertThat(accomplice.pullOnce(job)).as("by certificate, not by node").isEmpty();
        assertThat(honest.pull(job)).as("the task runs elsewhere").isEqualTo(task);
        assertThat(crew.status(job).proven()).isZero();
    }

    @Test
    void blamesNobodyForAProofThatThisNodesDiskHasDamaged() throws Exception {
        Hand honest = planned();
        Task task = honest.pull(job);
        Fact fact = honest.fact(task);
        byte[] bytes = Files.readAllBytes(crew.store.path(fact.proof()));
        bytes[1000]++;
        Files.write(crew.store.path(fact.proof()), bytes);

        job.tell(new Job.Deliver(Delivery.of(fact, honest.identity), crew.keeper));
        work(honest);

        assertThat(crew.await(job, status -> status.phase().ended()).phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(crew.accusedOperators()).isEmpty();
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

    private static boolean pause() {
        Thread.onSpinWait();
        return true;
    }
}
