package io.bulwark.cluster.job;

import io.bulwark.aggregator.RecursiveAggregator;
import io.bulwark.cluster.artifact.Keeper;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.Planned;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.Region;
import io.bulwark.protocol.SubmitterId;
import io.bulwark.protocol.Task;
import io.bulwark.protocol.TaskName;
import io.bulwark.protocol.WireMessage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.apache.pekko.actor.typed.receptionist.ServiceKey;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;

/**
 * One job, sharded by its id: gather what is known -> plan -> assign -> verify -> fold -> done.
 *
 * <p>The shell around {@link JobRun}: it finds keepers and provers and learns the specification, from a client or from a keeper. When its node
 * dies the job starts elsewhere with the next message to it, asks all keepers what
 * they know, and goes on; provers that are at a task stay at it.
 */
public final class Job extends AbstractBehavior<Job.Command> {
    /** Under which jobs are sharded. */
    public static final EntityTypeKey<Command> TYPE = EntityTypeKey.create(Command.class, "job");
    /** Under which those who run a job's errands are found. */
    public static final ServiceKey<Errand> PROVERS = ServiceKey.create(Errand.class, "prover");

    /** What a job is told. */
    public sealed interface Command {}

    /** Asks for the job to be done, and how far it is. Submitting twice is submitting once. */
    public record Submit(JobSpec spec, ActorRef<JobStatus> replyTo) implements Command, WireMessage {}

    /**
     * A prover is free now.
     *
     * @param rate steps that it proves in a second, as it says; 0: not known yet
     */
    public record Pull(ProverId prover, long rate, ActorRef<Errand> replyTo) implements Command, WireMessage {}

    /** A prover is still at a task. */
    public record Renew(ProverId prover, TaskName task) implements Command, WireMessage {}

    /**
     * A prover that is at the job's plan has come on: intervals in order, each batch again and again until {@link PlanTaken} says that it is known. The run
     * goes on no further than a few batches ahead of that.
     *
     * @param holder a keeper that has what the intervals read
     */
    public record PlannedBatch(ProverId prover, Planned part, ActorRef<Keeper.Command> holder, ActorRef<Errand> replyTo)
            implements Command, WireMessage {}

    /** A prover has done a task; the keeper has the proof. */
    public record Deliver(Fact fact, ActorRef<Keeper.Command> holder) implements Command, WireMessage {}

    /** A prover gives a task back, undone. */
    public record GiveBack(ProverId prover, TaskName task, Setback kind, String cause)
            implements Command, WireMessage {}

    private record Tick() implements Command {}

    private record KeepersListed(Receptionist.Listing listing) implements Command {}

    private record ProversListed(Receptionist.Listing listing) implements Command {}

    private record Recalled(Keeper.Recalled answer) implements Command {}

    private record Kept(Keeper.Kept answer) implements Command {}

    private record PlannedHere(Planner.Event event) implements Command {}

    private record Checked(ProofCheck.Verdict verdict) implements Command {}

    private record Aggregated(RecursiveAggregator.Event event) implements Command {}

    /** The chain of proofs has been written, or could not be. */
    record Written(Optional<JobStatus.Result> result, String failure) implements Command {}

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
    private static final Duration FORGOTTEN_AFTER = Duration.ofSeconds(30);
    private static final Duration LEAST_BACKOFF = Duration.ofMillis(200);
    private static final Duration GREATEST_BACKOFF = Duration.ofSeconds(10);

    /** Where those answer to whom a run sets to work. */
    record Answers(
            ActorRef<Keeper.Kept> keeps,
            ActorRef<Planner.Event> planner,
            ActorRef<ProofCheck.Verdict> checks,
            ActorRef<RecursiveAggregator.Event> aggregator) {}

    private final JobId id;
    private final Home home;
    private final Circle circle = new Circle();
    private final long started = System.nanoTime();
    private final ActorRef<Keeper.Recalled> recalls;
    private final Answers answers;
    private Optional<JobRun> run = Optional.empty();
    /** Why this node cannot do what the specification asks for. */
    private String refusal = "";

