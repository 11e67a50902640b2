package io.bulwark.simulation.world;

import io.bulwark.cluster.job.Setback;
import io.bulwark.cluster.prover.Foresight;
import io.bulwark.cluster.prover.Reservations.Reservation;
import io.bulwark.cluster.prover.Throughput;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.SegmentTask;
import io.bulwark.protocol.Task;
import io.bulwark.protocol.TaskId;
import io.bulwark.protocol.TaskName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A node's prover: has reservations, comes for tasks, does one at a time and says that it is at it. Shortly before it is done with one it comes for the next, as
 * {@link Foresight} says.
 */
final class Bench {
    private static final long TICK = 400_000_000L;
    private static final long BACKOFF = 200_000_000L;

    private final World world;
    private final Node node;
    private final Maker maker;
    private final Asking asking;
    private final Throughput throughput = new Throughput();
    private final Foresight foresight = new Foresight();

    private Optional<Work> now = Optional.empty();
    private Optional<Work> next = Optional.empty();
    /** Whether it is nearly done with what it is at. */
    private boolean soon;
    /** Whether it rests after a failure. */
    private boolean rests;

    private Timesheet.Use use = Timesheet.Use.IDLE;
    private long useSince;
    private long rate;
    private long provingSince;
    /** Time that the node's processors spent on other things since the task began. */
    private long debt;

    Bench(World world, Node node) {
        this.world = world;
        this.node = node;
        maker = new Maker(world, node);
        asking = new Asking(world, node);
    }

    void start() {
        node.later(world.dice().between(0, TICK), () -> node.every(TICK, this::tick));
    }

    /** From now on the node's time goes there. */
    private void uses(Timesheet.Use what) {
        world.timesheet().spent(use, useSince, world.now());
        use = what;
        useSince = world.now();
    }

    /** What is spent so far is counted. */
    void countTime() {
        uses(use);
    }

    private void tick() {
        now.ifPresent(this::renew);
        next.ifPresent(this::renew);
        next.filter(work -> world.now() - work.givenAt > Foresight.HELD_AT_MOST)
                .ifPresent(work -> leave(Setback.RETURNED, "what the slot is at takes longer than its like did"));
        asking.tick();
        pull();
    }

    private void renew(Work work) {
        TaskName name = work.task.name();
        work.errand.tell(world, node, Message.RENEW, job -> job.renew(node.process(), name));
    }

    void reserved(Statement statement, int region) {
        asking.reserved(statement, region);
        pull();
    }

    private boolean wants() {
        return !rests && next.isEmpty() && (now.isEmpty() || soon);
    }

    private void pull() {
        boolean under = asking.waits() || (wants() && asking.goOn(rate));
        if (now.isEmpty()) {
            uses(under ? Timesheet.Use.ASKING : Timesheet.Use.IDLE);
        }
    }

    void nothing(JobId job) {
        asking.nothing(job);
        pull();
    }

    /** A task comes; its inputs are with the job's node. */
    void assigned(Statement statement, int region, Task assigned, Node.Address source) {
        TaskId id = assigned.id();
        if (Stream.of(now, next)
                .flatMap(Optional::stream)
                .anyMatch(work -> work.task.id().equals(id))) {
            return;
        }
        boolean taken = wants();
        Optional<Reservation> turn = taken ? asking.take() : Optional.empty();
        Work work = new Work(new Errand(statement, region), assigned, source.node(), turn, world.now());
        if (!taken) {
            tellBack(work, Setback.RETURNED, "no slot is free any more");
        } else if (now.isEmpty()) {
            now = Optional.of(work);
            begin(work);
        } else {
            next = Optional.of(work);
            if (node.lies() == Lies.NONE) {
                fetch(work);
            }
        }
    }

    /** All inputs at once; the work is begun when they are there, if nothing else is being done. */
    private void fetch(Work work) {
        work.fetched = true;
        List<ArtifactId> inputs = work.inputs();
        int[] missing = {inputs.size()};
        for (ArtifactId input : inputs) {
            world.fetch(node, List.of(work.source), work.errand.statement(), input, got -> {
                missing[0]--;
                if (!got && missing[0] >= 0) {
                    missing[0] = -1;
                    notThere(work);
                } else if (missing[0] == 0) {
                    work.there = true;
                    whileAt(work, () -> prove(work));
                }
            });
        }
    }

