package io.bulwark.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.simulation.engine.Dice;
import io.bulwark.simulation.fault.FaultKind;
import io.bulwark.simulation.plan.Scenario;
import io.bulwark.simulation.world.Outcome;
import io.bulwark.simulation.world.Simulation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** One seed is one run. */
class ReplayTest {
    private static final Scenario RUN = Scenario.of(9, 12, 42, EnumSet.allOf(FaultKind.class));

    @Test
    void aSeedThatIsRunTwiceIsTheSameRunBitForBit() {
        Outcome first = Simulation.run(RUN);
        Outcome second = Simulation.run(RUN);
        assertThat(second).isEqualTo(first);
        assertThat(first.events()).isGreaterThan(1000);
    }

    /** So it stays the same in another process, on another day: nothing depends on the identity of objects. */
    @Test
    void anotherSeedIsAnotherRun() {
        Scenario other = Scenario.of(9, 12, 43, RUN.faults());
        assertThat(Simulation.run(other).digest())
                .isNotEqualTo(Simulation.run(RUN).digest());
    }

    /** Neighbouring seeds must not be one stream of numbers, read from different places. */
    @Test
    void diceOfNeighbouringSeedsHaveNothingInCommon() {
        List<Integer> numbers = new ArrayList<>();
        for (long seed = 0; seed < 50; seed++) {
            Dice dice = new Dice(seed, "any");
            for (int i = 0; i < 50; i++) {
                numbers.add(dice.below(Integer.MAX_VALUE));
            }
        }
        assertThat(numbers).doesNotHaveDuplicates();
    }

    @Test
    void oneFaultFewerLeavesTheOthersAsTheyAre() {
        Set<Integer> some = RUN.plan().stream()
                .map(fault -> fault.number())
                .filter(number -> number % 2 == 0)
                .collect(Collectors.toSet());
        assertThat(RUN.plan()).containsAll(RUN.withOnly(some).plan());
        assertThat(RUN.withOnly(some).plan()).hasSize(some.size());
        assertThat(RUN.plan())
                .containsAll(RUN.withFaults(EnumSet.of(FaultKind.CRASH, FaultKind.HALVES))
                        .plan());
    }
}
