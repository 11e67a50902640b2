package io.bulwark.cluster.job;

import io.bulwark.cluster.artifact.Keeper;
import io.bulwark.cluster.work.PlanException;
import io.bulwark.cluster.work.Workload;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Checkpoint;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.PlanTask;
import io.bulwark.protocol.Planned;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.SegmentTask;
import io.bulwark.protocol.TaskName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * How a job comes to know its run's intervals. A prover is given the plan as a task, and tells them while the program still runs; an interval counts as planned
 * once this node holds what proving it reads, so the death of a planner costs the tail only. The first state is this node's own; of the rest the proofs tell
 * whether it is right. Where they, or two planners, disagree, this node runs the program itself. Part of the job's actor.
 */
final class JobPlan {
    /** What the plan tells the run. */
    interface Listener {
        /** The run starts in this state. */
        void starts(Checkpoint state);

        /** The next interval, and the state that it ends in. */
        void planned(SegmentTask task, Checkpoint end);

        /** The run ends behind the last interval. */
        void planComplete();

        /** The program cannot be run. */
        void failed(String cause);

        /** A prover gave a plan that is not that of the run. */
        void lied(ProverId planner, String what);

        /** The plan cannot be trusted any more. */
        void doubted(Suspicion suspicion, String why);
    }

    /** Copies of checkpoints that are asked for at a time. */
    private static final int FETCHES = 8;

    private record Interval(SegmentTask task, Checkpoint end, ActorRef<Keeper.Command> holder) {}

    private final Staff staff;
    private final JobSpec spec;
    private final Home home;
    private final ActorRef<Keeper.Kept> keeps;
    private final Listener run;
    /** Set exactly if this node plans by itself. */
    private final Optional<Suspicion> suspicion;

    /** From the first state on, those that were told, whether or not they count yet. */
    private final List<Checkpoint> states = new ArrayList<>();

    private final NavigableMap<Integer, ProverId> sayers = new TreeMap<>();
    /** Told, and not planned yet. */
    private final Deque<Interval> pending = new ArrayDeque<>();

    private final Set<ArtifactId> fetching = new HashSet<>();
    private Optional<ProverId> planner = Optional.empty();
    private boolean ends;

    /**
     * @param keeps where this node's keeper says what it has
     * @param suspicion of an earlier plan, if this node is to plan by itself
     */
    JobPlan(
            Staff staff,
            JobSpec spec,
            Home home,
            ActorRef<Keeper.Kept> keeps,
            Listener run,
            Optional<Suspicion> suspicion) {
        this.staff = staff;
        this.spec = spec;
        this.home = home;
        this.keeps = keeps;
        this.run = run;
        this.suspicion = suspicion;
    }

    boolean here() {
        return suspicion.isPresent();
    }

    /** Finds out which state the run starts in: that follows from program and input, which this node has, and nobody else is asked. */
    void start(Workload workload) {
        if (here()) {
            staff.spawn(
                    Planner.create(spec, workload, home.store(), staff.<Planner.Event>ear(this::here)),
                    home.blocking());
        } else {
            staff.compute(() -> workload.start(spec, home.store()::path), this::started);
        }
    }

    private void started(Checkpoint start, Throwable failure) {
        if (failure == null) {
            states.add(start);
            run.starts(start);
        } else {
            run.failed(failure instanceof PlanException ? failure.getMessage() : failure.toString());
        }
    }

    /** The task for whoever plans now. */
    PlanTask task() {
        return PlanTask.of(spec, told());
    }

    private int told() {
        return Math.max(0, states.size() - 1);
    }

    private int planned() {
        return told() - pending.size();
    }

    /** A planner tells intervals. It is told how far the plan is known, and sends the rest again if that does not change. */
    void told(Job.PlannedBatch batch) {
        Planned part = batch.part();
        boolean known = !states.isEmpty() && part.job().equals(spec.id());
        if (!known) {
            return;
        }
        if (here()) {
            batch.replyTo().tell(new Job.Abandon(spec.id(), Optional.of(TaskName.plan())));
            return;
        }
        planner = Optional.of(batch.prover());
        if (part.first() <= told()) {
            if (contradicts(part)) {
                contradicted(batch);
                return;
            }
            take(batch);
        }
        batch.replyTo().tell(new Job.PlanTaken(spec.id(), planned()));
    }

