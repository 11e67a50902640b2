package io.bulwark.simulation.world;

import io.bulwark.cluster.job.Setback;
import io.bulwark.cluster.prover.Reservations;
import io.bulwark.cluster.prover.Reservations.Reservation;
import io.bulwark.cluster.prover.Throughput;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.FinishTask;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.JoinTask;
import io.bulwark.protocol.PlanTask;
import io.bulwark.protocol.SegmentTask;
import io.bulwark.protocol.Task;
import io.bulwark.protocol.TaskName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A node's prover: has reservations, comes for tasks, does one at a time and says that it is at it. */
final class Bench {
    private static final long TICK = 400_000_000L;
    private static final long PULL_PATIENCE = 3_000_000_000L;
    private static final long BACKOFF = 200_000_000L;
    private static final int PLACES = 1024;

    /** A job that has asked for work to be done, and in which region it runs. */
    private record Errand(Statement statement, int region) {}

    private enum State {
        FREE,
        PULLING,
        BUSY,
        DOWN
    }

    private final World world;
    private final Node node;
    private final Maker maker;
    private final Reservations reservations = new Reservations(PLACES);
    private final Map<JobId, Errand> errands = new HashMap<>();
    private State state = State.FREE;
    private long pulledAt;
    private Task task;
    private Errand errand;
    /** Whose turn the slot is counted to, and since when. */
    private Optional<Reservation> turn = Optional.empty();

    private long turnSince;
    private Timesheet.Use use = Timesheet.Use.IDLE;
    private long useSince;
    private final Throughput throughput = new Throughput();
    private long rate;
    private long provingSince;
    /** Time that the node's processors spent on other things since the task began. */
    private long debt;

    Bench(World world, Node node) {
        this.world = world;
        this.node = node;
        maker = new Maker(world, node);
    }

    void start() {
        node.later(world.dice().between(0, TICK), () -> node.every(TICK, this::tick));
    }

    /** From now on the node's time goes there. */
    private void uses(Timesheet.Use next) {
        world.timesheet().spent(use, useSince, world.now());
        use = next;
        useSince = world.now();
    }

    /** What is spent so far is counted. */
    void countTime() {
        uses(use);
    }

    private void tick() {
        switch (state) {
            case BUSY -> renew();
            case PULLING -> {
                if (world.now() - pulledAt > PULL_PATIENCE) {
                    turnEnds(0);
                    free();
                }
            }
            case FREE, DOWN -> {}
        }
        pull();
    }

    private void renew() {
        TaskName name = task.name();
        toJob(Message.RENEW, errand, job -> job.renew(node.process(), name));
    }

    /** What the job's node does with it is done by whichever process runs there. */
    private void toJob(Message what, Errand to, Consumer<RunningJob> act) {
        world.regions()
                .owner(to.region, to.statement)
                .ifPresent(owner -> world.network()
                        .send(
                                node,
                                owner.address(),
                                what,
                                to.statement.number(),
                                0,
                                () -> owner.startJob(to.statement).ifPresent(act)));
    }

    void reserved(Statement statement, int region) {
        errands.put(statement.id(), new Errand(statement, region));
        reservations.add(new Reservation(statement.id(), statement.spec().submitter(), 0));
        world.invariants().queued(reservations.size());
        pull();
    }

    private void forget(JobId job) {
        reservations.remove(job);
        errands.remove(job);
    }

    private void pull() {
        if (state != State.FREE || reservations.isEmpty()) {
            return;
        }
        turn = reservations.next();
        turnSince = world.now();
        Errand next = errands.get(turn.orElseThrow().job());
        Statement statement = next.statement;
        Optional<Node> owner = world.regions().owner(next.region, statement);
        if (owner.isEmpty()) {
            turnEnds(0);
            forget(statement.id());
            return;
        }
        state = State.PULLING;
        uses(Timesheet.Use.ASKING);
        pulledAt = world.now();
        Node.Address me = node.processAddress();
        Node at = owner.get();
        Runnable nobody = () ->
                world.network().send(at, me, Message.NOTHING, statement.number(), 0, () -> nothing(statement.id()));
        world.network()
                .send(
                        node,
                        at.address(),
                        Message.PULL,
                        statement.number(),
                        0,
                        () -> at.startJob(statement).ifPresentOrElse(job -> job.pull(node, me, rate), nobody));
    }

