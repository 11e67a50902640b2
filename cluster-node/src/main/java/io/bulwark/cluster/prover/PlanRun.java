package io.bulwark.cluster.prover;

import com.google.protobuf.ByteString;
import io.bulwark.cluster.job.Setback;
import io.bulwark.cluster.work.Artifacts;
import io.bulwark.cluster.work.Plan;
import io.bulwark.cluster.work.PlanException;
import io.bulwark.cluster.work.WorkloadSet;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Checkpoint;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.Limits;
import io.bulwark.protocol.PlanTask;
import io.bulwark.protocol.Planned;
import io.bulwark.protocol.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** Goes through a run once, natively, and tells its intervals as it comes to them, no further ahead than it is allowed to. */
final class PlanRun {
    private final WorkloadSet workloads;
    private final PlanTask task;
    private final Artifacts artifacts;
    private final Consumer<Maker.Report> told;
    private final Semaphore allowed = new Semaphore(0);

    /** A run that has not begun. */
    PlanRun(WorkloadSet workloads, PlanTask task, Artifacts artifacts, Consumer<Maker.Report> told) {
        this.workloads = workloads;
        this.task = task;
        this.artifacts = artifacts;
        this.told = told;
    }

    /** It may tell so many intervals more. From any thread. */
    void more(int intervals) {
        allowed.release(intervals);
    }

    /** Runs to the end; an interrupt stops it between two intervals. Nothing is thrown but what ends the process. */
    Maker.Report go() {
        JobSpec spec = task.spec();
        try (Plan plan = workloads.of(spec).plan(spec, artifacts)) {
            Checkpoint reached = plan.start();
            int number = 0;
            for (Optional<Plan.Interval> next = plan.next(); next.isPresent(); next = plan.next()) {
                if (number == Limits.TASKS) {
                    throw new PlanException("the run has more than " + Limits.TASKS + " intervals");
                }
                if (number >= task.known()) {
                    allowed.acquire();
                    told.accept(passed(next.get()));
                }
                reached = next.get().end();
                number++;
            }
            return new Maker.Halted(reached);
        } catch (InterruptedException e) {
            return new Maker.Undone(Setback.RETURNED, "stopped");
        } catch (PlanException e) {
            return Thread.interrupted()
                    ? new Maker.Undone(Setback.RETURNED, "stopped")
                    : new Maker.Undone(Setback.FAILED, Limits.cause(e.getMessage()));
        } catch (RuntimeException e) {
            return new Maker.Undone(Setback.FAILED, Limits.cause(e.toString()));
        }
    }

    private Maker.Passed passed(Plan.Interval interval) {
        return switch (interval.data()) {
            case Plan.InputPart part -> {
                ArtifactId input = task.spec().input();
                ByteString digest = Sha256.of(read(input, part));
                yield new Maker.Passed(
                        interval.start(),
                        new Planned.Interval(interval.end(), input, part.offset(), part.bytes(), digest),
                        Optional.empty());
            }
            case Plan.Made made -> {
                ByteString digest = Sha256.of(made.bytes().toByteArray());
                yield new Maker.Passed(
                        interval.start(),
                        new Planned.Interval(
                                interval.end(),
                                new ArtifactId(digest),
                                0,
                                made.bytes().size(),
                                digest),
                        Optional.of(made.bytes()));
            }
        };
    }

    private byte[] read(ArtifactId input, Plan.InputPart part) {
        try (FileChannel channel = FileChannel.open(artifacts.path(input))) {
            ByteBuffer bytes = ByteBuffer.allocate(part.bytes());
            while (bytes.hasRemaining() && channel.read(bytes, part.offset() + bytes.position()) >= 0) {
                // A read may give less than it was asked for.
            }
            return bytes.array();
        } catch (IOException e) {
            throw new UncheckedIOException("the job's input cannot be read", e);
        }
    }
}
