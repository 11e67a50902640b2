package io.bulwark.cluster.prover;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.cluster.Facts;
import io.bulwark.cluster.Scrape;
import io.bulwark.cluster.artifact.ArtifactStore;
import io.bulwark.cluster.artifact.FileArtifacts;
import io.bulwark.cluster.artifact.Keeper;
import io.bulwark.cluster.job.Callers;
import io.bulwark.cluster.job.Job;
import io.bulwark.cluster.ledger.Ledger;
import io.bulwark.cluster.metrics.PrometheusMetrics;
import io.bulwark.cluster.observe.CountedSlots;
import io.bulwark.cluster.work.Artifacts;
import io.bulwark.cluster.work.HashChain;
import io.bulwark.cluster.work.WorkloadSet;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.PlanTask;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.SegmentTask;
import io.bulwark.protocol.Sha256;
import io.bulwark.protocol.Task;
import io.bulwark.protocol.TaskId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
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

/** What is counted of a node's slots. */
@Timeout(120)
class SlotMetricsTest {
    private static final ProverId ID = new ProverId(new NodeId("node"), 7);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final byte[] INPUT = new byte[400];
    private static final HashChain CHAIN = new HashChain(50, 0);

    @TempDir(deletionStrategy = TempDirDeletionStrategy.IgnoreFailures.class)
    private Path directory;

    private final ActorTestKit kit = ActorTestKit.create();
    private final TestProbe<Job.Command> job = kit.createTestProbe();
    private final PrometheusMetrics metrics = new PrometheusMetrics();
    private Ledger ledger;
    private ArtifactStore store;
    private ActorRef<Keeper.Command> keeper;
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
        metrics.close();
        ledger.close();
    }

    @Test
    void aProofThatIsMadeCountsItsTimeAndItsSteps() {
        start(CHAIN);
        errands.tell(new Job.Assign(segment(), keeper));
        await(Job.Deliver.class);

        until(counted -> counted.value(ends("done")) == 1);
        assertThat(value("bulwark_prove_cycles_total")).isEqualTo(50);
        assertThat(value("bulwark_task_seconds_count{kind=\"segment\"}")).isEqualTo(1);
        assertThat(value("bulwark_task_seconds_sum{kind=\"segment\"}")).isPositive();
    }

    @Test
    void aPlanThatIsToldCountsItsTimeAndNoSteps() {
        start(CHAIN);
        errands.tell(new Job.Assign(PlanTask.of(spec, 0), keeper));
        while (!await(Job.PlannedBatch.class).part().ends()) {
            // It goes on.
        }
        errands.tell(new Job.PlanTaken(spec.id(), 2));

        until(counted -> counted.value(ends("done")) == 1);
        assertThat(value("bulwark_task_seconds_count{kind=\"plan\"}")).isEqualTo(1);
        assertThat(value("bulwark_prove_cycles_total")).isZero();
    }

    @Test
    void aTaskThatFailsIsGivenBackAndTakesNoTime() {
        start(new HashChain(50, 0) {
            @Override
            public Proof prove(SegmentTask task, byte[] part, Artifacts artifacts) {
                throw new IllegalStateException("made to fail");
            }
        });
        errands.tell(new Job.Assign(segment(), keeper));
        await(Job.GiveBack.class);

        until(counted -> counted.value(ends("given_back")) == 1);
        assertThat(value(ends("done"))).isZero();
        assertThat(value("bulwark_prove_cycles_total")).isZero();
        assertThat(value("bulwark_task_seconds_count{kind=\"segment\"}")).isNaN();
    }

    @Test
    void aSlotIsFreeThenBusyThenStopped() {
        CountDownLatch proving = new CountDownLatch(1);
        start(new HashChain(50, 0) {
            @Override
            public Proof prove(SegmentTask task, byte[] part, Artifacts artifacts) {
                proving.countDown();
                LockSupport.parkNanos(LONG.toNanos());
                throw new CancellationException();
            }
        });
        until(counted -> counted.value(slots("free")) == 1 && counted.value("bulwark_queue_depth") == 1);
        assertThat(value(slots("down"))).isZero();

        errands.tell(new Job.Assign(segment(), keeper));
        until(counted -> counted.value(slots("busy")) == 1);
        assertThat(value(slots("free"))).isZero();

        await(proving);
        errands.tell(new Job.Abandon(spec.id(), Optional.empty()));
        until(counted -> counted.value(ends("stopped")) == 1 && counted.value("bulwark_queue_depth") == 0);
    }

    @Test
    void slotsThatNeverStartAreDown() {
        new CountedSlots(metrics, 3);
        assertThat(value(slots("down"))).isEqualTo(3);
        assertThat(value(slots("free"))).isZero();
        assertThat(value(slots("busy"))).isZero();
    }

    /** One slot, which has come for work and waits for an answer. */
    private void start(HashChain chain) {
        TestProbe<Receptionist.Listing> listings = kit.createTestProbe();
        kit.system().receptionist().tell(Receptionist.subscribe(Job.PROVERS, listings.ref()));
        listings.receiveMessage(LONG);
        kit.spawn(ProverSupervisor.create(
                1,
                new Bench(
                        ID,
                        Facts.signer(ID.node()),
                        store,
                        keeper,
                        Makers.threads(WorkloadSet.of(chain)),
                        new Callers(
                                (id, region) -> job.ref(),
                                Member.local(ID.node()).region()),
                        new CountedSlots(metrics, 1),
                        DispatcherSelector.blocking())));
        errands = listings.receiveMessage(LONG)
                .getServiceInstances(Job.PROVERS)
                .iterator()
                .next();
        errands.tell(new Job.Reserve(spec.id(), Member.local(ID.node()).region(), spec.submitter(), 0));
        await(Job.Pull.class);
    }

    private Task segment() {
        return new SegmentTask(
                TaskId.segment(spec.id(), 0),
                spec,
                CHAIN.start(spec),
                50,
                spec.input(),
                0,
                200,
                Sha256.of(new byte[200]));
    }

    private <T extends Job.Command> T await(Class<T> wanted) {
        while (true) {
            Job.Command message = job.receiveMessage(LONG);
            if (wanted.isInstance(message)) {
                return wanted.cast(message);
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void until(Predicate<Scrape> wanted) {
        long end = System.nanoTime() + LONG.toNanos();
        while (!wanted.test(Scrape.of(metrics.scrape()))) {
            assertThat(System.nanoTime()).as(metrics.scrape()).isLessThan(end);
            LockSupport.parkNanos(10_000_000);
        }
    }

    private double value(String series) {
        return Scrape.of(metrics.scrape()).value(series);
    }

    private static String ends(String outcome) {
        return "bulwark_task_ends_total{outcome=\"" + outcome + "\"}";
    }

    private static String slots(String state) {
        return "bulwark_slots{state=\"" + state + "\"}";
    }
}
