package io.bulwark.cluster.prover;

import io.bulwark.cluster.job.Job;
import io.bulwark.cluster.job.Setback;
import io.bulwark.cluster.prover.Reservations.Reservation;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.Stage;
import io.bulwark.protocol.TaskId;
import io.bulwark.protocol.TaskName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.actor.typed.receptionist.Receptionist;

/**
 * A node's slots. Jobs leave {@link Reservations}; whenever a slot is free, or will be in a moment ({@link Foresight}), it comes to the one whose turn it is and asks
 * that job for a task, so a task is bound to a prover only when it is about to start. Slots deliver and give back by themselves; this decides who gets the next task, and whether there is one.
 */
public final class ProverSupervisor extends AbstractBehavior<ProverSupervisor.Command> {
    /** What a supervisor is told. */
    public sealed interface Command {}

    /**
     * Take nothing more. What is being made is given back when it is not done in time.
     *
     * @param replyTo is told when no slot has a task any more
     */
    public record Drain(Duration atMost, ActorRef<Drained> replyTo) implements Command {}

    /** No slot has a task, and none will get one. */
    public record Drained() {}

    /** Asks what the slots are at. */
    public record Ask(ActorRef<NodeLoad> replyTo) implements Command {}

    private record FromJob(Job.Errand errand) implements Command {}

    private record FromSlot(SlotNews news) implements Command {}

    private record Tick() implements Command {}

    private record DrainLasts() implements Command {}

    private static final Duration TICK = Duration.ofMillis(400);
    /** Between a failure of a slot's actor and its next start. */
    private static final Duration LEAST_REST = Duration.ofMillis(500);

    private static final Duration GREATEST_REST = Duration.ofSeconds(30);

    private static final int PLACES = 10_000;

    private final TimerScheduler<Command> timers;
    private final Bench bench;
    private final ActorRef<Job.Errand> errands;
    private final Reservations reservations = new Reservations(PLACES);
    private final Throughput throughput = new Throughput();
    private final List<Slot> slots = new ArrayList<>();
    private final List<ActorRef<Drained>> waitForDrain = new ArrayList<>();
    private boolean draining;
    private long done;
    private long undone;

