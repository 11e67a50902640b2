package io.bulwark.simulation.risk;

import io.bulwark.protocol.Jurisdiction;
import io.bulwark.protocol.OperatorId;
import io.bulwark.protocol.Policy;
import io.bulwark.simulation.risk.NetworkMap.Site;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** What is left of a network when some of it has stopped, and what that can do. */
record Remainder(List<Site> sites, NetworkMap map) {
    /** How a network is. */
    enum State {
        /** Jobs end as they come in. */
        RUNNING,
        /** Jobs end, and more come in than end. */
        OVERLOADED,
        /** No job that asks for the policy can end. */
        HALTED
    }

    private static final int PERCENT = 100;

    static Remainder without(NetworkMap map, Predicate<Site> stopped) {
        return new Remainder(map.sites().stream().filter(stopped.negate()).toList(), map);
    }

    State state() {
        Set<OperatorId> operators = new HashSet<>();
        Set<Jurisdiction> jurisdictions = new HashSet<>();
        long nodes = 0;
        for (Site site : sites) {
            if (map.policy().admits(site.jurisdiction())) {
                operators.add(site.operator());
                jurisdictions.add(site.jurisdiction());
                nodes += site.nodes();
            }
        }
        return state(map, operators.size(), jurisdictions.size(), nodes);
    }

    /** The state of a network of so many operators, jurisdictions and nodes that the policy admits. */
    static State state(NetworkMap map, int operators, int jurisdictions, long nodes) {
        if (operators < leastOperators(map.policy())
                || jurisdictions < leastJurisdictions(map.policy())
                || nodes == 0) {
            return State.HALTED;
        }
        return nodes < map.demand() * map.nodes() ? State.OVERLOADED : State.RUNNING;
    }

    /** With fewer, some of them would have to prove more than their greatest share. */
    static int leastOperators(Policy policy) {
        return Math.max(policy.leastOperators(), Math.ceilDiv(PERCENT, policy.greatestSharePercent()));
    }

    static int leastJurisdictions(Policy policy) {
        return Math.max(policy.leastJurisdictions(), Math.ceilDiv(PERCENT, policy.greatestSharePercent()));
    }
}
