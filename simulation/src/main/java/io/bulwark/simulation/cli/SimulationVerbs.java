package io.bulwark.simulation.cli;

import io.bulwark.cluster.cli.MoreVerbs;
import java.util.List;

/** What this module adds to the command line. */
public final class SimulationVerbs implements MoreVerbs {
    @Override
    public List<Object> verbs() {
        return List.of(new SimulateVerb(), new RiskVerb(), new ChaosVerb());
    }
}