    /**
     * A supervisor of slots that start, which jobs can find.
     *
     * @param slots how many tasks are done side by side
     */
    public static Behavior<Command> create(int slots, Bench bench) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(new Tick(), TICK);
            return new ProverSupervisor(context, timers, slots, bench);
        }));
    }

    private ProverSupervisor(ActorContext<Command> context, TimerScheduler<Command> timers, int count, Bench bench) {
        super(context);
        this.timers = timers;
        this.bench = bench;
        errands = context.messageAdapter(Job.Errand.class, FromJob::new);
        ActorRef<SlotNews> news = context.messageAdapter(SlotNews.class, FromSlot::new);
        for (int i = 0; i < count; i++) {
            Behavior<SlotCommand> worker = Behaviors.supervise(ProverWorker.create(i, bench, errands, news))
                    .onFailure(SupervisorStrategy.restartWithBackoff(LEAST_REST, GREATEST_REST, 0));
            slots.add(new Slot(context.spawn(worker, "slot-" + i, bench.blocking())));
        }
        context.getSystem().receptionist().tell(Receptionist.register(Job.PROVERS, errands));
        context.spawn(NodeReporter.create(context.getSelf(), bench.signer()), "report");
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(FromJob.class, fromJob -> switch (fromJob.errand()) {
                    case Job.Reserve reserve -> reserved(reserve);
                    case Job.Assign assign -> assigned(assign);
                    case Job.Nothing nothing -> nothing(nothing.job());
                    case Job.Abandon abandon -> abandoned(abandon);
                    case Job.PlanTaken taken -> planTaken(taken);
                })
                .onMessage(FromSlot.class, fromSlot -> switch (fromSlot.news()) {
                    case SlotNews.Started started -> started(started);
                    case SlotNews.Wants wants -> wants(slots.get(wants.slot()), true);
                    case SlotNews.Rests rests -> wants(slots.get(rests.slot()), false);
                    case SlotNews.Ended ended -> ended(ended);
                })
                .onMessage(Tick.class, tick -> tick())
                .onMessage(Drain.class, this::drain)
                .onMessage(DrainLasts.class, lasts -> drainLasts())
                .onMessage(Ask.class, this::ask)
                .build();
    }

    private Behavior<Command> reserved(Job.Reserve reserve) {
        bench.jobs().asked(reserve.job(), reserve.region());
        if (!draining) {
            reservations.add(new Reservation(reserve.job(), reserve.submitter(), reserve.priority()));
        }
        long now = System.nanoTime();
        slots.stream().filter(slot -> slot.asksInVain(reserve.job(), now)).forEach(this::turnEnded);
        return pull();
    }

    /** Every slot that waits, and has not asked, turns to the next job. */
    private Behavior<Command> pull() {
        for (Slot slot : slots) {
            if (slot.wants && slot.turn.isEmpty() && !draining) {
                slot.turn = reservations.next();
                slot.askedAt = System.nanoTime();
                slot.turn.ifPresent(
                        turn -> bench.jobs().accept(turn.job(), new Job.Pull(bench.id(), throughput.rate(), errands)));
            }
        }
        return this;
    }

    /** Whoever was asked has no task for the slot, or says nothing. */
    private void turnEnded(Slot slot) {
        slot.turn.ifPresent(turn -> reservations.ended(turn, 0));
        slot.turn = Optional.empty();
    }

    private Optional<Slot> find(Predicate<Slot> wanted) {
        return slots.stream().filter(wanted).findFirst();
    }

    private Behavior<Command> assigned(Job.Assign assign) {
        TaskId task = assign.task().id();
        Optional<Slot> slot = draining ? Optional.empty() : Slot.taker(slots, task.job());
        if (slot.isEmpty()) {
            giveBack(task, Setback.RETURNED, "no slot is free any more");
            return this;
        }
        Slot taken = slot.get();
        taken.wants = false;
        taken.tasks.put(task, new Slot.Given(taken.turn, System.nanoTime()));
        taken.turn = Optional.empty();
        taken.worker.tell(new SlotCommand.Work(assign));
        return this;
    }

    private void giveBack(TaskId task, Setback kind, String cause) {
        bench.jobs().accept(task.job(), new Job.GiveBack(bench.id(), task.name(), kind, cause));
    }

    private Behavior<Command> nothing(JobId job) {
        reservations.remove(job);
        find(slot -> slot.asks(job)).ifPresent(this::turnEnded);
        return pull();
    }

    private Behavior<Command> abandoned(Job.Abandon abandon) {
        if (abandon.task().isEmpty()) {
            reservations.remove(abandon.job());
        }
        for (Slot slot : slots) {
            List<TaskId> useless = slot.tasks.keySet().stream()
                    .filter(task -> task.job().equals(abandon.job()))
                    .filter(task ->
                            abandon.task().isEmpty() || abandon.task().get().equals(task.name()))
                    .toList();
            slot.stop(useless, false);
        }
        return this;
    }

    private Behavior<Command> planTaken(Job.PlanTaken taken) {
        TaskId plan = new TaskId(taken.job(), TaskName.plan());
        find(slot -> slot.tasks.containsKey(plan))
                .ifPresent(slot -> slot.worker.tell(new SlotCommand.Taken(taken.job(), taken.known())));
        return this;
    }

    private Behavior<Command> started(SlotNews.Started news) {
        Slot slot = slots.get(news.slot());
        // Where it has something still, its actor failed, and started again.
        for (TaskId lost : List.copyOf(slot.tasks.keySet())) {
            giveBack(lost, Setback.DIED, "the slot failed");
            ended(new SlotNews.Ended(news.slot(), lost, Optional.empty(), true));
        }
        throughput.started(news.rate());
        return wants(slot, true);
    }

    private Behavior<Command> wants(Slot slot, boolean more) {
        slot.wants = more;
        return pull();
    }

    private Behavior<Command> ended(SlotNews.Ended news) {
        Slot.Given given = slots.get(news.slot()).tasks.remove(news.task());
        if (given != null) {
            given.turn().ifPresent(turn -> reservations.ended(turn, System.nanoTime() - given.since()));
            undone += news.undone() ? 1 : 0;
        }
        news.made().ifPresent(this::made);
        checkDrained();
        return this;
    }

    private void made(Fact fact) {
        done++;
        if (fact.task().name().stage() == Stage.SEGMENT) {
            throughput.proved(fact.claim().steps(), fact.provingNanos());
        }
    }

    private Behavior<Command> tick() {
        long now = System.nanoTime();
        for (Slot slot : slots) {
            if (slot.turn.isPresent() && now - slot.askedAt > Reservations.PATIENCE) {
                turnEnded(slot);
            }
        }
        bench.observer().load(load());
        return pull();
    }

    private Behavior<Command> drain(Drain drain) {
        draining = true;
        reservations.clear();
        getContext().getSystem().receptionist().tell(Receptionist.deregister(Job.PROVERS, errands));
        timers.startSingleTimer(new DrainLasts(), drain.atMost());
        waitForDrain.add(drain.replyTo());
        // What has not been begun others begin.
        slots.forEach(slot -> slot.stop(slot.tasks.keySet().stream().skip(1).toList(), true));
        checkDrained();
        return this;
    }

    private Behavior<Command> drainLasts() {
        slots.forEach(slot -> slot.stop(slot.tasks.keySet(), true));
        return this;
    }

    private void checkDrained() {
        if (draining && slots.stream().allMatch(Slot::isIdle)) {
            waitForDrain.forEach(waiting -> waiting.tell(new Drained()));
            waitForDrain.clear();
        }
    }

    private Behavior<Command> ask(Ask ask) {
        ask.replyTo().tell(load());
        return this;
    }

    private NodeLoad load() {
        Runtime own = Runtime.getRuntime();
        int busy = (int) slots.stream().filter(slot -> !slot.isIdle()).count();
        int free =
                (int) slots.stream().filter(slot -> slot.wants && slot.isIdle()).count();
        return new NodeLoad(
                bench.id(),
                slots.size(),
                free,
                busy,
                reservations.size(),
                throughput.rate(),
                done,
                undone,
                own.totalMemory() - own.freeMemory(),
                own.maxMemory(),
                draining);
    }
}
