package io.bulwark.cluster.prover;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.cluster.job.Job;
import io.bulwark.cluster.job.Setback;
import io.bulwark.cluster.work.Artifacts;
import io.bulwark.cluster.work.HashChain;
import io.bulwark.cluster.work.WorkloadSet;
import io.bulwark.protocol.PlanTask;
import io.bulwark.protocol.Planned;
import io.bulwark.protocol.SegmentTask;
import io.bulwark.protocol.TaskName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirDeletionStrategy;

/** Slots that are drained, told to stop, asked for plans, and whose processes die or are held up. */
@Timeout(180)
class SupervisedSlotsTest {
    private static final Duration LONG = OneSlot.LONG;
    private static final HashChain CHAIN = OneSlot.CHAIN;

    @TempDir(deletionStrategy = TempDirDeletionStrategy.IgnoreFailures.class)
    private Path directory;

    private final AtomicReference<WorkerProcess> process = new AtomicReference<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private OneSlot slot;

    @BeforeEach
    void open() {
        slot = new OneSlot(directory);
    }

    @AfterEach
    void stop() {
        slot.close();
    }

    private void start(Maker.Source makers) {
        slot.start(makers, SlotObserver.NONE);
    }

    private Maker.Source process(TestWorker.Manner manner) {
        return (number, told) -> {
            process.set(new WorkerProcess("slot-" + number, TestWorker.command(manner), told));
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

    @Test
    void drainsAtOnceWhenItHasNothingAndTakesNothingMore() {
        start(Makers.threads(WorkloadSet.of(CHAIN)));

        var drained = slot.drain(LONG);

        drained.receiveMessage(LONG);
        slot.assign();
        assertThat(slot.await(Job.GiveBack.class).kind()).isEqualTo(Setback.RETURNED);
        assertThat(slot.load().draining()).isTrue();
    }

    @Test
    void drainsWhenWhatItIsAtIsDone() {
        start(Makers.threads(
                WorkloadSet.of(new HashChain(50, Duration.ofSeconds(1).toNanos()))));
        slot.assign();
        slot.await(Job.Renew.class);

        var drained = slot.drain(LONG);

        slot.await(Job.Deliver.class);
        drained.receiveMessage(LONG);
    }

    @Test
    void givesBackWhatIsNotDoneInTimeWhenItIsDrained() throws InterruptedException {
        start(patient());
        slot.assign();
        begun.await();

        var drained = slot.drain(Duration.ofMillis(100));

        assertThat(slot.await(Job.GiveBack.class).kind()).isEqualTo(Setback.RETURNED);
        drained.receiveMessage(LONG);
    }

    @Test
    void stopsWhatIsAbandonedWithoutAWordAndGoesOn() throws InterruptedException {
        start(patient());
        slot.assign();
        begun.await();

        slot.tell(new Job.Abandon(slot.spec().id(), Optional.of(TaskName.segment(1))));
        assertThat(slot.load().busy()).as("that was another task").isEqualTo(1);
        slot.tell(new Job.Abandon(slot.spec().id(), Optional.of(TaskName.segment(0))));

        slot.await(Job.Pull.class);
        assertThat(slot.load())
                .extracting(NodeLoad::busy, NodeLoad::free, NodeLoad::undone)
                .containsExactly(0, 1, 0L);
    }

    @Test
    void startsAProcessAnewThatTakesNoNoticeOfBeingTold() throws InterruptedException {
        start(process(TestWorker.Manner.ENDLESS));
        WorkerProcess first = process.get();

        // A task whose input is still being fetched is let go at once, and harms no process: then it is given once
        // more.
        while (process.get() == first) {
            slot.assign();
            slot.await(Job.Renew.class);
            slot.tell(new Job.Abandon(slot.spec().id(), Optional.empty()));
            slot.reserve();
            slot.await(Job.Pull.class);
        }
        assertThat(first.process().orElseThrow().waitFor()).as("killed").isEqualTo(137);
    }

    @Test
    void givesTheTaskOfAProcessBackThatDiesUnchargedAndServesOn() {
        start(process(TestWorker.Manner.ENDLESS));
        slot.assign();
        slot.await(Job.Renew.class);

        process.get().process().orElseThrow().destroyForcibly();

        Job.GiveBack back = slot.await(Job.GiveBack.class);
        assertThat(back.kind()).isEqualTo(Setback.DIED);
        assertThat(back.cause()).contains("was killed");
        slot.await(Job.Pull.class);
    }

    @Test
    void letsTheLeaseOfAHeldUpProcessLapseAndDeliversLate() throws Exception {
        start(process(TestWorker.Manner.SLOW));
        slot.assign();
        slot.await(Job.Renew.class);
        long pid = process.get().process().orElseThrow().pid();

        signal("STOP", pid);
        untilNoMoreRenewalsCome();
        signal("CONT", pid);

        assertThat(slot.await(Job.Deliver.class).fact().task().name()).isEqualTo(TaskName.segment(0));
    }

    /** They come every 400 ms, and a lease lasts 2 s. */
    private void untilNoMoreRenewalsCome() {
        try {
            while (true) {
                slot.job().receiveMessage(Duration.ofSeconds(2));
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

        slot.assign(PlanTask.of(slot.spec(), 0));

        Planned first = slot.await(Job.PlannedBatch.class).part();
        assertThat(first.start()).isEqualTo(CHAIN.start(slot.spec()));
        Planned last =
                slot.await(Job.PlannedBatch.class, batch -> batch.part().ends()).part();
        assertThat(last.next()).isEqualTo(2);
        assertThat(last.task(slot.spec(), 1).start()).isEqualTo(first.end());
        assertThat(slot.await(Job.PlannedBatch.class).part().next())
                .as("told again")
                .isEqualTo(2);
        slot.tell(new Job.PlanTaken(slot.spec().id(), 2));
        slot.await(Job.Pull.class);
        assertThat(slot.load().undone()).isZero();
    }

    /** As one does that has started elsewhere, where the question has not come. */
    @Test
    void asksAJobThatComesAgainAtOnce() throws InterruptedException {
        start(Makers.threads(WorkloadSet.of(CHAIN)));
        Thread.sleep(600);

        slot.reserve();
        slot.load();
        Job.Command mark = new Job.GiveBack(slot.id(), TaskName.segment(7), Setback.RETURNED, "a mark");
        slot.job().ref().tell(mark);

        assertThat(slot.job().receiveMessage(LONG)).isInstanceOf(Job.Pull.class);
    }

    @Test
    void saysHowMuchItDid() {
        start(Makers.threads(WorkloadSet.of(CHAIN)));
        assertThat(slot.load().done()).isZero();
        slot.assign();
        slot.awaitEndOfTask();
        // The supervisor hears of it a moment after the job.
        NodeLoad load = slot.load();
        while (load.done() == 0) {
            load = slot.load();
        }
        assertThat(load).extracting(NodeLoad::done, NodeLoad::waiting).containsExactly(1L, 1);
        assertThat(load.rate()).isPositive();
    }
}
