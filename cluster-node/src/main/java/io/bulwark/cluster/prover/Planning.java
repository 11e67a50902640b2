package io.bulwark.cluster.prover;

import io.bulwark.cluster.job.Job;
import io.bulwark.protocol.PlanTask;
import io.bulwark.protocol.Planned;
import io.bulwark.protocol.Task;
import java.time.Duration;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;

/** Tells a job what a slot finds of its run. Part of the worker's actor; keeps what the plan makes in the node's store first. */
final class Planning {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final PlanTask task;
    private final Bench bench;
    private final Maker maker;
    private final ActorRef<Job.Errand> errands;
    private final PlanCourse course;

    /** The telling of what is to be planned, if that is the task; it lets the run go on as far as it may. */
    static Optional<Planning> of(Task task, Bench bench, Maker maker, ActorRef<Job.Errand> errands) {
        return task instanceof PlanTask plan
                ? Optional.of(new Planning(plan, bench, maker, errands))
                : Optional.empty();
    }

    private Planning(PlanTask task, Bench bench, Maker maker, ActorRef<Job.Errand> errands) {
        this.task = task;
        this.bench = bench;
        this.maker = maker;
        this.errands = errands;
        course = new PlanCourse(task.known(), PATIENCE.toNanos());
        maker.more(PlanCourse.AHEAD);
    }

    /** @throws io.bulwark.cluster.artifact.ArtifactException if what the plan made cannot be kept */
    void passed(Maker.Passed passed) {
        passed.made().ifPresent(bytes -> bench.store().put(bytes.toByteArray()));
        course.passed(passed.start(), passed.interval());
        tell();
    }

    void halted(Maker.Halted halted) {
        course.halted(halted.end());
        tell();
    }

    /** So many intervals are known to the job; whether that is all of the run. */
    boolean taken(int known) {
        int newly = course.taken(known);
        if (newly > 0) {
            maker.more(newly);
        }
        tell();
        return course.done();
    }

    /** Tells the job what it does not know. */
    void tell() {
        course.toTell(System.nanoTime()).ifPresent(part -> {
            Planned planned = Planned.of(
                    task.id().job(), part.first(), part.start(), part.intervals(), part.ends(), bench.signer());
            bench.jobs().accept(task.id().job(), new Job.PlannedBatch(bench.id(), planned, bench.keeper(), errands));
        });
    }
}
