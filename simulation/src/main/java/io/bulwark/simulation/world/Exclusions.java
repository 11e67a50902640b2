package io.bulwark.simulation.world;

import io.bulwark.cluster.job.WardBook;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.OperatorId;
import io.bulwark.simulation.plan.Weakness;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whom a node knows to be set aside. It tells the others of its region, and tells one of them all that it knows again and again. On the disk: it outlives the
 * process. Some time after an operator was set aside, its region's people have looked into it and let it work again.
 */
final class Exclusions {
    private static final long GOSSIP = 2_000_000_000L;
    private static final long RELEASED_AFTER = 45_000_000_000L;
    private static final long RELEASED_AGAIN_AFTER = 10_000_000_000L;

    private final World world;
    private final Node node;
    private final WardBook book = new WardBook();
    /** The process that gossips. */
    private int gossips;

    Exclusions(World world, Node node) {
        this.world = world;
        this.node = node;
    }

    /** A process of the node starts. */
    void start() {
        gossipIfNeeded();
    }

    boolean holds(OperatorId operator) {
        return book.holds(operator);
    }

    /** A member of the operator has sent something wrong. */
    void hold(Member member, JobId job, String what) {
        if (world.scenario().weakness() == Weakness.FORGIVING) {
            return;
        }
        book.hold(member, job, what, Optional.empty()).ifPresent(line -> {
            note(Message.SET_ASIDE);
            world.figures().setAside();
            say(line);
            releaseAfter(RELEASED_AFTER, member.operator());
        });
    }

    private void note(Message what) {
        world.log()
                .note(
                        world.now(),
                        what,
                        node.index(),
                        node.index(),
                        book.lines().size());
    }

    /** Whoever of the region still holds the operator then lets it go, and tells the others. */
    private void releaseAfter(long delay, OperatorId operator) {
        world.agenda().after(delay, () -> {
            List<Node> holding = world.regions().of(node.region()).stream()
                    .filter(other -> other.exclusions().holds(operator))
                    .toList();
            Optional<Node> one =
                    holding.stream().filter(Node::runs).filter(Node::isMember).findFirst();
            one.ifPresent(other -> other.exclusions().release(operator));
            if (!holding.isEmpty()) {
                releaseAfter(RELEASED_AGAIN_AFTER, operator);
            }
        });
    }

    private void release(OperatorId operator) {
        book.release(operator).ifPresent(line -> {
            note(Message.RELEASED);
            world.invariants().released(node, operator);
            say(line);
        });
    }

    private void say(String line) {
        for (Node other : world.regions().of(node.region())) {
            if (other != node) {
                tell(other, Set.of(line));
            }
        }
        gossipIfNeeded();
    }

    private void tell(Node other, Collection<String> lines) {
        world.network()
                .send(
                        node,
                        other.address(),
                        Message.WARDS,
                        lines.size(),
                        256L * lines.size(),
                        () -> other.exclusions().learn(lines));
    }

    private void learn(Collection<String> lines) {
        Set<OperatorId> before = held();
        book.learn(lines);
        before.stream()
                .filter(operator -> !holds(operator))
                .forEach(operator -> world.invariants().released(node, operator));
        gossipIfNeeded();
    }

    private Set<OperatorId> held() {
        Set<OperatorId> held = new TreeSet<>();
        book.held().forEach(ward -> held.add(ward.operator()));
        return held;
    }

    /** Nobody says anything as long as nobody was ever set aside. */
    private void gossipIfNeeded() {
        int process = node.processAddress().incarnation();
        if (!book.lines().isEmpty() && gossips != process) {
            gossips = process;
            node.every(GOSSIP, () -> tell(world.dice().one(world.regions().of(node.region())), book.lines()));
        }
    }
}