    /**
     * The job of that id, of which nothing is known yet. It starts again, with what keepers remember, when it fails.
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
        this.home = home;
        recalls = context.messageAdapter(Keeper.Recalled.class, Recalled::new);
        answers = new Answers(
                context.messageAdapter(Keeper.Kept.class, Kept::new),
                context.messageAdapter(Planner.Event.class, PlannedHere::new),
                context.messageAdapter(ProofCheck.Verdict.class, Checked::new),
                context.messageAdapter(RecursiveAggregator.Event.class, Aggregated::new));
        ActorRef<Receptionist.Listing> keepers = context.spawnAnonymous(listings(KeepersListed::new));
        ActorRef<Receptionist.Listing> provers = context.spawnAnonymous(listings(ProversListed::new));
        var receptionist = context.getSystem().receptionist();
        receptionist.tell(Receptionist.subscribe(Keeper.KEY, keepers));
        receptionist.tell(Receptionist.subscribe(PROVERS, provers));
        context.getLog().info("job {} starts on {}", id, home.id());
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Submit.class, this::submit)
                .onMessage(Pull.class, this::pull)
                .onMessage(Renew.class, renew -> inRun(r -> r.renew(renew.prover(), renew.task())))
                .onMessage(Deliver.class, this::deliver)
                .onMessage(GiveBack.class, back -> inRun(r -> r.giveBack(back)))
                .onMessage(Tick.class, tick -> tick())
                .onMessage(KeepersListed.class, this::keepersListed)
                .onMessage(ProversListed.class, this::proversListed)
                .onMessage(Recalled.class, recalled -> recalled(recalled.answer()))
                .onMessage(Kept.class, kept -> inRun(r -> r.kept(kept.answer())))
                .onMessage(PlannedHere.class, planned -> inRun(r -> r.planned(planned.event())))
                .onMessage(PlannedBatch.class, batch -> this)
                .onMessage(Checked.class, checked -> inRun(r -> r.checked(checked.verdict())))
                .onMessage(Aggregated.class, aggregated -> inRun(r -> r.aggregated(aggregated.event())))
                .onMessage(Written.class, written -> inRun(r -> r.written(written)))
                .build();
    }

    private Behavior<Command> submit(Submit submit) {
        if (!submit.spec().id().equals(id)) {
            getContext().getLog().error("a specification was submitted to job {} that is not its own", id);
            return this;
        }
        begin(submit.spec());
        submit.replyTo().tell(run.map(JobRun::status).orElseGet(() -> JobStatus.refused(id, home.id(), refusal)));
        return this;
    }

    private void begin(JobSpec spec) {
        if (run.isEmpty()) {
            try {
                run = Optional.of(
                        new JobRun(getContext(), answers, home, home.workloads().of(spec), circle, spec));
            } catch (IllegalArgumentException e) {
                refusal = e.getMessage();
                return;
            }
            // What keepers told before the specification was known could not be used.
            circle.forgetAnswers();
            circle.keepers().forEach(keeper -> keeper.tell(new Keeper.Recall(id, 0, recalls)));
        }
    }

    private Behavior<Command> pull(Pull pull) {
        circle.came(pull.replyTo(), pull.prover());
        Errand errand = run.flatMap(r -> r.pull(pull.prover()))
                .<Errand>map(task -> new Assign(task, home.keeper()))
                .orElse(new Nothing(id));
        pull.replyTo().tell(errand);
        return this;
    }

    private Behavior<Command> deliver(Deliver deliver) {
        return inRun(r -> r.offer(new Offer(deliver.fact(), deliver.holder(), false)));
    }

    private Behavior<Command> tick() {
        if (run.isEmpty() && System.nanoTime() - started > FORGOTTEN_AFTER.toNanos()) {
            getContext().getLog().info("nobody knows what job {} is; it ends here", id);
            return Behaviors.stopped();
        }
        return inRun(JobRun::tick);
    }

    private Behavior<Command> keepersListed(KeepersListed listed) {
        circle.keepers(listed.listing().getServiceInstances(Keeper.KEY))
                .forEach(keeper -> keeper.tell(new Keeper.Recall(id, 0, recalls)));
        return inRun(JobRun::membersChanged);
    }

    private Behavior<Command> proversListed(ProversListed listed) {
        List<ProverId> gone = circle.provers(listed.listing().getServiceInstances(PROVERS));
        gone.forEach(prover -> getContext().getLog().warn("{} can no longer be reached", prover));
        return inRun(r -> r.gone(gone));
    }

    private Behavior<Command> recalled(Keeper.Recalled answer) {
        answer.spec().filter(spec -> spec.id().equals(id)).ifPresent(this::begin);
        if (run.isPresent()) {
            circle.answered(answer);
            int next = answer.first() + answer.facts().size();
            if (next < answer.total() && !answer.facts().isEmpty()) {
                answer.keeper().tell(new Keeper.Recall(id, next, recalls));
            }
        }
        return inRun(r -> r.recalled(answer));
    }

    private Behavior<Command> inRun(Consumer<JobRun> act) {
        run.ifPresent(act);
        return this;
    }

    private Behavior<Receptionist.Listing> listings(Function<Receptionist.Listing, Command> wrap) {
        return Behaviors.receiveMessage(listing -> {
            getContext().getSelf().tell(wrap.apply(listing));
            return Behaviors.same();
        });
    }
}
