package io.bulwark.simulation.world;

import io.bulwark.protocol.JobRecord;
import io.bulwark.protocol.Jurisdiction;
import io.bulwark.simulation.engine.Dice;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Those who want jobs done: they submit again until one is accepted, and keep as many open as give all nodes work. */
final class Submitters {
    private static final long RETRY = 10_000_000_000L;
    private static final long STORE_PATIENCE = 4_000_000_000L;
    private static final long CANCEL_WITHIN = 60_000_000_000L;
    private static final long WAITS = 30_000_000_000L;
    private static final int HOLDERS = 3;
    private static final int ATTEMPTS = 40;
    private static final int LEAST_OPEN = 8;
    /**
     * So that there is work for all: of a job's tasks, a dozen segments in the mean and the joins that wait for them, a few can be done side by side at any time. A
     * node's door admits ten thousand jobs; fewer only let nodes go idle, which says nothing of the cluster.
     */
    private static final int NODES_FOR_AN_OPEN_JOB = 2;

    private final World world;
    private final Dice dice;
    private final int door;
    private int next;
    private int open;
    private double cancelled;

    Submitters(World world, Dice dice) {
        this.world = world;
        this.dice = dice;
        door = Math.max(LEAST_OPEN, world.nodes().size() / NODES_FOR_AN_OPEN_JOB);
    }

    void start() {
        while (open < door && next < world.statements().size()) {
            open++;
            submit(world.statements().get(next++));
        }
        if (next == world.statements().size()) {
            world.timesheet().allSubmitted(world.now());
        }
    }

    void cancelSome(double share) {
        cancelled = share;
    }

    /** A job has ended; another may come in. */
    void ended() {
        open--;
        start();
    }

    boolean allSubmitted() {
        return next == world.statements().size() && open == 0;
    }

    private void submit(Statement statement) {
        if (world.invariants().isAccepted(statement.id())) {
            return;
        }
        Node gateway = dice.one(world.nodes());
        if (gateway.runs() && gateway.isMember() && !gateway.isPaused()) {
            world.log().note(world.now(), Message.ACCEPT, gateway.index(), gateway.index(), statement.number());
            gateway.later(1_000_000L, () -> accept(gateway, statement));
        }
        world.agenda().after(RETRY, () -> submit(statement));
    }

    /** The gateway has header and input kept durably on three nodes, in two jurisdictions, before it says yes. */
    private void accept(Node gateway, Statement statement) {
        JobRecord record = gateway.headers().read(statement.id()).orElseGet(() -> world.header(statement, gateway));
        Set<Node> holders = new HashSet<>();
        Map<Node, Long> asked = new HashMap<>();
        if (keep(gateway, statement, record)) {
            holders.add(gateway);
        }
        seek(gateway, statement, record, holders, asked, 0);
    }

    private boolean keep(Node node, Statement statement, JobRecord record) {
        return node.store().put(statement.id(), statement.spec().input())
                && node.headers().keepDurably(statement.id(), record);
    }

    private void seek(
            Node gateway, Statement statement, JobRecord record, Set<Node> holders, Map<Node, Long> asked, int rounds) {
        List<Node> visible = world.regions().visible(gateway);
        int wanted = Math.min(HOLDERS, visible.size());
        if (enough(holders, visible, wanted)) {
            accepted(gateway, statement, record);
            return;
        }
        if (rounds > 3) {
            return;
        }
        for (Node node : candidates(gateway, visible, holders, asked.keySet())) {
            asked.put(node, world.now());
            Node.Address me = gateway.processAddress();
            world.network()
                    .send(
                            gateway,
                            node.address(),
                            Message.STORE,
                            statement.number(),
                            statement.spec().inputBytes(),
                            () -> {
                                if (keep(node, statement, record)) {
                                    world.network().send(node, me, Message.STORED, statement.number(), 64, () -> {
                                        if (holders.add(node)
                                                && !world.invariants().isAccepted(statement.id())
                                                && enough(holders, visible, wanted)) {
                                            accepted(gateway, statement, record);
                                        }
                                    });
                                }
                            });
        }
        gateway.later(STORE_PATIENCE, () -> {
            if (!world.invariants().isAccepted(statement.id())) {
                seek(gateway, statement, record, holders, asked, rounds + 1);
            }
        });
    }

    private boolean enough(Set<Node> holders, List<Node> visible, int wanted) {
        return holders.size() >= wanted && (severalJurisdictions(holders) || !severalJurisdictions(visible));
    }

    private static boolean severalJurisdictions(Iterable<Node> nodes) {
        Jurisdiction first = null;
        for (Node node : nodes) {
            Jurisdiction next = node.member().jurisdiction();
            if (first != null && !first.equals(next)) {
                return true;
            }
            first = next;
        }
        return false;
    }

    /** As many as are missing; the first of them in another jurisdiction than the gateway's, if chance finds one. */
    private Set<Node> candidates(Node gateway, List<Node> visible, Set<Node> holders, Set<Node> asked) {
        Set<Node> chosen = new LinkedHashSet<>();
        for (int i = 0; i < ATTEMPTS && !visible.isEmpty() && chosen.size() < HOLDERS - 1; i++) {
            Node node = dice.one(visible);
            boolean free = node != gateway && !holders.contains(node) && !asked.contains(node);
            boolean elsewhere =
                    !node.member().jurisdiction().equals(gateway.member().jurisdiction());
            if (free && (elsewhere || !chosen.isEmpty() || i > ATTEMPTS / 2)) {
                chosen.add(node);
            }
        }
        return chosen;
    }

    private void accepted(Node gateway, Statement statement, JobRecord record) {
        gateway.headers().spread(statement.id(), record);
        int home = world.region(record.header().home());
        world.regions()
                .owner(home, statement)
                .ifPresent(owner -> world.network()
                        .send(
                                gateway,
                                owner.address(),
                                Message.WAKE,
                                statement.number(),
                                256,
                                () -> owner.startJob(statement)));
        // The answer may be lost as well: then the submitter asks again, and it is still one job.
        if (!dice.chance(world.network().loss())) {
            world.log().note(world.now(), Message.ACCEPTED, gateway.index(), gateway.index(), statement.number());
            world.invariants().accepted(statement.id());
            if (world.scenario().nobodyMay(statement.spec().policy())) {
                cancelUntilEnded(statement);
            }
            if (dice.chance(cancelled)) {
                world.agenda().after(dice.between(0, CANCEL_WITHIN), () -> cancel(statement));
            }
        }
    }

    /** Who has waited in vain for provers that may work for a job gives it up. */
    private void cancelUntilEnded(Statement statement) {
        world.agenda().after(WAITS, () -> {
            if (world.invariants().height(statement.id()) == 0) {
                cancel(statement);
                cancelUntilEnded(statement);
            }
        });
    }

    private void cancel(Statement statement) {
        List<Node> replicas = world.regions().replicas().stream()
                .filter(node -> node.runs() && !node.isPaused())
                .toList();
        if (!replicas.isEmpty()) {
            Node replica = replicas.get(dice.below(replicas.size()));
            JobRecord known = replica.headers().read(statement.id()).orElseGet(() -> world.header(statement, replica));
            JobRecord wanted = known.cancelled();
            replica.headers().merge(statement.id(), wanted);
            replica.headers().spread(statement.id(), wanted);
        }
    }
}
