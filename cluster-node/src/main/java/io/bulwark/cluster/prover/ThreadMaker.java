package io.bulwark.cluster.prover;

import io.bulwark.cluster.job.Setback;
import io.bulwark.cluster.job.TaskLog;
import io.bulwark.cluster.work.Artifacts;
import io.bulwark.cluster.work.WorkloadSet;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Limits;
import io.bulwark.protocol.PlanTask;
import io.bulwark.protocol.Task;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes proofs in a thread of this process. One that is out of memory may take the process with it. */
final class ThreadMaker implements Maker {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadMaker.class);

    private final WorkloadSet workloads;
    private final Consumer<Report> told;
    private final ExecutorService thread;
    private volatile boolean closed;
    private Job job;
    private Optional<PlanRun> planning = Optional.empty();

    /** One thing to do, of which exactly one report comes. */
    private record Job(AtomicBoolean open, Future<?> future) {}

    /** Starts at once. */
    ThreadMaker(String name, WorkloadSet workloads, Consumer<Report> told) {
        this.workloads = workloads;
        this.told = told;
        thread = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name(name).factory());
        job = submit(() -> new Ready(measured()));
    }

    /** A slot whose process has too little memory for the measurement may still do for what it is given. */
    private long measured() {
        try {
            return workloads.rate();
        } catch (OutOfMemoryError e) {
            LOG.warn("how fast this slot proves cannot be measured: out of memory ({})", e.getMessage());
            return 0;
        }
    }

    private Job submit(Supplier<Report> making) {
        AtomicBoolean open = new AtomicBoolean(true);
        return new Job(open, thread.submit(() -> tell(open, report(making))));
    }

    private static Report report(Supplier<Report> making) {
        try {
            return making.get();
        } catch (OutOfMemoryError e) {
            return new Undone(Setback.DIED, "out of memory: " + e.getMessage());
        } catch (Error | RuntimeException e) {
            return new Undone(Setback.FAILED, Limits.cause(e.toString()));
        }
    }

    private void tell(AtomicBoolean open, Report report) {
        if (open.getAndSet(false) && !closed) {
            told.accept(report);
        }
    }

    @Override
    public void begin(Task task, Map<ArtifactId, Path> files) {
        Artifacts artifacts = id -> Optional.ofNullable(files.get(id))
                .orElseThrow(() -> new IllegalArgumentException("artifact " + id.brief() + " was not handed over"));
        if (task instanceof PlanTask plan) {
            PlanRun run = new PlanRun(workloads, plan, artifacts, told);
            planning = Optional.of(run);
            job = submit(() -> TaskLog.about(task.id(), run::go));
        } else {
            job = submit(() -> TaskLog.about(task.id(), () -> Workbench.make(workloads, task, artifacts)));
        }
    }

    @Override
    public void more(int intervals) {
        planning.ifPresent(run -> run.more(intervals));
    }

    /** A proof is left at its next step. */
    @Override
    public void stop() {
        AtomicBoolean open = job.open();
        job.future().cancel(true);
        // What had not begun when it was cancelled never will, and tells nothing.
        thread.execute(() -> tell(open, new Undone(Setback.RETURNED, "stopped")));
    }

    @Override
    public long heardAt() {
        return System.nanoTime();
    }

    @Override
    public void close() {
        closed = true;
        thread.shutdownNow();
    }
}
