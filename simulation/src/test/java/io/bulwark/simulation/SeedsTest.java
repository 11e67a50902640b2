package io.bulwark.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.simulation.fault.FaultKind;
import io.bulwark.simulation.plan.Scenario;
import io.bulwark.simulation.world.Outcome;
import io.bulwark.simulation.world.Simulation;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What must hold, on hundreds of seeds: the same ones each time, and new ones every day. */
class SeedsTest {
    private static final int OF_A_KIND = 10;
    private static final int TOGETHER = 30;

    /** A seed that fails is printed as the command that replays it. */
    private static void holds(Scenario scenario) {
        Outcome outcome = Simulation.run(scenario);
        assertThat(outcome.broken()).as("replay: " + scenario.command()).isEmpty();
        assertThat(outcome.ends().open()).isZero();
    }

    /** One of each kind of liar, and honest nodes that are more. */
    private static Scenario everything(long seed) {
        return Scenario.of(7 + (int) Math.floorMod(seed, 4L), 4, seed, EnumSet.allOf(FaultKind.class))
                .withSegments(6)
                .withPolicies(50);
    }

    private static Scenario small(long seed, Set<FaultKind> faults) {
        int nodes = 3 + (int) Math.floorMod(seed * 7, 8L);
        return Scenario.of(nodes, 4, seed, faults).withSegments(6).withPolicies(25);
    }

    @ParameterizedTest
    @EnumSource(FaultKind.class)
    void everyJobEndsOnceUnderEachKindOfFault(FaultKind kind) {
        for (int seed = 1; seed <= OF_A_KIND; seed++) {
            holds(small(seed, EnumSet.of(kind)));
        }
    }

    @Test
    void everyJobEndsOnceUnderAllFaultsTogether() {
        for (int seed = 1000; seed < 1000 + TOGETHER; seed++) {
            holds(everything(seed));
        }
    }

    @Test
    void everyJobEndsOnceOnSeedsThatAreNewToday() {
        long today = LocalDate.now(ZoneOffset.UTC).toEpochDay() * 1000;
        for (long seed = today; seed < today + TOGETHER; seed++) {
            holds(everything(seed));
        }
    }
}
