package io.bulwark.cluster.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.bulwark.cluster.job.JobStatus.Phase;
import io.bulwark.cluster.work.Workload;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.Delivery;
import io.bulwark.protocol.Evidence;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.Receipt;
import io.bulwark.protocol.Sha256;
import io.bulwark.protocol.Task;
import io.bulwark.protocol.TaskId;
import io.bulwark.protocol.identity.Consortium;
import io.bulwark.protocol.receipts.Admission;
import io.bulwark.protocol.receipts.Signatures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One job, and those who deliver what is forged, replayed or of another size, played move by move. */
class JobForgeryTest extends OneJob {
    @ParameterizedTest
    @ValueSource(longs = {1L << 30, 1L << 40, Long.MAX_VALUE})
    void refusesAProofThatIsSaidToBeHugeWithoutFetchingIt(long bytes) {
        planned();
        Hand liar = crew.hand("liar");
        Task task = liar.pull(job);
        Workload.Proof proof = liar.make(task);
        Blob huge = new Blob(crew.spec.input(), bytes);

        liar.tell(job, Fact.of(task.id(), proof.claim(), huge, liar.id, 1, liar.identity));

        crew.await(job, status -> !crew.accusedOperators().isEmpty());
        assertThat(crew.accusedOperators()).containsExactly("operator-liar");
        assertThat(crew.accused.getFirst().what()).contains("expected at most");
    }

    @Test
    void namesWhoForgesAnothersReceiptAndNotWhomItNames() throws Exception {
        Hand honest = planned();
        Fact fact = honest.deliver(job, honest.pull(job));
        crew.await(job, status -> status.proven() == 1);
        Hand forger = crew.hand("forger");
        Hand copier = crew.hand("copier");
        Fact forged = forger.fact(forger.pull(job));
        Fact copied = copier.fact(copier.pull(job));

        forger.tell(job, named(forged, honest, forged.receipt().signature()));
        crew.await(job, status -> crew.accusedOperators().contains("operator-forger"));
        copier.tell(job, named(copied, honest, fact.receipt().signature()));
        crew.await(job, status -> crew.accusedOperators().contains("operator-copier"));

        assertThat(crew.accusedOperators()).containsExactly("operator-forger", "operator-copier");
        assertThat(forger.pullOnce(job)).isEmpty();
        assertThat(copier.pullOnce(job)).isEmpty();
        Evidence evidence = crew.evidence(crew.accused.getFirst());
        assertThat(evidence.maker()).isEqualTo(forger.identity.member());
        Signatures.verify(
                new Delivery(evidence.fact(), evidence.courier().orElseThrow()), Admission.now(Consortium.LOOPBACK));
        work(honest);
        assertThat(crew.status(job).shares()).hasSize(1);
    }

    @Test
    void namesWhoPutsItsOwnNameBelowWhatItDidNotSign() {
        Hand honest = planned();
        Hand forger = crew.hand("forger");
        Fact fact = forger.fact(forger.pull(job));

        forger.tell(job, named(fact, forger, ByteString.copyFrom(new byte[Receipt.SIGNATURE_BYTES])));

        crew.await(job, status -> !crew.accusedOperators().isEmpty());
        assertThat(crew.accusedOperators()).containsExactly("operator-forger");
        work(honest);
        assertThat(crew.status(job).phase()).isEqualTo(Phase.SUCCEEDED);
    }

    @Test
    void letsNobodyBeBlamedForWhatIsDeliveredInAnothersName() {
        Hand honest = planned();
        Task task = honest.pull(job);
        Fact fact = honest.fact(task);
        Hand forger = crew.hand("forger");
        Receipt framed = new Receipt(
                honest.identity.member(),
                honest.identity.certificate(),
                Delivery.of(fact, forger.identity).courier().signature());
        Fact wrong = named(fact, honest, framed.signature());

        job.tell(new Job.Deliver(new Delivery(wrong, framed), crew.keeper));
        JobSpec elsewhere = crew.another();
        Fact foreign = Fact.of(
                TaskId.segment(elsewhere.id(), 0),
                fact.claim(),
                new Blob(fact.proof(), fact.proofBytes()),
                honest.id,
                1,
                honest.identity);
        job.tell(new Job.Deliver(Delivery.of(foreign, honest.identity), crew.keeper));
        honest.renew(job, task);

        assertThat(crew.status(job).proven()).isZero();
        honest.tell(job, fact);
        crew.await(job, status -> status.proven() == 1);
        assertThat(crew.accusedOperators()).isEmpty();
    }

