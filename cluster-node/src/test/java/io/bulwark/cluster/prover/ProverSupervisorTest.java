package io.bulwark.cluster.prover;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.bulwark.aggregator.Width;
import io.bulwark.cluster.Facts;
import io.bulwark.cluster.MarkedLines;
import io.bulwark.cluster.artifact.ArtifactStore;
import io.bulwark.cluster.artifact.FileArtifacts;
import io.bulwark.cluster.artifact.Keeper;
import io.bulwark.cluster.job.Callers;
import io.bulwark.cluster.job.Job;
import io.bulwark.cluster.job.TaskLog;
import io.bulwark.cluster.ledger.Ledger;
import io.bulwark.cluster.work.Artifacts;
import io.bulwark.cluster.work.FoldedHashChain;
import io.bulwark.cluster.work.HashChain;
import io.bulwark.cluster.work.Plan;
import io.bulwark.cluster.work.SteppedWorkload;
import io.bulwark.cluster.work.Workload;
import io.bulwark.cluster.work.WorkloadSet;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.FinishTask;
import io.bulwark.protocol.FoldInput;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.JoinTask;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.Region;
import io.bulwark.protocol.SegmentTask;
import io.bulwark.protocol.Sha256;
import io.bulwark.protocol.Span;
import io.bulwark.protocol.Task;
import io.bulwark.protocol.TaskId;
import io.bulwark.protocol.TaskName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProverSupervisorTest {
    private static final ActorTestKit KIT = ActorTestKit.create();
    private static final ProverId ID = new ProverId(new NodeId("node"), 7);
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final byte[] INPUT = new byte[400];

    @TempDir
    private Path directory;

    private final TestProbe<Job.Command> job = KIT.createTestProbe();
    private ArtifactStore store;
    private ActorRef<Keeper.Command> keeper;
    private JobSpec spec;
    /** Whether a slot has come that has had no answer. */
    private boolean hasCome;

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @BeforeEach
    void start() {
        store = new FileArtifacts(directory.resolve("artifacts"));
        keeper = KIT.spawn(Keeper.create(ID.node(), store, Ledger.open(directory.resolve("ledger"), 1 << 20)));
        spec = new HashChain(50, 0).specOf(Optional.empty(), new Blob(store.put(INPUT), INPUT.length), "none");
    }

    @Test
    void comesForATaskProvesItDeliversItAndComesAgain() {
        HashChain chain = new HashChain(50, 0);
        ActorRef<Job.Errand> supervisor = supervisor(chain);

        supervisor.tell(reserve());
        assertThat(job.expectMessageClass(Job.Pull.class, LONG).prover()).isEqualTo(ID);
        supervisor.tell(new Job.Assign(task(chain, 0), keeper));

        Job.Deliver delivered = await(Job.Deliver.class);
        assertThat(delivered.fact().task().name()).isEqualTo(TaskName.segment(0));
        assertThat(delivered.fact().prover()).isEqualTo(ID);
        chain.verify(spec, delivered.fact().claim(), store.read(delivered.fact().proof(), 0, 1_000_000), store::path);
        awaitWhoComes();
    }

    @Test
    void joinsWhatItHasFetchedFromTheJobsKeeperAndFinishesIt() {
        FoldedHashChain chain = new FoldedHashChain(50, 0, 0);
        ArtifactStore elsewhere = new FileArtifacts(directory.resolve("elsewhere"));
        ActorRef<Keeper.Command> source = KIT.spawn(Keeper.create(
                new NodeId("elsewhere"), elsewhere, Ledger.open(directory.resolve("other-ledger"), 1 << 20)));
        List<FoldInput> inputs = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Workload.Proof proof = chain.prove(task(chain, i), new byte[40], store::path);
            ArtifactId id = elsewhere.put(proof.bytes().toByteArray());
            inputs.add(new FoldInput(proof.claim(), new Blob(id, proof.bytes().size())));
        }
        ActorRef<Job.Errand> supervisor = supervisor(chain);

        Fact pair = done(supervisor, join(0, 2, inputs.subList(0, 2)), source);
        assertThat(pair.task().name()).isEqualTo(TaskName.join(new Span(0, 2)));
        byte[] joined = store.read(pair.proof(), 0, (int) pair.proofBytes());
        assertThat(chain.verifyFold(spec, pair.claim(), joined, store::path)).isEqualTo(Width.NARROW);

        List<FoldInput> rest = new ArrayList<>(List.of(new FoldInput(pair.claim(), blob(pair))));
        rest.addAll(inputs.subList(2, 10));
        for (int count = 2; rest.size() > 1; count++) {
            Fact next = done(supervisor, join(0, count + 1, rest.subList(0, 2)), source);
            rest.subList(0, 2).clear();
            rest.addFirst(new FoldInput(next.claim(), blob(next)));
        }
        TaskId finish = new TaskId(spec.id(), TaskName.finish(10));
        Fact last = done(supervisor, new FinishTask(finish, spec, rest.getFirst()), keeper);
        chain.verifyFinal(spec, last.claim(), store.read(last.proof(), 0, (int) last.proofBytes()), store::path);

        List<FoldInput> wrong = List.of(
                inputs.get(0),
                new FoldInput(inputs.get(1).claim(), inputs.get(0).proof()));
        awaitWhoComes();
        supervisor.tell(new Job.Assign(join(0, 2, wrong), source));
        assertThat(await(Job.GiveBack.class).cause()).contains("no proof of what ends after");
    }

    private static Blob blob(Fact fact) {
        return new Blob(fact.proof(), fact.proofBytes());
    }

    private JoinTask join(int first, int count, List<FoldInput> inputs) {
        return new JoinTask(new TaskId(spec.id(), TaskName.join(new Span(first, count))), spec, List.copyOf(inputs));
    }

    private Fact done(ActorRef<Job.Errand> supervisor, Task task, ActorRef<Keeper.Command> source) {
        supervisor.tell(reserve());
        awaitWhoComes();
        supervisor.tell(new Job.Assign(task, source));
        return await(Job.Deliver.class).fact();
    }

    @Test
    void renewsWhatIsBeingProved() {
        HashChain slow = new HashChain(50, Duration.ofSeconds(2).toNanos());
        ActorRef<Job.Errand> supervisor = supervisor(slow);
        supervisor.tell(reserve());
        job.expectMessageClass(Job.Pull.class, LONG);

        supervisor.tell(new Job.Assign(task(slow, 1), keeper));

        assertThat(job.expectMessageClass(Job.Renew.class, LONG)).isEqualTo(new Job.Renew(ID, TaskName.segment(1)));
        assertThat(job.expectMessageClass(Job.Renew.class, LONG)).isEqualTo(new Job.Renew(ID, TaskName.segment(1)));
    }

    @Test
    void givesAFailedWorkersTaskBackAndStartsTheWorkerAgain() {
        AtomicInteger failures = new AtomicInteger(2);
        HashChain chain = new HashChain(50, 0) {
            @Override
            public Proof prove(SegmentTask task, byte[] part, Artifacts artifacts) {
                if (failures.getAndDecrement() > 0) {
                    throw new IllegalStateException("made to fail");
                }
                return super.prove(task, part, artifacts);
            }
        };
        ActorRef<Job.Errand> supervisor = supervisor(chain);
        supervisor.tell(reserve());

        try (MarkedLines log = new MarkedLines()) {
            for (int i = 0; i < 2; i++) {
                await(Job.Pull.class);
                supervisor.tell(new Job.Assign(task(chain, 2), keeper));
                Job.GiveBack back = await(Job.GiveBack.class);
                assertThat(back.task()).isEqualTo(TaskName.segment(2));
                assertThat(back.cause()).contains("made to fail");
            }
            assertThat(log.of("made to fail"))
                    .hasSize(2)
                    .allMatch(marks -> marks.entrySet()
                            .containsAll(TaskLog.words(task(chain, 2).id()).entrySet()));
        }
        await(Job.Pull.class);
        supervisor.tell(new Job.Assign(task(chain, 2), keeper));
        assertThat(await(Job.Deliver.class).fact().task().name()).isEqualTo(TaskName.segment(2));
    }

    @Test
    void givesATaskBackWhoseInputIsNotWhatTheTaskSays() {
        HashChain chain = new HashChain(50, 0);
        ActorRef<Job.Errand> supervisor = supervisor(chain);
        supervisor.tell(reserve());
        await(Job.Pull.class);
        SegmentTask right = task(chain, 0);
        SegmentTask wrong = new SegmentTask(
                right.id(),
                spec,
                right.start(),
                right.steps(),
                right.data(),
                right.dataOffset(),
                right.dataBytes(),
                Sha256.of(new byte[1]));

        supervisor.tell(new Job.Assign(wrong, keeper));

        assertThat(await(Job.GiveBack.class).cause()).contains("digest");
    }

    @Test
    void comesNoMoreWhenThereIsNothingUntilThereIsAgain() {
        ActorRef<Job.Errand> supervisor = supervisor(new HashChain(50, 0));
        supervisor.tell(reserve());
        await(Job.Pull.class);

        supervisor.tell(new Job.Nothing(spec.id()));
        job.expectNoMessage(Duration.ofMillis(900));

        supervisor.tell(reserve());
        await(Job.Pull.class);
    }

    private Job.Reserve reserve() {
        return new Job.Reserve(spec.id(), Member.local(ID.node()).region(), spec.submitter(), 0);
    }

    /** A slot comes for its next task, or has come while something else was awaited: it does so before it delivers. */
    private void awaitWhoComes() {
        if (!hasCome) {
            await(Job.Pull.class);
        }
        hasCome = false;
    }

    private <T extends Job.Command> T await(Class<T> wanted) {
        while (true) {
            Job.Command message = job.receiveMessage(LONG);
            hasCome |= message instanceof Job.Pull;
            if (wanted.isInstance(message)) {
                return wanted.cast(message);
            }
        }
    }

    /** A supervisor of one worker, as jobs find it. */
    private ActorRef<Job.Errand> supervisor(Workload workload) {
        TestProbe<Receptionist.Listing> listings = KIT.createTestProbe();
        KIT.system().receptionist().tell(Receptionist.subscribe(Job.PROVERS, listings.ref()));
        var before = listings.receiveMessage().getServiceInstances(Job.PROVERS);
        KIT.spawn(ProverSupervisor.create(
                1,
                new Bench(
                        ID,
                        Facts.signer(ID.node()),
                        store,
                        keeper,
                        Makers.threads(WorkloadSet.of(workload)),
                        new Callers((id, region) -> job.ref(), new Region("local"), (id, signal) -> signal),
                        SlotObserver.NONE,
                        DispatcherSelector.blocking())));
        return listings.receiveMessage(LONG).getServiceInstances(Job.PROVERS).stream()
                .filter(prover -> !before.contains(prover))
                .findFirst()
                .orElseThrow();
    }

    private SegmentTask task(SteppedWorkload chain, int index) {
        var start = chain.start(spec);
        for (int i = 0; i < index; i++) {
            start = chain.run(spec, start, 10, new byte[40]);
        }
        Plan.InputPart part = chain.part(spec, start.step(), 10);
        ByteString digest = Sha256.of(new byte[part.bytes()]);
        return new SegmentTask(
                TaskId.segment(spec.id(), index), spec, start, 10, spec.input(), part.offset(), part.bytes(), digest);
    }
}
