package io.bulwark.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.protocol.ArtifactId;
import io.bulwark.simulation.engine.EventLog;
import io.bulwark.simulation.plan.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A simulated node fetches as a real one does: from the next keeper where one has it not or says nothing. */
class FetchTest {
    private static final long SECOND = 1_000_000_000L;

    private final World world = new World(Scenario.of(6, 1, 1, Set.of()), new EventLog(Optional.empty()));
    private final Statement statement = world.statements().getFirst();
    private final ArtifactId input = statement.spec().input();
    private final Node at = world.nodes().getFirst();
    private final Node dead = world.nodes().get(1);
    private final Node empty = world.nodes().get(2);
    private final Node keeper = world.nodes().get(3);

    /** What came of it, and how long it took. */
    private boolean fetch(List<Node> sources, long within) {
        List<Boolean> got = new ArrayList<>();
        world.fetch(at, sources, statement, input, got::add);
        long until = world.now() + within;
        while (got.isEmpty() && world.now() < until) {
            world.agenda().step();
        }
        assertThat(got).as("an answer in time, and one").hasSize(1);
        return got.getFirst();
    }

    @Test
    void goesOnToTheNextKeeperWhereOneIsDeadOrHasItNot() {
        dead.die();
        keeper.store().put(statement.id(), input);
        assertThat(fetch(List.of(dead, empty, keeper), 2 * SECOND)).isTrue();
        assertThat(at.store().holds(statement.id(), input)).isTrue();
    }

    @Test
    void comesBackToAKeeperThatDidNotAnswerAtFirst() {
        keeper.store().put(statement.id(), input);
        keeper.pause(2 * SECOND);
        assertThat(fetch(List.of(keeper, empty), 4 * SECOND)).isTrue();
    }

    @Test
    void givesUpWhereNobodyHasIt() {
        dead.die();
        assertThat(fetch(List.of(dead, empty), 10 * SECOND)).isFalse();
    }
}
