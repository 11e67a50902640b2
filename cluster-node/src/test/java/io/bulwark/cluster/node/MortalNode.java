package io.bulwark.cluster.node;

import com.typesafe.config.ConfigFactory;
import io.bulwark.cluster.prover.Makers;
import io.bulwark.cluster.work.WorkloadSet;

/** Nodes that can die as a crash kills them: when their actor system is terminated nothing is handed back, and nobody is told. */
public final class MortalNode {
    private MortalNode() {}

    /** One that begins a cluster, or joins one. */
    public static ClusterNode start(NodeSettings settings, WorkloadSet workloads) {
        return ClusterNode.start(
                settings,
                workloads,
                Makers.threads(workloads),
                ConfigFactory.parseString("pekko.coordinated-shutdown.run-by-actor-system-terminate = off"));
    }
}
