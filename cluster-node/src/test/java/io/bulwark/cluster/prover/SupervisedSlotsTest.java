package io.bulwark.cluster.prover;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.cluster.Facts;
import io.bulwark.cluster.artifact.ArtifactStore;
import io.bulwark.cluster.artifact.FileArtifacts;
import io.bulwark.cluster.artifact.Keeper;
import io.bulwark.cluster.job.Callers;
import io.bulwark.cluster.job.Job;
import io.bulwark.cluster.job.Setback;
import io.bulwark.cluster.ledger.Ledger;
import io.bulwark.cluster.work.Artifacts;
import io.bulwark.cluster.work.HashChain;
import io.bulwark.cluster.work.WorkloadSet;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.PlanTask;
import io.bulwark.protocol.Planned;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.SegmentTask;
import io.bulwark.protocol.Sha256;
import io.bulwark.protocol.TaskId;
import io.bulwark.protocol.TaskName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirDeletionStrategy;

/** Slots that are drained, told to stop, asked for plans, and whose processes die or are held up. */
@Timeout(180)
class SupervisedSlotsTest {
    private static final ProverId ID = new ProverId(new NodeId("node"), 7);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final byte[] INPUT = new byte[400];
    private static final HashChain CHAIN = new HashChain(50, 0);

    @TempDir(deletionStrategy = TempDirDeletionStrategy.IgnoreFailures.class)
    private Path directory;

    private final ActorTestKit kit = ActorTestKit.create();
    private final TestProbe<Job.Command> job = kit.createTestProbe();
    private final TestProbe<ProverSupervisor.Drained> drained = kit.createTestProbe();
    private final AtomicReference<WorkerProcess> process = new AtomicReference<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private Ledger ledger;
    private ArtifactStore store;
    private ActorRef<Keeper.Command> keeper;
    private ActorRef<ProverSupervisor.Command> supervisor;
    private ActorRef<Job.Errand> errands;
    private JobSpec spec;

