package io.bulwark.cluster.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.bulwark.cluster.certs.NodeIdentity;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.Jurisdiction;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.OperatorId;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.Receipt;
import io.bulwark.protocol.Task;
import io.bulwark.protocol.TaskName;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One job, and those who say in a prover's name what it did not say, or no longer says. */
class JobSignalsTest extends OneJob {
    private Hand honest;
    private Hand forger;
    private Task task;

    @BeforeEach
    void aTaskIsHandedOut() {
        honest = crew.hand("honest");
        honest.pull(job);
        honest.tellUntilTaken(job, honest.plan(0, Crew.INTERVALS));
        forger = crew.hand("forger");
        task = honest.pull(job);
    }

    @Test
    void takesATaskBackFromItsProver() {
        send(honest::seal);

        assertThat(handedOut()).contains(task.name());
    }

    @Test
    void refusesWhatAnotherHasSignedAndAccusesNobody() {
        send(forger::seal);

        assertThat(handedOut()).doesNotContain(task.name());
        assertThat(crew.accusedOperators())
                .as("anybody can write another's name")
                .isEmpty();
    }

    @Test
    void refusesAnothersSignatureBelowTheProversName() {
        forged(said -> framed(said, honest.identity.certificate()));
    }

    @Test
    void refusesAnothersCertificateBelowTheProversName() {
        forged(said -> framed(said, forger.identity.certificate()));
    }

    @Test
    void refusesWhatWasSaidToAnotherJob() {
        JobId other = crew.another().id();

        forged(said -> new Job.SignedSignal(other, said.signal(), said.session(), said.sequence(), said.receipt()));
    }

    @Test
    void refusesAnotherSessionOrNumber() {
        forged(said ->
                new Job.SignedSignal(said.job(), said.signal(), said.session() + 1, said.sequence(), said.receipt()));
        forged(said ->
                new Job.SignedSignal(said.job(), said.signal(), said.session(), said.sequence() + 1, said.receipt()));
    }

    @Test
    void refusesAnotherTaskReasonCauseOrProcess() {
        Job.GiveBack other = new Job.GiveBack(honest.id, forger.pull(job).name(), Setback.RETURNED, "no time");
        forged(said -> said(honest.seal(other), back()));
        forged(said -> said(said, new Job.GiveBack(honest.id, task.name(), Setback.FAILED, "no time")));
        forged(said -> said(said, new Job.GiveBack(honest.id, task.name(), Setback.RETURNED, "late")));
        ProverId process = new ProverId(honest.id.node(), honest.id.process() + 1);
        Job.GiveBack ofProcess = new Job.GiveBack(process, task.name(), Setback.RETURNED, "no time");
        forged(said -> said(honest.seal(ofProcess), back()));
    }

    @Test
    void refusesWhatWasSaidBefore() {
        Job.SignedSignal once = honest.seal(back());
        job.tell(once);
        assertThat(honest.pull(job)).isEqualTo(task);

        send(any -> once);

        assertThat(handedOut()).doesNotContain(task.name());
    }

    @Test
    void refusesAPullWhoseAnswerWouldGoElsewhere() {
        TestProbe<Job.Errand> own = crew.kit.createTestProbe();
        TestProbe<Job.Errand> thief = crew.kit.createTestProbe();
        Job.SignedSignal pull = honest.seal(new Job.Pull(honest.id, 1, own.ref()));

        job.tell(said(pull, new Job.Pull(honest.id, 1, thief.ref())));
        job.tell(said(pull, new Job.Pull(honest.id, 2, own.ref())));
        own.expectNoMessage();
        job.tell(pull);

        own.expectMessageClass(Job.Assign.class, Crew.LONG);
        thief.expectNoMessage();
    }

    @Test
    void hearsNobodyWhoIsNoMember() {
        Member nobody = new Member(
                new NodeId("stranger"), new OperatorId("operator-stranger"), new Jurisdiction("ZZ"), Crew.HOME);
        SignedSignals stranger =
                new SignedSignals(NodeIdentity.selfMade(nobody, List.of("127.0.0.1")), crew.kit.system());
        TestProbe<Job.Errand> answers = crew.kit.createTestProbe();

        job.tell(stranger.seal(crew.spec.id(), new Job.Pull(new ProverId(nobody.node(), 1), 1, answers.ref())));

        answers.expectNoMessage();
    }

    private Job.GiveBack back() {
        return new Job.GiveBack(honest.id, task.name(), Setback.RETURNED, "no time");
    }

    private static Job.SignedSignal said(Job.SignedSignal by, Job.Signal other) {
        return new Job.SignedSignal(by.job(), other, by.session(), by.sequence(), by.receipt());
    }

    /** The same in the prover's name, signed by the forger. */
    private Job.SignedSignal framed(Job.SignedSignal said, ByteString certificate) {
        Job.SignedSignal own = forger.seal(said.signal());
        Receipt receipt =
                new Receipt(honest.identity.member(), certificate, own.receipt().signature());
        return new Job.SignedSignal(own.job(), own.signal(), own.session(), own.sequence(), receipt);
    }

    /** What the prover would say, changed so, has no effect. */
    @Test
    void hearsNothingThatIsNotSigned() {
        honest.renew(job, task);
        job.tell(back());
        assertThat(handedOut()).doesNotContain(task.name());
    }

    private void forged(UnaryOperator<Job.SignedSignal> change) {
        send(back -> change.apply(honest.seal(back)));
        assertThat(handedOut()).doesNotContain(task.name());
    }

    /** Says, somehow, that the task is given back, when its lease has just been renewed, so that nobody else gets it for its age. */
    private void send(Function<Job.Signal, Job.SignedSignal> seal) {
        honest.renew(job, task);
        job.tell(seal.apply(back()));
    }

    /** All that others get now. */
    private Set<TaskName> handedOut() {
        Hand another = crew.hand("another-" + System.nanoTime());
        Set<TaskName> names = new HashSet<>();
        for (Optional<Task> got = another.pullOnce(job); got.isPresent(); got = another.pullOnce(job)) {
            names.add(got.get().name());
        }
        return names;
    }
}