    /** Whether the part says otherwise than what is known, of a state that both know. */
    private boolean contradicts(Planned part) {
        boolean differs = !states.get(part.first()).equals(part.start()) || (ends && part.next() > told());
        for (int number = part.first(); number < Math.min(part.next(), told()); number++) {
            differs |= !states.get(number + 1)
                    .equals(part.intervals().get(number - part.first()).end());
        }
        return differs;
    }

    private void contradicted(Job.PlannedBatch batch) {
        if (batch.part().first() == 0 && !batch.part().start().equals(states.getFirst())) {
            run.lied(batch.prover(), "its plan does not start in the state that program and input make");
        } else {
            doubt(batch.prover() + " plans otherwise than was planned before");
        }
    }

    private void take(Job.PlannedBatch batch) {
        Planned part = batch.part();
        if (told() < part.next()) {
            sayers.put(told(), batch.prover());
        }
        for (int number = told(); number < part.next(); number++) {
            SegmentTask task = part.task(spec, number);
            Checkpoint end = part.intervals().get(number - part.first()).end();
            states.add(end);
            pending.add(new Interval(task, end, batch.holder()));
        }
        ends |= part.ends();
        goOn();
    }

    /** Plans what is here, in order, and asks for what is not. */
    private void goOn() {
        while (!pending.isEmpty() && holds(pending.getFirst())) {
            Interval next = pending.removeFirst();
            fetching.remove(next.task().data());
            run.planned(next.task(), next.end());
        }
        pending.stream().limit(FETCHES).filter(interval -> !holds(interval)).forEach(interval -> {
            if (fetching.add(interval.task().data())) {
                home.keeper()
                        .tell(new Keeper.Keep(
                                interval.task().data(),
                                interval.task().dataBytes(),
                                List.of(interval.holder()),
                                Optional.empty(),
                                Optional.empty(),
                                keeps));
            }
        });
        if (ends && pending.isEmpty()) {
            run.planComplete();
        }
    }

    private boolean holds(Interval interval) {
        ArtifactId data = interval.task().data();
        return data.equals(spec.input()) || home.store().holds(data);
    }

    /**
     * This node's keeper has an artifact now, or cannot have it.
     *
     * @return the planner from whom it could not be had
     */
    Optional<ProverId> kept(Keeper.Kept kept) {
        boolean missing = fetching.remove(kept.artifact()) && kept.failure().isPresent();
        if (missing) {
            // What came behind it is told again by whoever plans on.
            int planned = planned();
            pending.clear();
            fetching.clear();
            states.subList(planned + 1, states.size()).clear();
            ends = false;
            return planner;
        }
        goOn();
        return Optional.empty();
    }

    /** The plan of this job cannot be right, or is of no use to anybody. */
    void doubt(String why) {
        run.doubted(new Suspicion(states, sayers, ends), why);
    }

    /** What this node's own planner says. */
    private void here(Planner.Event event) {
        switch (event) {
            case Planner.Began began -> started(began.start(), null);
            case Planner.Planned interval -> {
                int number = interval.task().name().span().first();
                suspicion
                        .flatMap(said -> said.liar(number, interval.end()))
                        .ifPresent(liar -> run.lied(liar, "its plan has another state behind interval " + number));
                suspicion
                        .flatMap(said -> said.stopped(number))
                        .ifPresent(liar -> run.lied(liar, "its plan ends before the run does"));
                states.add(interval.end());
                run.planned(interval.task(), interval.end());
            }
            case Planner.Ended ended -> {
                suspicion
                        .flatMap(said -> said.goesOn(told()))
                        .ifPresent(liar -> run.lied(liar, "its plan goes on behind the end of the run"));
                run.planComplete();
            }
            case Planner.Failed failed -> run.failed(failed.cause());
        }
    }
}
