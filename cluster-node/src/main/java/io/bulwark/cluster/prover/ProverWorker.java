package io.bulwark.cluster.prover;

import io.bulwark.cluster.artifact.ArtifactException;
import io.bulwark.cluster.job.Job;
import io.bulwark.cluster.job.Setback;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.MalformedMessageException;
import io.bulwark.protocol.Task;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
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
 * renews meanwhile. Shortly before it is done it comes for the next task, and begins that before it puts away what is made. If anything goes
 * wrong it gives the task back and rests, longer after each failure in a row; a maker that died or is silent is replaced.
 */
public final class ProverWorker extends AbstractBehavior<SlotCommand> {
    private static final Duration TICK = Duration.ofMillis(400);
    /** How long a maker may be silent before its task's lease is left to lapse. */
    private static final Duration FRESH = Duration.ofMillis(1500);
    /** How long a maker may be silent before it is taken for dead: long after its task has gone elsewhere, for starting another costs more. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private static final Duration STOP_AT_MOST = Duration.ofSeconds(3);

    private final TimerScheduler<SlotCommand> timers;
    private final int slot;
    private final Bench bench;
    private final ActorRef<Job.Errand> errands;
    private final ActorRef<Gathering.Gathered> gathered;
    private final SlotTasks tasks;
    private final SlotMaker maker;
    private final Backoff backoff = new Backoff();
    private SlotState state = SlotState.STARTING;
    private Optional<Planning> planning = Optional.empty();
    /** Whether somebody else is to do what is being stopped. */
    private boolean giveBack;

    /**
     * A slot whose maker starts now. It waits for the disk in its handlers, so it runs on a dispatcher for that.
     *
     * @param errands where jobs answer
     */
    static Behavior<SlotCommand> create(
            int slot, Bench bench, ActorRef<Job.Errand> errands, ActorRef<SlotNews> supervisor) {
        InHand inHand = new InHand(bench.observer());
        return Behaviors.withMdc(
                SlotCommand.class,
                Map.of(),
                message -> inHand.words(),
                Behaviors.setup(context -> Behaviors.withTimers(timers -> {
                    timers.startTimerWithFixedDelay(new SlotCommand.Tick(), TICK);
                    SlotTasks tasks = new SlotTasks(context, slot, bench, supervisor, inHand);
                    return new ProverWorker(context, timers, slot, bench, errands, tasks);
                })));
    }

    private ProverWorker(
            ActorContext<SlotCommand> context,
            TimerScheduler<SlotCommand> timers,
            int slot,
            Bench bench,
            ActorRef<Job.Errand> errands,
            SlotTasks tasks) {
        super(context);
        this.timers = timers;
        this.slot = slot;
        this.bench = bench;
        this.errands = errands;
        this.tasks = tasks;
        gathered = context.messageAdapter(Gathering.Gathered.class, SlotCommand.Gathered::new);
        ActorRef<SlotCommand> self = context.getSelf();
        maker = new SlotMaker(
                slot, bench.makers(), (from, report) -> self.tell(new SlotCommand.Reported(from, report)));
        maker.start();
    }

    @Override
    public Receive<SlotCommand> createReceive() {
        return newReceiveBuilder()
                .onMessage(SlotCommand.Work.class, work -> work(work.assignment()))
                .onMessage(SlotCommand.Gathered.class, this::gathered)
                .onMessage(SlotCommand.Reported.class, this::heard)
                .onMessage(SlotCommand.Taken.class, this::taken)
                .onMessage(SlotCommand.Stop.class, this::stop)
                .onMessage(
                        SlotCommand.StopLasts.class,
                        lasts -> state == SlotState.STOPPING ? died("it did not stop") : this)
                .onMessage(SlotCommand.DoneSoon.class, soon -> backoff.isReset() ? then(this::wantMore) : this)
                .onMessage(SlotCommand.Rested.class, rested -> rested())
                .onMessage(SlotCommand.Tick.class, tick -> tick())
                .onSignal(PostStop.class, stopped -> then(maker::close))
                .onSignal(PreRestart.class, failed -> then(maker::close))
                .build();
    }

    private Behavior<SlotCommand> work(Job.Assign wanted) {
        if (state == SlotState.FREE) {
            tasks.inHand.take(wanted);
            state = SlotState.GATHERING;
        } else if (state == SlotState.MAKING && tasks.ahead.isEmpty()) {
            tasks.ahead.take(wanted);
        } else {
            tasks.lose(wanted.task().id(), Setback.RETURNED, "the slot cannot take it any more");
            return this;
        }
        getContext().spawnAnonymous(Gathering.create(wanted, bench, gathered), bench.blocking());
        return this;
    }

    private Behavior<SlotCommand> gathered(SlotCommand.Gathered gathered) {
        Gathering.Gathered answer = gathered.answer();
        if (state == SlotState.GATHERING && tasks.inHand.is(answer.of())) {
            return answer.failure().map(why -> undone(Setback.FAILED, why)).orElseGet(() -> begin(answer.files()));
        }
        if (tasks.ahead.is(answer.of())) {
            answer.failure()
                    .ifPresentOrElse(
                            why -> tasks.leave(Setback.FAILED, why), () -> tasks.ahead.gathered(answer.files()));
        }
        return this;
    }

    private Behavior<SlotCommand> begin(Map<ArtifactId, Path> files) {
        state = SlotState.MAKING;
        Task task = tasks.inHand.task();
        tasks.inHand.begun();
        maker.get().begin(task, files);
        planning = Planning.of(task, bench, maker.get(), errands);
        tasks.ahead.askAfter(task).ifPresent(after -> timers.startSingleTimer(new SlotCommand.DoneSoon(), after));
        return this;
    }

