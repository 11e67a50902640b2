package io.bulwark.cluster.job;

import io.bulwark.cluster.artifact.Keeper;
import io.bulwark.cluster.membership.InReach;
import io.bulwark.protocol.Delivery;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.JobRecord;
import io.bulwark.protocol.Planned;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.Receipt;
import io.bulwark.protocol.Region;
import io.bulwark.protocol.SubmitterId;
import io.bulwark.protocol.Task;
import io.bulwark.protocol.TaskId;
import io.bulwark.protocol.TaskName;
import io.bulwark.protocol.WireMessage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.PreRestart;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.apache.pekko.actor.typed.receptionist.ServiceKey;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;

/**
 * One job, sharded by its id inside a region: gather what is known -> plan -> assign -> verify -> fold -> done.
 *
 * <p>The shell around {@link JobCourse}: it finds keepers and provers, and passes on what is said. When its node dies the job starts on another one of the
 * region, when its region is cut off in another region, asks all keepers what they know, and goes on; provers that are at a task stay at it.
 */
public final class Job extends AbstractBehavior<Job.Command> {
    /** Under which jobs are sharded. */
    public static final EntityTypeKey<Command> TYPE = EntityTypeKey.create(Command.class, "job");
    /** Under which those who run a job's errands are found. */
    public static final ServiceKey<Errand> PROVERS = ServiceKey.create(Errand.class, "prover");

    /** What a job is told. */
    public sealed interface Command {}

    /** This is what is known of the job: it is to be worked on here, unless it has ended or is to be cancelled. As often as one likes. */
    public record Wake(JobRecord record) implements Command, WireMessage {}

    /** Another region works for the job: stop, and leave what is known to it. */
    public record Yield(JobId job) implements Command, WireMessage {}

    /** Asks how far the job is, here. A job that nobody knows of does not answer. */
    public record Ask(JobId job, ActorRef<JobStatus> replyTo) implements Command, WireMessage {}

    /**
     * Asks what has changed of the job's tasks since it was last asked.
     *
     * @param run of the page that came last; 0: none came
     * @param after what that was up to
     */
    public record AskTasks(JobId job, long run, long after, ActorRef<TaskPage> replyTo)
            implements Command, WireMessage {}

    /** Nobody wants the job any more. The answer says whether that came in time. */
    public record Cancel(JobId job, ActorRef<JobStatus> replyTo) implements Command, WireMessage {}

    /** What a prover says of its work. A job hears it as a {@link SignedSignal} only. */
    public sealed interface Signal extends Command {
        /** Who says it. */
        ProverId prover();
    }

    /**
     * What a prover says of its work, signed by its node: members pass on each other's messages, and none is to give back what another is at.
     *
     * @param session a random number of this start of the prover
     * @param sequence greater than that of every signal before it, of the same session
     */
    public record SignedSignal(JobId job, Signal signal, long session, long sequence, Receipt receipt)
            implements Command, WireMessage {}

    /**
     * A prover is free now.
     *
     * @param rate steps that it proves in a second, as it says; 0: not known yet
     */
    public record Pull(ProverId prover, long rate, ActorRef<Errand> replyTo) implements Signal {}

    /** A prover is still at a task. */
    public record Renew(ProverId prover, TaskName task) implements Signal {}

    /**
     * A prover that is at the job's plan has come on: intervals in order, each batch again and again until {@link PlanTaken} says that it is known. The run
     * goes on no further than a few batches ahead of that.
     *
     * @param holder a keeper that has what the intervals read
     */
    public record PlannedBatch(ProverId prover, Planned part, ActorRef<Keeper.Command> holder, ActorRef<Errand> replyTo)
            implements Command, WireMessage {}

    /** A prover has done a task; the keeper has the proof. */
    public record Deliver(Delivery delivery, ActorRef<Keeper.Command> holder) implements Command, WireMessage {
        public Fact fact() {
            return delivery.fact();
        }
    }

    /** A prover gives a task back, undone. */
    public record GiveBack(ProverId prover, TaskName task, Setback kind, String cause) implements Signal {}