    @Test
    void namesWhoDeliversAnotherJobsProof() {
        Hand honest = planned();
        Hand liar = crew.hand("liar");
        Task task = liar.pull(job);
        Workload.Proof own = liar.make(task);
        ByteString foreign = liar.proofOf(crew.another(), task.name().span().first());

        liar.deliver(job, task, own, foreign);

        crew.await(job, status -> !crew.accusedOperators().isEmpty());
        assertThat(crew.accusedOperators()).containsExactly("operator-liar");
        work(honest);
        assertThat(crew.status(job).phase()).isEqualTo(Phase.SUCCEEDED);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1, 100})
    void givesNoWorkForAWhileToWhoseProofIsOfAnotherLengthThanItSays(int more) {
        Hand honest = planned();
        Hand liar = crew.hand("liar");
        Task task = liar.pull(job);
        Workload.Proof proof = liar.make(task);
        byte[] real = proof.bytes().toByteArray();
        Blob said = new Blob(new ArtifactId(Sha256.of(real)), real.length + more);
        Fact fact = Fact.of(task.id(), proof.claim(), said, liar.id, 1, liar.identity);

        job.tell(new Job.Deliver(Delivery.of(fact, liar.identity), crew.keeperOf(real)));

        Task taken = honest.pull(job);
        while (!taken.equals(task)) {
            taken = honest.pull(job);
        }
        honest.say(job, new Job.GiveBack(honest.id, task.name(), Setback.RETURNED, "another may have it"));
        assertThat(liar.pullOnce(job)).as("it rests, though there is work").isEmpty();
        assertThat(honest.pull(job)).isEqualTo(task);
        honest.deliver(job, task);
        work(honest);
        assertThat(crew.status(job).phase()).isEqualTo(Phase.SUCCEEDED);
    }

    @Test
    void namesWhoSignsForAnotherLengthThanAProofHas() {
        Hand honest = planned();
        Hand liar = crew.hand("liar");
        Task task = liar.pull(job);
        Fact fact = liar.fact(task);
        Blob longer = new Blob(fact.proof(), fact.proofBytes() + 1);

        liar.tell(job, Fact.of(task.id(), fact.claim(), longer, liar.id, 1, liar.identity));

        crew.await(job, status -> !crew.accusedOperators().isEmpty());
        assertThat(crew.accusedOperators()).containsExactly("operator-liar");
        work(honest);
        assertThat(crew.status(job).phase()).isEqualTo(Phase.SUCCEEDED);
    }

    @Test
    void givesAFastTalkerNoMoreThanItComesFor() {
        planned();
        Hand talker = crew.hand("talker");
        Hand silent = crew.hand("silent");

        talker.claims(Long.MAX_VALUE);
        Task first = talker.pull(job);
        Task second = silent.pull(job);
        talker.deliver(job, first);
        silent.deliver(job, second);
        Task third = silent.pull(job);
        Task fourth = talker.pull(job);
        silent.deliver(job, third);
        talker.deliver(job, fourth);

        JobStatus status = crew.await(job, known -> known.proven() == 4);
        assertThat(status.shares()).hasSize(2).allMatch(share -> share.intervals() == 2);
    }

    @Test
    void namesWhoDeliversAnotherIntervalsProofForItsOwn() {
        Hand honest = planned();
        Fact first = honest.deliver(job, honest.pull(job));
        Hand liar = crew.hand("liar");
        Task task = liar.pull(job);

        Blob replayed = new Blob(first.proof(), first.proofBytes());
        liar.tell(job, Fact.of(task.id(), first.claim(), replayed, liar.id, 1, liar.identity));

        crew.await(job, status -> !crew.accusedOperators().isEmpty());
        assertThat(crew.accusedOperators()).containsExactly("operator-liar");
    }

    /** The fact, as if another had made it, below this signature. */
    private static Fact named(Fact fact, Hand maker, ByteString signature) {
        Receipt receipt = new Receipt(maker.identity.member(), maker.identity.certificate(), signature);
        return new Fact(fact.task(), fact.claim(), fact.proof(), fact.proofBytes(), maker.id, 1, receipt);
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
