package io.bulwark.cluster.prover;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.cluster.Scrape;
import io.bulwark.cluster.job.Job;
import io.bulwark.cluster.metrics.PrometheusMetrics;
import io.bulwark.cluster.observe.CountedSlots;
import io.bulwark.cluster.work.Artifacts;
import io.bulwark.cluster.work.HashChain;
import io.bulwark.cluster.work.WorkloadSet;
import io.bulwark.protocol.PlanTask;
import io.bulwark.protocol.SegmentTask;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirDeletionStrategy;

/** What is counted of a node's slots. */
@Timeout(120)
class SlotMetricsTest {
    private static final Duration LONG = OneSlot.LONG;
    private static final HashChain CHAIN = OneSlot.CHAIN;

    @TempDir(deletionStrategy = TempDirDeletionStrategy.IgnoreFailures.class)
    private Path directory;

    private final PrometheusMetrics metrics = new PrometheusMetrics();
    private OneSlot slot;

    @BeforeEach
    void open() {
        slot = new OneSlot(directory);
    }

    @AfterEach
    void stop() {
        slot.close();
        metrics.close();
    }

    @Test
    void aProofThatIsMadeCountsItsTimeAndItsSteps() {
        start(CHAIN);
        slot.assign();
        slot.await(Job.Deliver.class);

        until(counted -> counted.value(ends("done")) == 1);
        assertThat(value("bulwark_prove_cycles_total")).isEqualTo(50);
        assertThat(value("bulwark_task_seconds_count{kind=\"segment\"}")).isEqualTo(1);
        assertThat(value("bulwark_task_seconds_sum{kind=\"segment\"}")).isPositive();
    }

    @Test
    void aPlanThatIsToldCountsItsTimeAndNoSteps() {
        start(CHAIN);
        slot.assign(PlanTask.of(slot.spec(), 0));
        while (!slot.await(Job.PlannedBatch.class).part().ends()) {
            // It goes on.
        }
        slot.tell(new Job.PlanTaken(slot.spec().id(), 2));

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
        slot.assign();
        slot.await(Job.GiveBack.class);

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

        slot.assign();
        until(counted -> counted.value(slots("busy")) == 1);
        assertThat(value(slots("free"))).isZero();

        await(proving);
        slot.tell(new Job.Abandon(slot.spec().id(), Optional.empty()));
        until(counted -> counted.value(ends("stopped")) == 1 && counted.value("bulwark_queue_depth") == 0);
    }

    @Test
    void slotsThatNeverStartAreDown() {
        new CountedSlots(metrics, 3);
        assertThat(value(slots("down"))).isEqualTo(3);
        assertThat(value(slots("free"))).isZero();
        assertThat(value(slots("busy"))).isZero();
    }

    private void start(HashChain chain) {
        slot.start(Makers.threads(WorkloadSet.of(chain)), new CountedSlots(metrics, 1));
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