    private record Tick() implements Command {}

    private record KeepersListed(Receptionist.Listing listing) implements Command {}

    private record ProversListed(Receptionist.Listing listing) implements Command {}

    /** This node has looked for a record. */
    record Found(Optional<JobRecord> record) implements Command {}

    /** What was to be written into the record has been, or could not be. */
    record Merged(Optional<String> failure) implements Command {}

    private record Recalled(Keeper.Recalled answer) implements Command {}

    private record Kept(Keeper.Kept answer) implements Command {}

    /** Somebody whom a run has at work says something. */
    record InRun(Staff staff, Runnable heard) implements Command {}

    /** What a job tells those who work for it. */
    public sealed interface Errand extends WireMessage {}

    /**
     * There is work; come for it when a worker is free.
     *
     * @param region where the job runs now, and is to be answered. During a cut the same job may ask from two regions: whatever is found out is told to both.
     * @param priority -10 to 10, higher is sooner
     */
    public record Reserve(JobId job, Region region, SubmitterId submitter, int priority) implements Errand {}

    /** Do this; the keeper has the job's program and what the task reads or folds. */
    public record Assign(Task task, ActorRef<Keeper.Command> source) implements Errand {}

    /** There is nothing at the moment. */
    public record Nothing(JobId job) implements Errand {}

    /** The task is of no use any more, or, if none is named, nothing of the job is: stop, and give nothing back. */
    public record Abandon(JobId job, Optional<TaskName> task) implements Errand {}

    /** So many intervals, from the first one on, are known to the job; when these are all that the planner told of a whole run, it is done. */
    public record PlanTaken(JobId job, int known) implements Errand {}

    private static final Duration TICK = Duration.ofMillis(250);
    private static final Duration LEAST_BACKOFF = Duration.ofMillis(200);
    private static final Duration GREATEST_BACKOFF = Duration.ofSeconds(10);

    /** Where those answer to whom a job sets to work. */
    record Answers(ActorRef<Keeper.Recalled> recalls, ActorRef<Keeper.Kept> keeps) {}

    private final JobId id;
    private final Circle circle = new Circle();
    private final JobCourse course;
    private final SignalCheck signals;
    private final InReach<Keeper.Command> keepers;
    private final InReach<Errand> provers;
    private final ActorRef<Keeper.Recalled> recalls;

    /**
     * The job of that id, of which nothing is known yet. It starts again, with what is kept, when it fails.
     *
     * @param home the node that it runs on
     */
    public static Behavior<Command> create(JobId id, Home home) {
        return Behaviors.supervise(Behaviors.<Command>setup(context -> Behaviors.withTimers(timers -> {
                    timers.startTimerWithFixedDelay(new Tick(), TICK);
                    return new Job(context, id, home);
                })))
                .onFailure(SupervisorStrategy.restartWithBackoff(LEAST_BACKOFF, GREATEST_BACKOFF, 0.2));
    }

