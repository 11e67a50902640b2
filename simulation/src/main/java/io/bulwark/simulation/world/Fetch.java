package io.bulwark.simulation.world;

import io.bulwark.cluster.artifact.Turns;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.simulation.plan.TaskTimes;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A node gets an artifact from others, one after the other: the next where one has it not or says nothing. */
final class Fetch {
    private static final long PATIENCE = 1_500_000_000L;
    private static final long NO_TIME = 1_000;

    private final World world;
    private final Node at;
    private final Statement statement;
    private final ArtifactId artifact;
    private final Turns<Node> sources;
    private final Consumer<Boolean> then;
    private int attempt;
    private boolean ended;

    /**
     * @param sources at least one, the first one first
     * @param then hears whether the node has it now
     */
    Fetch(World world, Node at, List<Node> sources, Statement statement, ArtifactId artifact, Consumer<Boolean> then) {
        this.world = world;
        this.at = at;
        this.statement = statement;
        this.artifact = artifact;
        this.then = then;
        this.sources = new Turns<>(sources);
    }

    void begin() {
        if (at.store().holds(statement.id(), artifact)) {
            at.later(NO_TIME, () -> end(() -> true));
        } else {
            ask();
        }
    }

    private void ask() {
        int mine = ++attempt;
        Node source = sources.now();
        Node.Address me = at.processAddress();
        world.network().send(at, source.address(), Message.FETCH, statement.number(), 64, () -> {
            boolean there = source.store().holds(statement.id(), artifact);
            world.network()
                    .send(
                            source,
                            me,
                            Message.FETCHED,
                            statement.number(),
                            there ? bytes() : 0,
                            () -> answered(mine, there));
        });
        at.later(PATIENCE, () -> next(mine));
    }

    private long bytes() {
        return artifact.equals(statement.spec().input()) ? TaskTimes.INPUT_BYTES : TaskTimes.NARROW_BYTES;
    }

    private void answered(int which, boolean there) {
        if (there) {
            end(() -> at.store().put(statement.id(), artifact));
        } else {
            next(which);
        }
    }

    /** Of the questions under way only the last one counts. */
    private void next(int which) {
        if (ended || which != attempt) {
            return;
        }
        if (sources.next()) {
            ask();
        } else {
            end(() -> false);
        }
    }

    private void end(BooleanSupplier got) {
        if (!ended) {
            ended = true;
            then.accept(got.getAsBoolean());
        }
    }
}