    /** Done only if it is at that still. */
    private void whileAt(Work work, Runnable act) {
        if (now.filter(work::equals).isPresent()) {
            act.run();
        }
    }

    private void notThere(Work work) {
        whileAt(work, () -> giveBack(Setback.FAILED, "an input cannot be had"));
        if (next.filter(work::equals).isPresent()) {
            leave(Setback.FAILED, "an input cannot be had");
        }
    }

    private void begin(Work work) {
        soon = false;
        debt = 0;
        uses(Timesheet.Use.READING);
        switch (node.lies()) {
            case REFUSES ->
                node.later(BACKOFF, () -> whileAt(work, () -> giveBack(Setback.FAILED, "it cannot be done")));
            case STALLS -> {}
            case UNASKED ->
                node.later(
                        BACKOFF,
                        () -> whileAt(work, () -> deliver(work, maker.lie(work.errand.statement(), work.task))));
            case NONE, WRONG_PROOF, WRONG_CLAIM, NOT_THERE, REPLAY, FALSE_MEMORY -> {
                if (work.there) {
                    prove(work);
                } else if (!work.fetched) {
                    fetch(work);
                }
            }
        }
    }

    private void prove(Work work) {
        uses(Timesheet.Use.PROVING);
        provingSince = world.now();
        long nominal = world.nominal(work.errand.statement(), work.task);
        node.later((long) (nominal * node.slowness()), () -> ended(work));
        foresight.askAfter(work.task).ifPresent(after -> node.later(after, () -> whileAt(work, this::doneSoon)));
    }

    private void doneSoon() {
        soon = true;
        pull();
    }

    private void ended(Work work) {
        if (debt > 0) {
            long owed = debt;
            debt = 0;
            uses(Timesheet.Use.CHECKING);
            node.later(owed, () -> ended(work));
            return;
        }
        foresight.took(work.task, world.now() - provingSince);
        if (work.task instanceof SegmentTask segment) {
            throughput.proved(segment.steps(), world.now() - provingSince);
            rate = throughput.rate();
        }
        Statement statement = work.errand.statement();
        deliver(
                work,
                node.lies() == Lies.NONE || node.lies() == Lies.FALSE_MEMORY
                        ? maker.truth(statement, work.task)
                        : maker.lie(statement, work.task));
    }

    /** The node's processors do something else for so long; what it proves takes that much longer. */
    void busyOtherwise(long nanos) {
        debt += now.isPresent() ? nanos : 0;
    }

    private void deliver(Work work, Fact fact) {
        boolean there = node.lies() == Lies.NOT_THERE
                || node.store().put(work.errand.statement().id(), fact.proof());
        if (!there) {
            giveBack(Setback.DECLINED, "no space left on device");
            return;
        }
        if (node.lies() == Lies.NONE) {
            node.store().remember(fact);
        }
        done(work);
        work.errand.tell(world, node, Message.DELIVER, job -> job.offered(fact, node));
        goOn();
    }

    private void goOn() {
        now = next;
        next = Optional.empty();
        now.ifPresent(this::begin);
        pull();
    }

    private void done(Work work) {
        asking.ended(work.turn, world.now() - work.givenAt);
        now = Optional.empty();
    }

    private void tellBack(Work work, Setback kind, String cause) {
        TaskName name = work.task.name();
        work.errand.tell(world, node, Message.GIVE_BACK, job -> job.giveBack(node.process(), name, kind, cause));
    }

    /** What was to be done next somebody else is to do. */
    private void leave(Setback kind, String cause) {
        next.ifPresent(work -> {
            next = Optional.empty();
            tellBack(work, kind, cause);
            asking.ended(work.turn, 0);
        });
    }

    private void giveBack(Setback kind, String cause) {
        now.ifPresent(work -> {
            tellBack(work, kind, cause);
            done(work);
        });
        leave(Setback.RETURNED, "the slot rests");
        rests = true;
        pull();
        node.later(BACKOFF, () -> {
            rests = false;
            pull();
        });
    }
}