    private Job(ActorContext<Command> context, JobId id, Home home) {
        super(context);
        this.id = id;
        recalls = context.messageAdapter(Keeper.Recalled.class, Recalled::new);
        Answers answers = new Answers(recalls, context.messageAdapter(Keeper.Kept.class, Kept::new));
        course = new JobCourse(context, answers, home, circle, id);
        signals = new SignalCheck(id, home.registry(), Signals.of(context.getSystem()), context.getLog());
        keepers = new InReach<>(home.cutOff());
        provers = new InReach<>(home.cutOff());
        var receptionist = context.getSystem().receptionist();
        receptionist.tell(Receptionist.subscribe(Keeper.KEY, context.spawnAnonymous(listings(KeepersListed::new))));
        receptionist.tell(Receptionist.subscribe(PROVERS, context.spawnAnonymous(listings(ProversListed::new))));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Wake.class, wake -> then(() -> course.learn(wake.record())))
                .onMessage(Yield.class, yield -> then(course::giveWay))
                .onMessage(Ask.class, ask -> then(() -> course.ask(ask.replyTo())))
                .onMessage(AskTasks.class, ask -> then(() -> course.askTasks(ask)))
                .onMessage(Cancel.class, cancel -> then(() -> course.cancel(cancel.replyTo())))
                .onMessage(SignedSignal.class, signed -> signals.admits(signed) ? signal(signed.signal()) : this)
                .onMessage(PlannedBatch.class, batch -> then(() -> course.run().ifPresent(r -> r.planned(batch))))
                .onMessage(Deliver.class, deliver -> about(deliver.fact().task().name(), r -> r.delivered(deliver)))
                .onMessage(Tick.class, tick -> tick())
                .onMessage(
                        KeepersListed.class,
                        listed -> keepers(keepers.listed(listed.listing().getServiceInstances(Keeper.KEY))))
                .onMessage(
                        ProversListed.class,
                        listed -> provers(provers.listed(listed.listing().getServiceInstances(PROVERS))))
                .onMessage(Found.class, found -> then(() -> found.record().ifPresent(course::found)))
                .onMessage(Merged.class, merged -> then(() -> course.merged(merged.failure())))
                .onMessage(Recalled.class, recalled -> recalled(recalled.answer()))
                .onMessage(Kept.class, kept -> then(() -> course.run().ifPresent(r -> r.kept(kept.answer()))))
                .onMessage(InRun.class, said -> then(() -> said.staff().hear(said.heard())))
                .onSignal(PostStop.class, stopped -> then(course::closed))
                .onSignal(PreRestart.class, failed -> then(course::closed))
                .build();
    }

    private Behavior<Command> then(Runnable act) {
        act.run();
        return this;
    }

    private Behavior<Command> signal(Signal signal) {
        return switch (signal) {
            case Pull pull -> pull(pull);
            case Renew renew -> then(() -> course.run().ifPresent(r -> r.renew(renew)));
            case GiveBack back -> about(back.task(), r -> r.giveBack(back));
        };
    }

    private Behavior<Command> pull(Pull pull) {
        circle.came(pull.replyTo(), pull.prover());
        Errand errand = course.run()
                .flatMap(r -> r.pull(pull))
                .<Errand>map(assignment -> assignment)
                .orElse(new Nothing(id));
        pull.replyTo().tell(errand);
        return this;
    }

    private Behavior<Command> about(TaskName task, Consumer<JobRun> act) {
        return then(() -> TaskLog.about(new TaskId(id, task), () -> course.run().ifPresent(act)));
    }

    private Behavior<Command> tick() {
        keepers.changed().ifPresent(this::keepers);
        provers.changed().ifPresent(this::provers);
        return course.tick() ? this : Behaviors.stopped();
    }

    private Behavior<Command> keepers(Set<ActorRef<Keeper.Command>> reachable) {
        List<ActorRef<Keeper.Command>> added = circle.keepers(reachable);
        return then(() -> course.run().ifPresent(run -> {
            added.forEach(keeper -> keeper.tell(new Keeper.Recall(id, 0, recalls)));
            run.membersChanged();
        }));
    }

    private Behavior<Command> provers(Set<ActorRef<Errand>> reachable) {
        List<ProverId> gone = circle.provers(reachable);
        gone.forEach(prover -> getContext().getLog().warn("{} can no longer be reached", prover));
        return then(() -> course.run().ifPresent(r -> r.handsChanged(gone)));
    }

    private Behavior<Command> recalled(Keeper.Recalled answer) {
        return then(() -> course.run().ifPresent(run -> {
            circle.answered(answer);
            int next = answer.first() + answer.facts().size();
            if (next < answer.total() && !answer.facts().isEmpty()) {
                answer.keeper().tell(new Keeper.Recall(id, next, recalls));
            }
            run.recalled(answer);
        }));
    }

    private Behavior<Receptionist.Listing> listings(Function<Receptionist.Listing, Command> wrap) {
        return Behaviors.receiveMessage(listing -> {
            getContext().getSelf().tell(wrap.apply(listing));
            return Behaviors.same();
        });
    }
}
