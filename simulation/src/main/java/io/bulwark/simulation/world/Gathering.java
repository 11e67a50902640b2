package io.bulwark.simulation.world;

import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.Limits;
import io.bulwark.simulation.plan.Weakness;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * A job that starts asks every node in reach which of its facts it has, and gets its input. Questions and answers of nodes that have nothing are counted and
 * timed, but not carried one by one: there are as many as nodes for each job.
 */
final class Gathering {
    private static final long AT_MOST = 3_000_000_000L;
    private static final long ASK_AGAIN = 2_000_000_000L;

    private final World world;
    private final Node node;
    private final Statement statement;
    private final long began;
    /** By their numbers. */
    private final BitSet asked = new BitSet();

    private final Set<Node> withInput = new HashSet<>();
    private int waiting;
    private final boolean deaf;
    private long fetchedAt = Long.MIN_VALUE / 2;

    Gathering(World world, Node node, Statement statement) {
        this.world = world;
        this.node = node;
        this.statement = statement;
        began = world.now();
        deaf = world.scenario().weakness() == Weakness.DEAF;
    }

    /** Asks those that are in reach and were not asked. */
    void askNew(BiConsumer<Node, List<Fact>> told) {
        if (deaf) {
            return;
        }
        long quiet = 0;
        for (Node keeper : world.regions().visible(node)) {
            if (asked.get(keeper.index())) {
                continue;
            }
            asked.set(keeper.index());
            boolean knows = world.disks().mayKnow(keeper.index(), statement.id())
                    && keeper.store().knows(statement.id());
            if (knows || keeper.lies() == Lies.FALSE_MEMORY) {
                askOne(keeper, told);
            } else {
                // Who cannot be heard is waited for.
                long time = world.network().roundTrip(node, keeper);
                quiet = Math.max(quiet, time < 0 ? AT_MOST : time);
            }
        }
        waiting++;
        node.later(quiet, () -> waiting--);
    }

    private void askOne(Node keeper, BiConsumer<Node, List<Fact>> told) {
        waiting++;
        Node.Address me = node.processAddress();
        world.network().send(node, keeper.address(), Message.RECALL, statement.number(), 64, () -> {
            List<Fact> facts = new ArrayList<>(keeper.store().facts(statement.id()));
            if (keeper.lies() == Lies.FALSE_MEMORY) {
                facts.addAll(world.madeUp(keeper, statement));
            }
            ArtifactId input = statement.spec().input();
            boolean hasInput = keeper.store().holds(statement.id(), input);
            world.network().send(keeper, me, Message.RECALLED, facts.size(), 512L * facts.size(), () -> {
                waiting--;
                if (hasInput) {
                    withInput.add(keeper);
                }
                told.accept(keeper, facts);
            });
        });
    }

    /** Whether all have answered, or enough time has passed, and the job's input is here. */
    boolean isDone() {
        if (!node.store().holds(statement.id(), statement.spec().input())) {
            fetchInput();
            return false;
        }
        withInput.add(node);
        return waiting <= 0 || world.now() - began > AT_MOST;
    }

    private void fetchInput() {
        if (world.now() - fetchedAt < ASK_AGAIN) {
            return;
        }
        fetchedAt = world.now();
        List<Node> sources = withInput.stream()
                .sorted(java.util.Comparator.comparingInt(Node::index))
                .toList();
        if (sources.isEmpty()) {
            // Those that hold it may have been out of reach.
            asked.clear();
            if (deaf) {
                world.regions().visible(node).stream()
                        .filter(keeper -> keeper.store()
                                .holds(statement.id(), statement.spec().input()))
                        .forEach(withInput::add);
            } else {
                askNew((keeper, facts) -> {});
            }
            return;
        }
        world.fetch(
                node,
                sources.stream().limit(Limits.SOURCES).toList(),
                statement,
                statement.spec().input(),
                got -> {});
    }

    Set<Node> withInput() {
        return withInput;
    }
}
