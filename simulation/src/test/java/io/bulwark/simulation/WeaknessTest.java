package io.bulwark.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.simulation.fault.FaultKind;
import io.bulwark.simulation.plan.Scenario;
import io.bulwark.simulation.plan.Weakness;
import io.bulwark.simulation.run.Shrinker;
import io.bulwark.simulation.world.Outcome;
import io.bulwark.simulation.world.Simulation;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The checks can fail: defects that are put in on purpose are found, and shrunk to what shows them. */
class WeaknessTest {
    private static Scenario with(Weakness weakness, int nodes, Set<FaultKind> faults) {
        return new Scenario(nodes, 6, 8, 7, faults, Optional.empty(), weakness);
    }

    @Test
    void aLedgerThatLosesFactsIsFoundAndShrunkToOneJobWithoutFaults() {
        Outcome failing = Simulation.run(with(Weakness.LOSSY, 7, EnumSet.of(FaultKind.CRASH, FaultKind.LOSS)));
        assertThat(failing.broken()).anyMatch(how -> how.contains("I1"));
        Scenario small = Shrinker.shrink(failing, 60).scenario();
        assertThat(small.faults()).isEmpty();
        assertThat(small.jobs()).isLessThanOrEqualTo(6);
        assertThat(small.nodes()).isLessThan(7);
        assertThat(Simulation.run(small).holds()).isFalse();
    }

    @Test
    void aJobThatBelievesEveryProofIsFound() {
        boolean found = false;
        for (long seed = 1; seed <= 10 && !found; seed++) {
            Scenario scenario =
                    new Scenario(5, 4, 4, seed, EnumSet.of(FaultKind.BYZANTINE), Optional.empty(), Weakness.CREDULOUS);
            found = Simulation.run(scenario).broken().stream().anyMatch(how -> how.contains("I2"));
        }
        assertThat(found).isTrue();
    }

    @Test
    void headersThatAreAcknowledgedBeforeTheyAreDurableAreFound() {
        boolean found = false;
        for (long seed = 1; seed <= 10 && !found; seed++) {
            Scenario scenario = new Scenario(
                    3, 6, 8, seed, EnumSet.of(FaultKind.REGION_LOSS), Optional.empty(), Weakness.FORGETFUL);
            found = Simulation.run(scenario).broken().stream().anyMatch(how -> how.contains("I1"));
            assertThat(Simulation.run(Scenario.of(3, 6, seed, scenario.faults()))
                            .broken())
                    .isEmpty();
        }
        assertThat(found).isTrue();
    }

    @Test
    void aJobThatAsksNobodyRepeatsWorkThatAnotherWouldNot() {
        long deaf = 0;
        long listening = 0;
        for (long seed = 1; seed <= 5; seed++) {
            Scenario scenario =
                    Scenario.of(6, 4, seed, EnumSet.of(FaultKind.HOLDER_CRASH)).withSegments(16);
            listening += Simulation.run(scenario).work().repeatedSegments();
            deaf += Simulation.run(new Scenario(6, 4, 16, seed, scenario.faults(), Optional.empty(), Weakness.DEAF))
                    .work()
                    .repeatedSegments();
        }
        assertThat(deaf).isGreaterThan(2 * listening + 5);
    }
}
