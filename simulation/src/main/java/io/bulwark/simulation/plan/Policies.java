package io.bulwark.simulation.plan;

import io.bulwark.protocol.Jurisdiction;
import io.bulwark.protocol.Policy;
import io.bulwark.simulation.engine.Dice;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Who may work for which job. Each policy can be kept by the cluster as it is when nothing is wrong, by how it is made, but for one kind that nobody can ever
 * keep: a job that asks for provers where there are none.
 */
final class Policies {
    /** Nobody is there. */
    private static final Policy NOWHERE = new Policy(Set.of(new Jurisdiction("AQ")), Set.of(), 1, 1, 100);

    private static final int ONE_IN_NOWHERE = 10;
    private static final int LEAST_TO_SHARE = 4;
    private static final int PLACES_TO_SHARE = 3;

    private final Scenario scenario;
    private final List<Jurisdiction> countries;

    Policies(Scenario scenario) {
        this.scenario = scenario;
        countries = IntStream.range(0, scenario.nodes())
                .mapToObj(scenario::jurisdictionOf)
                .distinct()
                .toList();
    }

    Policy of(int job, int intervals) {
        Dice dice = new Dice(scenario.seed(), "policy", job);
        if (scenario.policies() == 0 || dice.below(100) >= scenario.policies()) {
            return Policy.NONE;
        }
        if (dice.below(ONE_IN_NOWHERE) == 0) {
            return NOWHERE;
        }
        List<Policy> possible = possible(dice, intervals);
        return possible.isEmpty() ? Policy.NONE : dice.one(possible);
    }

    private List<Policy> possible(Dice dice, int intervals) {
        int operators = scenario.operators();
        Jurisdiction one = dice.one(countries);
        List<Policy> possible = new ArrayList<>();
        if (countries.size() >= 2) {
            possible.add(new Policy(Set.of(), Set.of(one), 1, 1, 100));
            Set<Jurisdiction> others = new HashSet<>(countries);
            others.remove(one);
            possible.add(new Policy(others, Set.of(), 1, 1, 100));
        }
        if (countries.size() >= 2 && intervals >= 2) {
            possible.add(new Policy(Set.of(), Set.of(), 2, 1, 100));
        }
        if (operators >= 2 && intervals >= 2) {
            possible.add(new Policy(Set.of(), Set.of(), 1, 2, 100));
        }
        if (countries.size() >= PLACES_TO_SHARE && operators >= PLACES_TO_SHARE && intervals >= LEAST_TO_SHARE) {
            possible.add(new Policy(Set.of(), Set.of(), 1, 1, 50));
        }
        return possible;
    }
}
