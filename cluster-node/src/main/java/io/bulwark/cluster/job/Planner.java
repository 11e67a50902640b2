package io.bulwark.cluster.job;

import io.bulwark.cluster.artifact.ArtifactStore;
import io.bulwark.cluster.work.Workload;
import io.bulwark.protocol.Checkpoint;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.Sha256;
import io.bulwark.protocol.Task;
import io.bulwark.protocol.TaskId;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Runs a job's computation once, natively, and tells where its intervals begin and end, one after the other, so that the first one is proved
 * while the run goes on. It computes and reads its node's own store in its handlers, so it runs on a dispatcher for that; a stop takes effect
 * between two intervals.
 */
public final class Planner {
    /** What a planner is told. */
    public sealed interface Command {}

    private record Next(int index, Checkpoint start) implements Command {}

    /** The run passes through these two states, at the task's start and end. */
    public record Planned(Task task, Checkpoint end) {}

    private final JobSpec spec;
    private final Workload workload;
    private final ArtifactStore store;
    private final ActorRef<Planned> job;

    private Planner(JobSpec spec, Workload workload, ArtifactStore store, ActorRef<Planned> job) {
        this.spec = spec;
        this.workload = workload;
        this.store = store;
        this.job = job;
    }

    /** How many tasks a job of this specification has. */
    public static int tasks(JobSpec spec, Workload workload) {
        long steps = workload.steps(spec);
        return Math.toIntExact(Math.ceilDiv(steps, (long) workload.stepsPerTask(spec)));
    }

    /**
     * Starts at once, and ends behind the run's last interval.
     *
     * @param store holds the job's input
     * @param job is told each interval, in order
     */
    public static Behavior<Command> create(
            JobSpec spec, Workload workload, ArtifactStore store, ActorRef<Planned> job) {
        Planner planner = new Planner(spec, workload, store, job);
        return Behaviors.setup(context -> {
            context.getSelf().tell(new Next(0, workload.start(spec)));
            return Behaviors.receive(Command.class)
                    .onMessage(Next.class, next -> {
                        Planned planned = planner.plan(next);
                        planner.job.tell(planned);
                        if (next.index() + 1 == tasks(spec, workload)) {
                            return Behaviors.stopped();
                        }
                        context.getSelf().tell(new Next(next.index() + 1, planned.end()));
                        return Behaviors.same();
                    })
                    .build();
        });
    }

    private Planned plan(Next next) {
        long first = (long) next.index() * workload.stepsPerTask(spec);
        int steps = (int) Math.min(workload.stepsPerTask(spec), workload.steps(spec) - first);
        Workload.Part part = workload.part(spec, first, steps);
        byte[] data = store.read(spec.input(), part.offset(), part.bytes());
        Task task = new Task(
                new TaskId(spec.id(), next.index()),
                spec,
                next.start(),
                steps,
                part.offset(),
                part.bytes(),
                Sha256.of(data));
        return new Planned(task, workload.run(spec, next.start(), steps, data));
    }
}
