package io.bulwark.simulation.world;

import io.bulwark.protocol.ArtifactId;
import io.bulwark.simulation.plan.TaskTimes;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A node gets an artifact from another, asking again when it hears nothing. */
final class Fetch {
    private static final long PATIENCE = 4_000_000_000L;
    private static final int ATTEMPTS = 3;
    private static final long NO_TIME = 1_000;

    private final World world;
    private final Node at;
    private final Node source;
    private final Statement statement;
    private final ArtifactId artifact;
    private final Consumer<Boolean> then;
    private boolean ended;

    /** @param then hears whether the node has it now */
    Fetch(World world, Node at, Node source, Statement statement, ArtifactId artifact, Consumer<Boolean> then) {
        this.world = world;
        this.at = at;
        this.source = source;
        this.statement = statement;
        this.artifact = artifact;
        this.then = then;
    }

    void begin() {
        boolean here = at.store().holds(statement.id(), artifact);
        if (here || source == at) {
            at.later(NO_TIME, () -> then.accept(here));
        } else {
            attempt(ATTEMPTS);
        }
    }

    private void attempt(int left) {
        Node.Address me = at.processAddress();
        world.network().send(at, source.address(), Message.FETCH, statement.number(), 64, () -> {
            boolean there = source.store().holds(statement.id(), artifact);
            world.network()
                    .send(source, me, Message.FETCHED, statement.number(), there ? bytes() : 0, () -> answered(there));
        });
        at.later(PATIENCE, () -> {
            if (!ended && left > 1) {
                attempt(left - 1);
            } else {
                end(() -> false);
            }
        });
    }

    private long bytes() {
        return artifact.equals(statement.spec().input()) ? TaskTimes.INPUT_BYTES : TaskTimes.NARROW_BYTES;
    }

    private void answered(boolean there) {
        end(() -> there && at.store().put(statement.id(), artifact));
    }

    private void end(BooleanSupplier got) {
        if (!ended) {
            ended = true;
            then.accept(got.getAsBoolean());
        }
    }
}
