package io.bulwark.simulation.world;

import io.bulwark.cluster.prover.Reservations;
import io.bulwark.cluster.prover.Reservations.Reservation;
import io.bulwark.protocol.JobId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The jobs that have asked a node's prover to come, and the one that it has gone to. */
final class Asking {
    private static final int PLACES = 1024;

    private final World world;
    private final Node node;
    private final Reservations reservations = new Reservations(PLACES);
    private final Map<JobId, Errand> errands = new HashMap<>();
    private Optional<Reservation> turn = Optional.empty();
    private long since;

    Asking(World world, Node node) {
        this.world = world;
        this.node = node;
    }

    void reserved(Statement statement, int region) {
        errands.put(statement.id(), new Errand(statement, region));
        reservations.add(new Reservation(statement.id(), statement.spec().submitter(), 0));
        world.invariants().queued(reservations.size());
        if (turn.filter(asked -> asked.job().equals(statement.id())).isPresent()
                && world.now() - since > Reservations.ANSWERED_WITHIN) {
            giveUp();
        }
    }

    /** Whether a job was asked that has not answered. */
    boolean waits() {
        return turn.isPresent();
    }

    /** Goes to the next job, if there is one; answers whether it is under way. */
    boolean goOn(long rate) {
        if (reservations.isEmpty()) {
            return false;
        }
        turn = reservations.next();
        since = world.now();
        Errand errand = errands.get(turn.orElseThrow().job());
        Statement statement = errand.statement();
        Optional<Node> owner = world.regions().owner(errand.region(), statement);
        if (owner.isEmpty()) {
            nothing(statement.id());
            return false;
        }
        Node.Address me = node.processAddress();
        Node at = owner.get();
        Runnable nobody = () -> world.network()
                .send(
                        at,
                        me,
                        Message.NOTHING,
                        statement.number(),
                        0,
                        () -> node.bench().nothing(statement.id()));
        world.network()
                .send(
                        node,
                        at.address(),
                        Message.PULL,
                        statement.number(),
                        0,
                        () -> at.startJob(statement).ifPresentOrElse(job -> job.pull(node, me, rate), nobody));
        return true;
    }

    /** The job has nothing. */
    void nothing(JobId job) {
        reservations.remove(job);
        errands.remove(job);
        if (turn.filter(asked -> asked.job().equals(job)).isPresent()) {
            giveUp();
        }
    }

    /** Whoever was asked says nothing. */
    void tick() {
        if (turn.isPresent() && world.now() - since > Reservations.PATIENCE) {
            giveUp();
        }
    }

    private void giveUp() {
        ended(take(), 0);
    }

    /** A task has come; whose turn it is is told when it is {@link #ended done}. */
    Optional<Reservation> take() {
        Optional<Reservation> taken = turn;
        turn = Optional.empty();
        return taken;
    }

    void ended(Optional<Reservation> taken, long nanos) {
        taken.ifPresent(done -> reservations.ended(done, nanos));
    }
}
