package io.bulwark.cluster.job;

import io.bulwark.cluster.artifact.ArtifactException;
import io.bulwark.cluster.artifact.ArtifactStore;
import io.bulwark.cluster.work.Plan;
import io.bulwark.cluster.work.PlanException;
import io.bulwark.cluster.work.Workload;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Checkpoint;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.Limits;
import io.bulwark.protocol.SegmentTask;
import io.bulwark.protocol.Sha256;
import io.bulwark.protocol.TaskId;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * Runs a job's computation once, natively, and tells where its intervals begin and end, one after the other, so that the first one is proved
 * while the run goes on. It computes and uses its node's own store in its handlers, so it runs on a dispatcher for that; a stop takes effect
 * between two intervals.
 */
public final class Planner extends AbstractBehavior<Planner.Command> {
    /** What a planner is told. */
    public sealed interface Command {}

    private record Next() implements Command {}

    /** What a planner tells the job, in this order: one Began, Planned for each interval, then Ended; or Failed at any point. */
    public sealed interface Event {}

    /** The run starts in this state. */
    public record Began(Checkpoint start) implements Event {}

    /** The run passes through these two states, at the task's start and end. */
    public record Planned(SegmentTask task, Checkpoint end) implements Event {}

    /** The run ends where the last interval does. */
    public record Ended() implements Event {}

    /** The run cannot go on. */
    public record Failed(String cause) implements Event {}

    private final JobSpec spec;
    private final ArtifactStore store;
    private final ActorRef<Event> job;
    private final Plan plan;
    private int index;

    /**
     * Starts at once, and ends behind the run's last interval.
     *
     * @param store holds the job's artifacts, and will hold those that the plan makes
     * @param job is told the events
     */
    public static Behavior<Command> create(JobSpec spec, Workload workload, ArtifactStore store, ActorRef<Event> job) {
        return Behaviors.setup(context -> {
            try {
                Plan plan = workload.plan(spec, store::path);
                job.tell(new Began(plan.start()));
                context.getSelf().tell(new Next());
                return new Planner(context, spec, store, job, plan);
            } catch (PlanException e) {
                job.tell(new Failed(Limits.cause(e.getMessage())));
                return Behaviors.stopped();
            }
        });
    }

    private Planner(ActorContext<Command> context, JobSpec spec, ArtifactStore store, ActorRef<Event> job, Plan plan) {
        super(context);
        this.spec = spec;
        this.store = store;
        this.job = job;
        this.plan = plan;
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Next.class, next -> next())
                .onSignal(PostStop.class, stop -> {
                    plan.close();
                    return this;
                })
                .build();
    }

    private Behavior<Command> next() {
        try {
            Optional<Plan.Interval> interval = plan.next();
            if (interval.isEmpty()) {
                job.tell(new Ended());
                return Behaviors.stopped();
            }
            if (index == Limits.TASKS) {
                throw new PlanException("the run has more than " + Limits.TASKS + " intervals");
            }
            job.tell(new Planned(task(interval.get()), interval.get().end()));
            index++;
            getContext().getSelf().tell(new Next());
            return this;
        } catch (PlanException | ArtifactException e) {
            job.tell(new Failed(Limits.cause(e.getMessage())));
            return Behaviors.stopped();
        }
    }

    private SegmentTask task(Plan.Interval interval) {
        TaskId id = TaskId.segment(spec.id(), index);
        int steps = Math.toIntExact(interval.end().step() - interval.start().step());
        return switch (interval.data()) {
            case Plan.InputPart part -> {
                byte[] data = store.read(spec.input(), part.offset(), part.bytes());
                yield new SegmentTask(
                        id, spec, interval.start(), steps, spec.input(), part.offset(), part.bytes(), Sha256.of(data));
            }
            case Plan.Made made -> {
                ArtifactId data = store.put(made.bytes().toByteArray());
                yield new SegmentTask(
                        id, spec, interval.start(), steps, data, 0, made.bytes().size(), data.bytes());
            }
        };
    }
}
