package io.bulwark.cluster.prover;

import io.bulwark.cluster.artifact.ArtifactException;
import io.bulwark.cluster.job.Job;
import io.bulwark.cluster.job.Setback;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.Limits;
import io.bulwark.protocol.MalformedMessageException;
import io.bulwark.protocol.PlanTask;
import io.bulwark.protocol.Task;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.PreRestart;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * One slot: does one task at a time. Gathers what the task reads, has its {@link Maker} do it, stores the proof, and delivers it to the job, whose lease it
 * renews meanwhile. If anything goes wrong it gives the task back and rests, longer after each failure in a row; a maker that died or is silent is replaced.
 */
public final class ProverWorker extends AbstractBehavior<ProverWorker.Command> {
    /** What a worker is told. */
    sealed interface Command {}

    /** Do this. Only after {@link SlotNews.Free}. */
    record Work(Job.Assign assignment) implements Command {}

    /**
     * Stop what is being done.
     *
     * @param giveBack whether somebody else is to do it
     */
    record Stop(boolean giveBack) implements Command {}

    /** The job of the plan that is being made knows so many intervals. */
    record Taken(JobId job, int known) implements Command {}

    private record Gathered(Gathering.Gathered answer) implements Command {}

    private record Reported(int from, Maker.Report report) implements Command {}

    private record Tick() implements Command {}

    private record Rested() implements Command {}

    private record StopLasts() implements Command {}

    private static final Duration TICK = Duration.ofMillis(400);
    /** How long a maker may be silent before its task's lease is left to lapse. */
    private static final Duration FRESH = Duration.ofMillis(1500);
    /** How long a maker may be silent before it is taken for dead: long after its task has gone elsewhere, for starting another costs more. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private static final Duration STOP_AT_MOST = Duration.ofSeconds(3);

    private final TimerScheduler<Command> timers;
    private final int slot;
    private final Bench bench;
    private final ActorRef<SlotNews> supervisor;
    private final ActorRef<Job.Errand> errands;
    private final ActorRef<Gathering.Gathered> gathered;

    private final InHand inHand;
    private final SlotMaker maker;
    private final Backoff backoff = new Backoff();

    private SlotState state = SlotState.STARTING;
    private Optional<Planning> planning = Optional.empty();
    /** Whether somebody else is to do what is being stopped. */
    private boolean giveBack;

    private long rate;

    /**
     * A slot whose maker starts now. It waits for the disk in its handlers, so it runs on a dispatcher for that.
     *
     * @param errands where jobs answer
     */
    static Behavior<Command> create(
            int slot, Bench bench, ActorRef<Job.Errand> errands, ActorRef<SlotNews> supervisor) {
        InHand inHand = new InHand(bench.observer());
        return Behaviors.withMdc(
                Command.class,
                Map.of(),
                message -> inHand.words(),
                Behaviors.setup(context -> Behaviors.withTimers(timers -> {
                    timers.startTimerWithFixedDelay(new Tick(), TICK);
                    return new ProverWorker(context, timers, slot, bench, errands, supervisor, inHand);
                })));
    }