    @BeforeEach
    void open() {
        store = new FileArtifacts(directory.resolve("artifacts"));
        ledger = Ledger.open(directory.resolve("ledger"), 1 << 24);
        keeper = kit.spawn(Keeper.create(ID.node(), store, ledger));
        spec = CHAIN.specOf(Optional.empty(), new Blob(store.put(INPUT), INPUT.length), "none");
    }

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
        ledger.close();
    }

    /** One slot, which has come for work and waits for an answer. */
    private void start(Maker.Source makers) {
        TestProbe<Receptionist.Listing> listings = kit.createTestProbe();
        kit.system().receptionist().tell(Receptionist.subscribe(Job.PROVERS, listings.ref()));
        listings.receiveMessage(LONG);
        Bench bench = new Bench(
                ID,
                Facts.signer(ID.node()),
                store,
                keeper,
                makers,
                new Callers((id, region) -> job.ref(), Member.local(ID.node()).region()),
                SlotObserver.NONE,
                DispatcherSelector.blocking());
        supervisor = kit.spawn(ProverSupervisor.create(1, bench));
        errands = List.copyOf(listings.receiveMessage(LONG).getServiceInstances(Job.PROVERS))
                .getFirst();
        errands.tell(new Job.Reserve(spec.id(), Member.local(ID.node()).region(), spec.submitter(), 0));
        await(Job.Pull.class);
    }

    private Maker.Source process(TestWorker.Manner manner) {
        return (slot, told) -> {
            process.set(new WorkerProcess("slot-" + slot, TestWorker.command(manner), told));
            return process.get();
        };
    }

    /** A task that ends when it is interrupted, as proofs do. */
    private Maker.Source patient() {
        return Makers.threads(WorkloadSet.of(new HashChain(50, 0) {
            @Override
            public Proof prove(SegmentTask task, byte[] part, Artifacts artifacts) {
                begun.countDown();
                LockSupport.parkNanos(Duration.ofMinutes(10).toNanos());
                throw new CancellationException();
            }
        }));
    }

    private void assign() {
        SegmentTask task = new SegmentTask(
                TaskId.segment(spec.id(), 0),
                spec,
                CHAIN.start(spec),
                50,
                spec.input(),
                0,
                200,
                Sha256.of(new byte[200]));
        errands.tell(new Job.Assign(task, keeper));
    }

    private <T extends Job.Command> T await(Class<T> wanted) {
        return await(wanted, any -> true);
    }

    private <T extends Job.Command> T await(Class<T> wanted, Predicate<T> which) {
        while (true) {
            Job.Command message = job.receiveMessage(LONG);
            if (wanted.isInstance(message) && which.test(wanted.cast(message))) {
                return wanted.cast(message);
            }
        }
    }

    private NodeLoad load() {
        TestProbe<NodeLoad> loads = kit.createTestProbe();
        supervisor.tell(new ProverSupervisor.Ask(loads.ref()));
        return loads.receiveMessage(LONG);
    }

    @Test
    void drainsAtOnceWhenItHasNothingAndTakesNothingMore() {
        start(Makers.threads(WorkloadSet.of(CHAIN)));

        supervisor.tell(new ProverSupervisor.Drain(LONG, drained.ref()));

        drained.receiveMessage(LONG);
        assign();
        assertThat(await(Job.GiveBack.class).kind()).isEqualTo(Setback.RETURNED);
        assertThat(load().draining()).isTrue();
    }

    @Test
    void drainsWhenWhatItIsAtIsDone() {
        start(Makers.threads(
                WorkloadSet.of(new HashChain(50, Duration.ofSeconds(1).toNanos()))));
        assign();
        await(Job.Renew.class);

        supervisor.tell(new ProverSupervisor.Drain(LONG, drained.ref()));

        await(Job.Deliver.class);
        drained.receiveMessage(LONG);
    }

    @Test
    void givesBackWhatIsNotDoneInTimeWhenItIsDrained() throws InterruptedException {
        start(patient());
        assign();
        begun.await();

        supervisor.tell(new ProverSupervisor.Drain(Duration.ofMillis(100), drained.ref()));

        assertThat(await(Job.GiveBack.class).kind()).isEqualTo(Setback.RETURNED);
        drained.receiveMessage(LONG);
    }

    @Test
    void stopsWhatIsAbandonedWithoutAWordAndGoesOn() throws InterruptedException {
        start(patient());
        assign();
        begun.await();

        errands.tell(new Job.Abandon(spec.id(), Optional.of(TaskName.segment(1))));
        assertThat(load().busy()).as("that was another task").isEqualTo(1);
        errands.tell(new Job.Abandon(spec.id(), Optional.of(TaskName.segment(0))));

        await(Job.Pull.class);
        assertThat(load())
                .extracting(NodeLoad::busy, NodeLoad::free, NodeLoad::undone)
                .containsExactly(0, 1, 0L);
    }

    @Test
    void startsAProcessAnewThatTakesNoNoticeOfBeingTold() throws InterruptedException {
        start(process(TestWorker.Manner.ENDLESS));
        assign();
        await(Job.Renew.class);
        WorkerProcess first = process.get();

        errands.tell(new Job.Abandon(spec.id(), Optional.empty()));
        errands.tell(new Job.Reserve(spec.id(), Member.local(ID.node()).region(), spec.submitter(), 0));

        do {
            await(Job.Pull.class);
        } while (process.get() == first);
        assertThat(first.process().orElseThrow().waitFor()).as("killed").isEqualTo(137);
    }

    @Test
    void givesTheTaskOfAProcessBackThatDiesUnchargedAndServesOn() {
        start(process(TestWorker.Manner.ENDLESS));
        assign();
        await(Job.Renew.class);

        process.get().process().orElseThrow().destroyForcibly();

        Job.GiveBack back = await(Job.GiveBack.class);
        assertThat(back.kind()).isEqualTo(Setback.DIED);
        assertThat(back.cause()).contains("was killed");
        await(Job.Pull.class);
    }

    @Test
    void letsTheLeaseOfAHeldUpProcessLapseAndDeliversLate() throws Exception {
        start(process(TestWorker.Manner.SLOW));
        assign();
        await(Job.Renew.class);
        long pid = process.get().process().orElseThrow().pid();

        signal("STOP", pid);
        untilNoMoreRenewalsCome();
        signal("CONT", pid);

        assertThat(await(Job.Deliver.class).fact().task().name()).isEqualTo(TaskName.segment(0));
    }

    /** They come every 400 ms, and a lease lasts 2 s. */
    private void untilNoMoreRenewalsCome() {
        try {
            while (true) {
                job.receiveMessage(Duration.ofSeconds(2));
            }
        } catch (AssertionError nothing) {
            // As it should be.
        }
    }

    private static void signal(String name, long pid) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(pid))
                        .start()
                        .waitFor())
                .isZero();
    }

    @Test
    void tellsAPlanUntilTheJobKnowsItAndThenComesForMore() {
        start(Makers.threads(WorkloadSet.of(CHAIN)));

        errands.tell(new Job.Assign(PlanTask.of(spec, 0), keeper));

        Planned first = await(Job.PlannedBatch.class).part();
        assertThat(first.start()).isEqualTo(CHAIN.start(spec));
        Planned last =
                await(Job.PlannedBatch.class, batch -> batch.part().ends()).part();
        assertThat(last.next()).isEqualTo(2);
        assertThat(last.task(spec, 1).start()).isEqualTo(first.end());
        assertThat(await(Job.PlannedBatch.class).part().next()).as("told again").isEqualTo(2);
        errands.tell(new Job.PlanTaken(spec.id(), 2));
        await(Job.Pull.class);
        assertThat(load().undone()).isZero();
    }

    @Test
    void saysHowMuchItDid() {
        start(Makers.threads(WorkloadSet.of(CHAIN)));
        assertThat(load().done()).isZero();
        assign();
        await(Job.Deliver.class);
        assertThat(await(Job.Pull.class).rate()).isPositive();
        assertThat(load()).extracting(NodeLoad::done, NodeLoad::waiting).containsExactly(1L, 1);
    }
}
