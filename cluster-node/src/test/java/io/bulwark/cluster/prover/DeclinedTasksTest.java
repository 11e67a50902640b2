package io.bulwark.cluster.prover;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.cluster.job.Setback;
import io.bulwark.cluster.work.Artifacts;
import io.bulwark.cluster.work.HashChain;
import io.bulwark.cluster.work.WorkloadSet;
import io.bulwark.proof.MemoryNeed;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.SegmentTask;
import io.bulwark.protocol.Sha256;
import io.bulwark.protocol.TaskId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A proof that does not fit into the memory that there is. */
@Timeout(60)
class DeclinedTasksTest {
    @TempDir
    private Path directory;

    private final BlockingQueue<Maker.Report> reports = new LinkedBlockingQueue<>();
    private final AtomicBoolean tooSmall = new AtomicBoolean(true);
    private final HashChain chain = new HashChain(50, 0) {
        @Override
        public Proof prove(SegmentTask task, byte[] part, Artifacts artifacts) {
            if (tooSmall.get()) {
                new MemoryNeed(9L << 30, 0, 0, 0).require(1L << 30);
            }
            return super.prove(task, part, artifacts);
        }
    };

    private SegmentTask task(byte[] part) {
        ArtifactId input = new ArtifactId(Sha256.of(part));
        JobSpec spec = chain.specOf(Optional.empty(), new Blob(input, part.length), "none");
        return new SegmentTask(
                TaskId.segment(spec.id(), 0), spec, chain.start(spec), 50, input, 0, part.length, Sha256.of(part));
    }

    @Test
    void declinesWhatDoesNotFitSaysWhyAndServesOn() throws Exception {
        byte[] part = new byte[200];
        SegmentTask task = task(part);
        Map<ArtifactId, Path> files = files(task, part);
        try (Maker maker = readyMaker()) {
            maker.begin(task, files);
            assertThat(next()).isInstanceOfSatisfying(Maker.Undone.class, undone -> {
                assertThat(undone.kind()).isEqualTo(Setback.DECLINED);
                assertThat(undone.kind().charged()).isFalse();
                assertThat(undone.cause()).contains("interval 0", "does not fit", "9663676416");
            });
            tooSmall.set(false);
            maker.begin(task, files);
            assertThat(next()).isInstanceOf(Maker.Made.class);
        }
    }

    @Test
    void declinesWhatHasBeenDamagedSinceItWasGathered() throws Exception {
        tooSmall.set(false);
        byte[] part = new byte[200];
        SegmentTask task = task(part);
        part[100] = 1;
        Map<ArtifactId, Path> files = files(task, part);
        try (Maker maker = readyMaker()) {
            maker.begin(task, files);

            assertThat(next()).isInstanceOfSatisfying(Maker.Undone.class, undone -> {
                assertThat(undone.kind()).isEqualTo(Setback.DECLINED);
                assertThat(undone.cause()).contains("damaged since");
            });
        }
    }

    private Maker readyMaker() throws InterruptedException {
        Maker maker = Makers.threads(WorkloadSet.of(chain)).start(0, reports::add);
        assertThat(next()).isInstanceOf(Maker.Ready.class);
        return maker;
    }

    /** What lies on the disk under the name of what the task reads. */
    private Map<ArtifactId, Path> files(SegmentTask task, byte[] part) throws IOException {
        return Map.of(new ArtifactId(task.dataDigest()), Files.write(directory.resolve("part"), part));
    }

    private Maker.Report next() throws InterruptedException {
        return Optional.ofNullable(reports.poll(30, TimeUnit.SECONDS)).orElseThrow();
    }
}
