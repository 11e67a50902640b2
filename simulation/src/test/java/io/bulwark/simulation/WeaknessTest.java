package io.bulwark.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.simulation.fault.FaultKind;
import io.bulwark.simulation.plan.Scenario;
import io.bulwark.simulation.plan.Weakness;
import io.bulwark.simulation.run.Shrinker;
import io.bulwark.simulation.world.Outcome;
import io.bulwark.simulation.world.Simulation;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The checks can fail: defects that are put in on purpose are found, and shrunk to what shows them. */
class WeaknessTest {
    private static Scenario with(Weakness weakness, int nodes, Set<FaultKind> faults) {
        return Scenario.of(nodes, 6, 7, faults).withSegments(8).withWeakness(weakness);
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
            Scenario scenario = Scenario.of(5, 4, seed, EnumSet.of(FaultKind.BYZANTINE))
                    .withSegments(4)
                    .withWeakness(Weakness.CREDULOUS);
            found = Simulation.run(scenario).broken().stream().anyMatch(how -> how.contains("I2"));
        }
        assertThat(found).isTrue();
    }

    @Test
    void aJobThatLetsEverybodyWorkIsFoundBySomebodyWhomItsPolicyDoesNotAllow() {
        Scenario scenario = Scenario.of(9, 6, 1, Set.of()).withSegments(8).withPolicies(100);
        assertThat(Simulation.run(scenario).broken()).isEmpty();
        Outcome failing = Simulation.run(scenario.withWeakness(Weakness.LAX));
        assertThat(failing.broken()).anyMatch(how -> how.contains("I6"));
        Scenario small = Shrinker.shrink(failing, 40).scenario();
        assertThat(small.jobs()).isLessThan(6);
        assertThat(small.command()).contains("--policies 100", "--weakness lax");
        assertThat(Simulation.run(small).broken()).anyMatch(how -> how.contains("I6"));
    }

    @Test
    void aJobThatNobodyMayWorkForWaitsUntilItIsCancelled() {
        Scenario scenario = Scenario.of(9, 60, 3, Set.of()).withSegments(2).withPolicies(100);
        Outcome outcome = Simulation.run(scenario);
        assertThat(outcome.broken()).isEmpty();
        assertThat(outcome.ends().failed()).isZero();
        assertThat(outcome.ends().cancelled()).isPositive();
        assertThat(outcome.ends().succeeded()).isPositive();
    }

    @Test
    void anOperatorThatIsNotSetAsideThoughItSentWhatWasWrongIsFound() {
        Scenario scenario =
                Scenario.of(10, 6, 3, EnumSet.of(FaultKind.BYZANTINE)).withSegments(8);
        Outcome right = Simulation.run(scenario);
        assertThat(right.broken()).isEmpty();
        assertThat(right.work().setAside()).isPositive();
        assertThat(Simulation.run(scenario.withWeakness(Weakness.FORGIVING)).broken())
                .anyMatch(how -> how.contains("I7"));
    }

    @Test
    void headersThatAreAcknowledgedBeforeTheyAreDurableAreFound() {
        boolean found = false;
        for (long seed = 1; seed <= 10 && !found; seed++) {
            Scenario scenario = Scenario.of(3, 6, seed, EnumSet.of(FaultKind.REGION_LOSS))
                    .withSegments(8)
                    .withWeakness(Weakness.FORGETFUL);
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
            deaf += Simulation.run(scenario.withWeakness(Weakness.DEAF)).work().repeatedSegments();
        }
        assertThat(deaf).isGreaterThan(2 * listening + 5);
    }
}
