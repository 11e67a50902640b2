package io.bulwark.simulation.world;

import io.bulwark.protocol.JobRecord;
import io.bulwark.protocol.Standing;
import java.util.Optional;

/** How a job ended, said again and again until all can know. */
final class Ending {
    private static final long SAY_AGAIN = 5_000_000_000L;
    private static final long LINGER = 60_000_000_000L;

    private final World world;
    private final Node node;
    private final Statement statement;
    private Optional<JobRecord> end = Optional.empty();
    private long endedAt;
    private long saidAt;

    Ending(World world, Node node, Statement statement) {
        this.world = world;
        this.node = node;
        this.statement = statement;
    }

    void is(Standing standing) {
        endedAt = world.now();
        world.log().note(world.now(), Message.ENDS, node.index(), node.index(), standing.height());
        JobRecord known = node.headers().read(statement.id()).orElseGet(() -> world.header(statement, node));
        end = Optional.of(known.with(standing));
        say();
    }

    private void say() {
        saidAt = world.now();
        node.headers().merge(statement.id(), end.orElseThrow());
        node.headers().spread(statement.id(), end.orElseThrow());
    }

    /**
     * Whether it need not be said any more.
     *
     * @param copied whether the proof is where it is to be; that is not waited for longer than a minute
     */
    boolean isKnown(boolean copied) {
        boolean known = node.headers().ended(statement.id());
        if (known && (copied || world.now() - endedAt > LINGER)) {
            return true;
        }
        if (world.now() - saidAt > SAY_AGAIN) {
            say();
        }
        return false;
    }
}