    private Behavior<SlotCommand> heard(SlotCommand.Reported reported) {
        try {
            return maker.is(reported.from()) ? reported(reported.report()) : this;
        } catch (ArtifactException | MalformedMessageException e) {
            // Nothing that the plan can help: the disk is full, or the maker told what is no interval.
            return undone(Setback.DECLINED, e.getMessage());
        }
    }

    private Behavior<SlotCommand> reported(Maker.Report report) {
        return switch (report) {
            case Maker.Ready ready -> ready(ready);
            case Maker.Alive alive -> this;
            case Maker.Made made -> made(made);
            case Maker.Passed passed -> then(() -> planning.ifPresent(plan -> plan.passed(passed)));
            case Maker.Halted halted -> then(() -> planning.ifPresent(plan -> plan.halted(halted)));
            case Maker.Undone undone when undone.kind() == Setback.DIED -> died(undone.cause());
            case Maker.Undone undone when state == SlotState.STOPPING -> stopped();
            case Maker.Undone undone -> undone(undone.kind(), undone.cause());
        };
    }

    private Behavior<SlotCommand> then(Runnable act) {
        act.run();
        return this;
    }

    private Behavior<SlotCommand> ready(Maker.Ready ready) {
        state = SlotState.FREE;
        return then(() -> tasks.tell(new SlotNews.Started(slot, ready.rate())));
    }

    private Behavior<SlotCommand> made(Maker.Made made) {
        if (state == SlotState.STOPPING && !giveBack) {
            return stopped();
        }
        Task done = tasks.inHand.task();
        tasks.ahead.took(done, made.nanos());
        Consumer<Stint.Outcome> end = tasks.inHand.let();
        goOn();
        boolean kept = tasks.handIn(done.id(), made);
        end.accept(kept ? Stint.Outcome.DONE : Stint.Outcome.GIVEN_BACK);
        if (!kept && state == SlotState.FREE) {
            return rest(backoff.failed());
        }
        return then(kept ? backoff::reset : backoff::failed);
    }

    private Behavior<SlotCommand> taken(SlotCommand.Taken taken) {
        boolean mine = planning.isPresent() && tasks.inHand.task().id().job().equals(taken.job());
        if (!mine || !planning.get().taken(taken.known())) {
            return this;
        }
        backoff.reset();
        tasks.end(Stint.Outcome.DONE);
        return goOn();
    }

    private Behavior<SlotCommand> stop(SlotCommand.Stop stop) {
        if (tasks.ahead.is(stop.task())) {
            tasks.forget(stop.giveBack());
        } else if (tasks.inHand.id().filter(stop.task()::equals).isPresent()) {
            giveBack = stop.giveBack();
            if (state == SlotState.GATHERING) {
                return stopped();
            }
            if (state == SlotState.MAKING) {
                state = SlotState.STOPPING;
                maker.get().stop();
                timers.startSingleTimer(new SlotCommand.StopLasts(), STOP_AT_MOST);
            }
        }
        return this;
    }

    private Behavior<SlotCommand> stopped() {
        if (giveBack) {
            tasks.giveBack(Setback.RETURNED, SlotTasks.TOLD_TO_STOP);
        }
        tasks.end(giveBack ? Stint.Outcome.GIVEN_BACK : Stint.Outcome.STOPPED);
        return goOn();
    }

    /** The maker is of no use any more. */
    private Behavior<SlotCommand> died(String cause) {
        maker.close();
        getContext().getLog().warn("the maker of slot {} is gone: {}", slot, cause);
        return state == SlotState.STOPPING && !giveBack ? rest(backoff.failed()) : undone(Setback.DIED, cause);
    }

    private Behavior<SlotCommand> undone(Setback kind, String cause) {
        tasks.giveBack(kind, cause);
        return rest(kind.charged() ? backoff.failed(tasks.inHand.age()) : backoff.failed());
    }

    private Behavior<SlotCommand> rest(Duration time) {
        settled();
        tasks.leave(Setback.RETURNED, "the slot rests");
        tasks.end(Stint.Outcome.GIVEN_BACK);
        state = SlotState.RESTING;
        tasks.tell(new SlotNews.Rests(slot));
        return then(() -> timers.startSingleTimer(new SlotCommand.Rested(), time));
    }

    private Behavior<SlotCommand> rested() {
        if (maker.lives()) {
            return goOn();
        }
        state = SlotState.STARTING;
        return then(maker::start);
    }

    /** Nothing is being made. */
    private void settled() {
        timers.cancel(new SlotCommand.StopLasts());
        timers.cancel(new SlotCommand.DoneSoon());
        planning = Optional.empty();
    }

    private void wantMore() {
        if (tasks.ahead.isEmpty() && (state == SlotState.FREE || state == SlotState.MAKING)) {
            tasks.tell(new SlotNews.Wants(slot));
        }
    }

    /** Begins what is next, or waits for it. */
    private Behavior<SlotCommand> goOn() {
        settled();
        Optional<Ahead.Next> next = tasks.ahead.leave();
        if (next.isEmpty()) {
            state = SlotState.FREE;
            return then(this::wantMore);
        }
        tasks.inHand.take(next.get().assignment());
        state = SlotState.GATHERING;
        return next.get().files().map(this::begin).orElse(this);
    }

    private Behavior<SlotCommand> tick() {
        long silent = maker.silent(System.nanoTime());
        if (silent > SILENCE.toNanos()) {
            return died("silent for more than " + SILENCE.toSeconds() + " s");
        }
        planning.ifPresent(Planning::tell);
        if (silent < FRESH.toNanos()) {
            tasks.renew();
        }
        if (tasks.ahead.isHeldTooLong()) {
            tasks.leave(Setback.RETURNED, "what the slot is at takes longer than its like did");
        }
        return this;
    }
}