    private void turnEnds(long nanos) {
        turn.ifPresent(ended -> reservations.ended(ended, nanos));
        turn = Optional.empty();
    }

    void nothing(JobId job) {
        forget(job);
        if (state == State.PULLING) {
            turnEnds(0);
            free();
        }
        pull();
    }

    private void free() {
        state = State.FREE;
        uses(Timesheet.Use.IDLE);
    }

    /** A task comes; its inputs are with the job's node. */
    void assigned(Statement statement, int region, Task assigned, Node.Address source) {
        if (state == State.BUSY || state == State.DOWN) {
            return;
        }
        state = State.BUSY;
        uses(Timesheet.Use.READING);
        task = assigned;
        errand = new Errand(statement, region);
        debt = 0;
        switch (node.lies()) {
            case REFUSES -> node.later(BACKOFF, () -> giveBack(Setback.FAILED, "it cannot be done"));
            case STALLS -> {}
            case UNASKED -> node.later(BACKOFF, () -> deliver(maker.lie(errand.statement, task)));
            case NONE, WRONG_PROOF, WRONG_CLAIM, NOT_THERE, REPLAY, FALSE_MEMORY ->
                fetch(inputs(), List.of(source.node()));
        }
    }

    private List<ArtifactId> inputs() {
        return switch (task) {
            case PlanTask plan -> List.of(plan.spec().input());
            case SegmentTask segment -> List.of(segment.data());
            case JoinTask join ->
                join.inputs().stream().map(input -> input.proof().id()).toList();
            case FinishTask finish -> List.of(finish.input().proof().id());
        };
    }

    /** All inputs at once, and then the work. */
    private void fetch(List<ArtifactId> inputs, List<Node> source) {
        int[] missing = {inputs.size()};
        for (ArtifactId input : inputs) {
            world.fetch(node, source, errand.statement, input, got -> {
                missing[0]--;
                if (!got && missing[0] >= 0) {
                    missing[0] = -1;
                    giveBack(Setback.FAILED, "an input cannot be had");
                } else if (missing[0] == 0) {
                    prove();
                }
            });
        }
    }

    private void prove() {
        uses(Timesheet.Use.PROVING);
        provingSince = world.now();
        long nominal = world.nominal(errand.statement, task);
        node.later((long) (nominal * node.slowness()), this::ended);
    }

    private void ended() {
        if (debt > 0) {
            long owed = debt;
            debt = 0;
            uses(Timesheet.Use.CHECKING);
            node.later(owed, this::ended);
            return;
        }
        if (task instanceof SegmentTask segment) {
            throughput.proved(segment.steps(), world.now() - provingSince);
            rate = throughput.rate();
        }
        deliver(
                node.lies() == Lies.NONE || node.lies() == Lies.FALSE_MEMORY
                        ? maker.truth(errand.statement, task)
                        : maker.lie(errand.statement, task));
    }

    /** The node's processors do something else for so long; what it proves takes that much longer. */
    void busyOtherwise(long nanos) {
        debt += state == State.BUSY ? nanos : 0;
    }

    private void deliver(Fact fact) {
        boolean there = node.lies() == Lies.NOT_THERE || node.store().put(errand.statement.id(), fact.proof());
        if (!there) {
            giveBack(Setback.DECLINED, "no space left on device");
            return;
        }
        if (node.lies() == Lies.NONE) {
            node.store().remember(fact);
        }
        turnEnds(world.now() - turnSince);
        free();
        toJob(Message.DELIVER, errand, job -> job.offered(fact, node));
        pull();
    }

    private void giveBack(Setback kind, String cause) {
        TaskName name = task.name();
        toJob(Message.GIVE_BACK, errand, job -> job.giveBack(node.process(), name, kind, cause));
        turnEnds(world.now() - turnSince);
        state = State.DOWN;
        uses(Timesheet.Use.IDLE);
        node.later(BACKOFF, () -> {
            state = State.FREE;
            pull();
        });
    }
}