    private ProverWorker(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            int slot,
            Bench bench,
            ActorRef<Job.Errand> errands,
            ActorRef<SlotNews> supervisor,
            InHand inHand) {
        super(context);
        this.timers = timers;
        this.slot = slot;
        this.bench = bench;
        this.errands = errands;
        this.supervisor = supervisor;
        this.inHand = inHand;
        inHand.drop(Stint.Outcome.GIVEN_BACK);
        gathered = context.messageAdapter(Gathering.Gathered.class, Gathered::new);
        ActorRef<Command> self = context.getSelf();
        maker = new SlotMaker(slot, bench.makers(), (from, report) -> self.tell(new Reported(from, report)));
        maker.start();
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Work.class, work -> work(work.assignment()))
                .onMessage(Gathered.class, this::gathered)
                .onMessage(Reported.class, this::reported)
                .onMessage(Taken.class, this::taken)
                .onMessage(Stop.class, stop -> stop(stop.giveBack()))
                .onMessage(StopLasts.class, lasts -> state == SlotState.STOPPING ? died("it did not stop") : this)
                .onMessage(Rested.class, rested -> rested())
                .onMessage(Tick.class, tick -> tick())
                .onSignal(PostStop.class, stopped -> ended())
                .onSignal(PreRestart.class, failed -> ended())
                .build();
    }

    private Behavior<Command> ended() {
        maker.close();
        return this;
    }

    private Behavior<Command> work(Job.Assign wanted) {
        inHand.take(wanted);
        state = SlotState.GATHERING;
        getContext().spawnAnonymous(Gathering.create(wanted, bench, gathered), bench.blocking());
        return this;
    }

    private Behavior<Command> gathered(Gathered gathered) {
        if (state != SlotState.GATHERING || !inHand.is(gathered.answer().of())) {
            return this;
        }
        if (gathered.answer().failure().isPresent()) {
            return undone(Setback.FAILED, gathered.answer().failure().get());
        }
        state = SlotState.MAKING;
        Task task = inHand.task();
        inHand.begun();
        maker.get().begin(task, gathered.answer().files());
        planning = task instanceof PlanTask plan
                ? Optional.of(new Planning(plan, bench, maker.get(), errands))
                : Optional.empty();
        return this;
    }

    private Behavior<Command> reported(Reported reported) {
        if (!maker.is(reported.from())) {
            return this;
        }
        try {
            return switch (reported.report()) {
                case Maker.Ready ready -> {
                    rate = ready.rate();
                    yield free();
                }
                case Maker.Alive alive -> this;
                case Maker.Made made -> made(made);
                case Maker.Passed passed -> {
                    planning.ifPresent(plan -> plan.passed(passed));
                    yield this;
                }
                case Maker.Halted halted -> {
                    planning.ifPresent(plan -> plan.halted(halted));
                    yield this;
                }
                case Maker.Undone undone when undone.kind() == Setback.DIED -> died(undone.cause());
                case Maker.Undone undone when state == SlotState.STOPPING -> stopped();
                case Maker.Undone undone -> undone(undone.kind(), undone.cause());
            };
        } catch (ArtifactException | MalformedMessageException e) {
            // Nothing that the task can help: the disk is full, or the maker made what is no proof.
            return undone(Setback.DECLINED, e.getMessage());
        }
    }

    private Behavior<Command> made(Maker.Made made) {
        if (state == SlotState.STOPPING && !giveBack) {
            return stopped();
        }
        Fact fact = bench.handIn(inHand.task().id(), made);
        backoff.reset();
        end(Optional.of(fact), false);
        return free();
    }

    private Behavior<Command> taken(Taken taken) {
        if (planning.isPresent() && inHand.task().id().job().equals(taken.job())) {
            planning.get().taken(taken.known());
            if (planning.get().done()) {
                backoff.reset();
                end(Optional.empty(), false);
                return free();
            }
        }
        return this;
    }

    private Behavior<Command> stop(boolean back) {
        giveBack = back;
        if (state == SlotState.GATHERING) {
            return stopped();
        }
        if (state == SlotState.MAKING) {
            state = SlotState.STOPPING;
            maker.get().stop();
            timers.startSingleTimer(new StopLasts(), STOP_AT_MOST);
        }
        return this;
    }

    private Behavior<Command> stopped() {
        if (giveBack) {
            tellBack(Setback.RETURNED, "the prover was told to stop");
        }
        end(Optional.empty(), giveBack);
        return free();
    }

    /** The maker is of no use any more. */
    private Behavior<Command> died(String cause) {
        maker.close();
        getContext().getLog().warn("the maker of slot {} is gone: {}", slot, cause);
        return state == SlotState.STOPPING && !giveBack ? rest() : undone(Setback.DIED, cause);
    }

    private Behavior<Command> undone(Setback kind, String cause) {
        tellBack(kind, cause);
        return rest();
    }

    private void tellBack(Setback kind, String cause) {
        inHand.id().ifPresent(task -> {
            getContext().getLog().warn("slot {} gives {} back ({}): {}", slot, task, kind, cause);
            bench.jobs().accept(task.job(), new Job.GiveBack(bench.id(), task.name(), kind, Limits.cause(cause)));
        });
    }

    private Behavior<Command> rest() {
        end(Optional.empty(), true);
        state = SlotState.RESTING;
        timers.startSingleTimer(new Rested(), backoff.failed());
        return this;
    }

    private Behavior<Command> rested() {
        if (maker.lives()) {
            return free();
        }
        state = SlotState.STARTING;
        maker.start();
        return this;
    }

    private void end(Optional<Fact> made, boolean undone) {
        timers.cancel(new StopLasts());
        boolean done = made.isPresent() || state == SlotState.MAKING;
        inHand.drop(undone ? Stint.Outcome.GIVEN_BACK : done ? Stint.Outcome.DONE : Stint.Outcome.STOPPED);
        planning = Optional.empty();
        supervisor.tell(new SlotNews.Ended(slot, made, undone));
    }

    private Behavior<Command> free() {
        state = SlotState.FREE;
        supervisor.tell(new SlotNews.Free(slot, rate));
        return this;
    }

    private Behavior<Command> tick() {
        long silent = maker.silent(System.nanoTime());
        if (silent > SILENCE.toNanos()) {
            return died("silent for more than " + SILENCE.toSeconds() + " s");
        }
        planning.ifPresent(Planning::tell);
        if (silent < FRESH.toNanos()) {
            inHand.id().ifPresent(task -> bench.jobs().accept(task.job(), new Job.Renew(bench.id(), task.name())));
        }
        return this;
    }
}
