package io.bulwark.cluster.prover;

import io.bulwark.cluster.job.Job;
import io.bulwark.cluster.job.Setback;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.Limits;
import io.bulwark.protocol.TaskId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.actor.typed.receptionist.Receptionist;

/**
 * A node's provers, one worker for each slot. Jobs leave reservations; whenever a worker is free it comes to the oldest one and asks that job
 * for a task, so a task is bound to a prover only at the moment it starts. Renews the leases of what is being proved, gives a failed worker's
 * task back, and starts the worker again, later after each failure in a row.
 */
public final class ProverSupervisor extends AbstractBehavior<ProverSupervisor.Command> {
    /** What a supervisor is told. */
    public sealed interface Command {}

    private record FromJob(Job.Errand errand) implements Command {}

    private record FromWorker(ProverWorker.Proved proved) implements Command {}

    private record Tick() implements Command {}

    private record StartAgain(Slot slot) implements Command {}

    private static final Duration TICK = Duration.ofMillis(400);
    /** How long an answer to a pull may take before another job, or the same one again, is asked. */
    private static final Duration PULL_PATIENCE = Duration.ofSeconds(3);

    private static final Duration LEAST_BACKOFF = Duration.ofMillis(200);
    private static final Duration GREATEST_BACKOFF = Duration.ofSeconds(30);

    /** A place for one worker. */
    private static final class Slot {
        private final int number;
        private ActorRef<ProverWorker.Command> worker;
        private State state = State.FREE;
        private TaskId task;
        private long pulledAt;
        private int failuresInARow;

        private Slot(int number) {
            this.number = number;
        }
    }

    private enum State {
        /** The worker waits, and no job has been asked for a task. */
        FREE,
        /** A job has been asked, and has not answered. */
        PULLING,
        /** The worker is at a task. */
        BUSY,
        /** The worker failed, and its next start waits. */
        DOWN
    }

    private final TimerScheduler<Command> timers;
    private final ProverWorker.Bench bench;
    private final BiConsumer<JobId, Job.Command> jobs;
    private final ActorRef<Job.Errand> errands;
    private final ActorRef<ProverWorker.Proved> proofs;
    private final Set<JobId> reservations = new LinkedHashSet<>();
    private final List<Slot> slots = new ArrayList<>();

    /**
     * A supervisor of idle workers, which jobs can find.
     *
     * @param slots how many workers prove side by side
     * @param jobs reaches a job wherever it runs
     */
    public static Behavior<Command> create(int slots, ProverWorker.Bench bench, BiConsumer<JobId, Job.Command> jobs) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(new Tick(), TICK);
            return new ProverSupervisor(context, timers, slots, bench, jobs);
        }));
    }

    private ProverSupervisor(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            int slots,
            ProverWorker.Bench bench,
            BiConsumer<JobId, Job.Command> jobs) {
        super(context);
        this.timers = timers;
        this.bench = bench;
        this.jobs = jobs;
        errands = context.messageAdapter(Job.Errand.class, FromJob::new);
        proofs = context.messageAdapter(ProverWorker.Proved.class, FromWorker::new);
        for (int i = 0; i < slots; i++) {
            Slot slot = new Slot(i);
            this.slots.add(slot);
            startWorker(slot);
        }
        context.getSystem().receptionist().tell(Receptionist.register(Job.PROVERS, errands));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(FromJob.class, fromJob -> switch (fromJob.errand()) {
                    case Job.Reserve reserve -> reserved(reserve.job());
                    case Job.Assign assign -> assigned(assign);
                    case Job.Nothing nothing -> nothing(nothing.job());
                    case Job.Abandon abandon -> this;
                    case Job.PlanTaken taken -> this;
                })
                .onMessage(FromWorker.class, fromWorker -> proved(fromWorker.proved()))
                .onMessage(Tick.class, tick -> tick())
                .onMessage(StartAgain.class, again -> {
                    startWorker(again.slot());
                    return pull();
                })
                .onSignal(ChildFailed.class, this::workerFailed)
                .build();
    }

    private Behavior<Command> reserved(JobId job) {
        reservations.add(job);
        return pull();
    }

    private Behavior<Command> pull() {
        for (Slot slot : slots) {
            if (slot.state == State.FREE && !reservations.isEmpty()) {
                JobId job = reservations.iterator().next();
                // The next free worker asks the next job.
                reservations.remove(job);
                reservations.add(job);
                slot.state = State.PULLING;
                slot.pulledAt = System.nanoTime();
                jobs.accept(job, new Job.Pull(bench.id(), 0, errands));
            }
        }
        return this;
    }

    private Behavior<Command> assigned(Job.Assign assign) {
        TaskId task = assign.task().id();
        for (State wanted : List.of(State.PULLING, State.FREE)) {
            for (Slot slot : slots) {
                if (slot.state == wanted) {
                    slot.state = State.BUSY;
                    slot.task = task;
                    slot.worker.tell(new ProverWorker.Work(assign));
                    return this;
                }
            }
        }
        getContext().getLog().info("task {} came when no worker was free any more", task);
        return this;
    }

    private Behavior<Command> nothing(JobId job) {
        reservations.remove(job);
        slots.stream()
                .filter(slot -> slot.state == State.PULLING)
                .findFirst()
                .ifPresent(slot -> slot.state = State.FREE);
        return pull();
    }

    private Behavior<Command> proved(ProverWorker.Proved proved) {
        Slot slot = slots.get(proved.slot());
        Fact fact = proved.fact();
        slot.state = State.FREE;
        slot.failuresInARow = 0;
        jobs.accept(fact.task().job(), new Job.Deliver(fact, bench.keeper()));
        return pull();
    }

    private Behavior<Command> workerFailed(ChildFailed failed) {
        for (Slot slot : slots) {
            if (slot.worker.path().equals(failed.getRef().path())) {
                String cause = Limits.cause(String.valueOf(failed.cause().getMessage()));
                getContext().getLog().error("worker {} failed at {}", slot.number, slot.task, failed.cause());
                if (slot.state == State.BUSY) {
                    jobs.accept(slot.task.job(), new Job.GiveBack(bench.id(), slot.task.name(), Setback.FAILED, cause));
                }
                slot.state = State.DOWN;
                timers.startSingleTimer(slot, new StartAgain(slot), backoff(slot.failuresInARow));
                slot.failuresInARow++;
            }
        }
        return this;
    }

    static Duration backoff(int failuresInARow) {
        Duration doubled = LEAST_BACKOFF.multipliedBy(1L << Math.min(failuresInARow, 20));
        return doubled.compareTo(GREATEST_BACKOFF) < 0 ? doubled : GREATEST_BACKOFF;
    }

    private void startWorker(Slot slot) {
        slot.worker = getContext().spawnAnonymous(ProverWorker.create(slot.number, bench, proofs));
        getContext().watch(slot.worker);
        slot.state = State.FREE;
    }

    private Behavior<Command> tick() {
        long now = System.nanoTime();
        for (Slot slot : slots) {
            switch (slot.state) {
                case BUSY -> jobs.accept(slot.task.job(), new Job.Renew(bench.id(), slot.task.name()));
                case PULLING -> slot.state = now - slot.pulledAt > PULL_PATIENCE.toNanos() ? State.FREE : State.PULLING;
                case FREE, DOWN -> {}
            }
        }
        return pull();
    }
}
