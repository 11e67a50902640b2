package io.bulwark.cluster.prover;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.cluster.job.Setback;
import io.bulwark.cluster.work.HashChain;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.PlanTask;
import io.bulwark.protocol.SegmentTask;
import io.bulwark.protocol.Sha256;
import io.bulwark.protocol.TaskId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Workers in processes of their own, over real pipes. */
@Timeout(120)
class WorkerProcessTest {
    private static final HashChain CHAIN = new HashChain(50, 0);
    private static final byte[] INPUT = new byte[400];

    @TempDir
    private Path directory;

    private final BlockingQueue<Maker.Report> reports = new LinkedBlockingQueue<>();
    private Optional<WorkerProcess> worker = Optional.empty();
    private JobSpec spec;
    private SegmentTask task;
    private Map<ArtifactId, Path> files;

    @BeforeEach
    void write() throws IOException {
        ArtifactId input = new ArtifactId(Sha256.of(INPUT));
        spec = CHAIN.specOf(Optional.empty(), new Blob(input, INPUT.length), "none");
        byte[] part = new byte[200];
        task = new SegmentTask(
                TaskId.segment(spec.id(), 0), spec, CHAIN.start(spec), 50, input, 0, part.length, Sha256.of(part));
        files = Map.of(
                input,
                Files.write(directory.resolve("input"), INPUT),
                new ArtifactId(Sha256.of(part)),
                Files.write(directory.resolve("part"), part));
    }

    @AfterEach
    void end() {
        worker.ifPresent(WorkerProcess::close);
    }

    private WorkerProcess start(TestWorker.Manner manner) throws InterruptedException {
        WorkerProcess started = new WorkerProcess("slot-0", TestWorker.command(manner), reports::add);
        worker = Optional.of(started);
        assertThat(next()).isInstanceOf(Maker.Ready.class);
        return started;
    }

    private Maker.Report next() throws InterruptedException {
        return Optional.ofNullable(reports.poll(60, TimeUnit.SECONDS)).orElseThrow();
    }

    private Maker.Undone died(TestWorker.Manner manner) throws InterruptedException {
        start(manner).begin(task, files);
        Maker.Undone undone = (Maker.Undone) next();
        assertThat(undone.kind()).isEqualTo(Setback.DIED);
        assertThat(reports.poll(200, TimeUnit.MILLISECONDS)).as("said once").isNull();
        return undone;
    }

    @Test
    void makesProofsAndPlansOneAfterTheOther() throws InterruptedException {
        WorkerProcess honest = start(TestWorker.Manner.HONEST);
        for (int i = 0; i < 2; i++) {
            honest.begin(task, files);
            Maker.Made made = (Maker.Made) next();
            CHAIN.verify(spec, made.claim(), made.proof().toByteArray(), files::get);
        }

        honest.begin(PlanTask.of(spec, 0), files);
        assertThat(reports.poll(300, TimeUnit.MILLISECONDS)).as("before it may").isNull();
        honest.more(1);
        Maker.Passed first = (Maker.Passed) next();
        assertThat(first.start()).isEqualTo(CHAIN.start(spec));
        assertThat(first.interval().dataDigest()).isEqualTo(task.dataDigest());
        honest.more(1);
        Maker.Passed second = (Maker.Passed) next();
        assertThat(second.start()).isEqualTo(first.interval().end());
        assertThat(next()).isEqualTo(new Maker.Halted(second.interval().end()));

        honest.begin(task, Map.of());
        assertThat(next()).isInstanceOfSatisfying(Maker.Undone.class, undone -> {
            assertThat(undone.kind()).isEqualTo(Setback.FAILED);
            assertThat(undone.cause()).contains("was not handed over");
        });
    }

    @Test
    void saysThatItsProcessRanOutOfMemory() throws InterruptedException {
        assertThat(died(TestWorker.Manner.GREEDY).cause()).isEqualTo("the worker's process ran out of memory");
    }

    @Test
    void takesNothingFromAProcessThatTalksNonsense() throws InterruptedException {
        assertThat(died(TestWorker.Manner.BABBLING).cause())
                .contains("talks nonsense", "expected a message of at most");
    }

    @Test
    void takesNoMessageThatIsTooLong() throws InterruptedException {
        assertThat(died(TestWorker.Manner.BOASTING).cause())
                .contains("expected a message of at most " + WorkerPipe.LARGEST + " bytes, got 1073741823");
    }

    @Test
    void saysWithWhichCodeItsProcessEnded() throws InterruptedException {
        assertThat(died(TestWorker.Manner.QUITTING).cause()).isEqualTo("the worker's process ended with code 7");
    }

    @Test
    void saysThatItsProcessWasKilled() throws InterruptedException {
        WorkerProcess endless = start(TestWorker.Manner.ENDLESS);
        endless.begin(task, files);

        endless.process().orElseThrow().destroyForcibly();

        assertThat(next()).isInstanceOfSatisfying(Maker.Undone.class, undone -> {
            assertThat(undone.kind()).isEqualTo(Setback.DIED);
            assertThat(undone.cause()).contains("was killed");
        });
    }

    @Test
    void endsItsProcessWithItsOwnEndHoweverBusyThatIs() throws Exception {
        WorkerProcess endless = start(TestWorker.Manner.ENDLESS);
        endless.begin(task, files);
        Process child = endless.process().orElseThrow();

        // As when this process dies: nobody writes any more.
        child.getOutputStream().close();

        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void saysThatAProcessCannotBeStarted() throws InterruptedException {
        worker = Optional.of(new WorkerProcess("slot-0", List.of("/no/such/java"), reports::add));

        assertThat(next()).isInstanceOfSatisfying(Maker.Undone.class, undone -> {
            assertThat(undone.kind()).isEqualTo(Setback.DIED);
            assertThat(undone.cause()).contains("cannot be started", "/no/such/java");
        });
    }
}
