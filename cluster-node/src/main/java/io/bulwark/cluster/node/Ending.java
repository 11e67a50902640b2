package io.bulwark.cluster.node;

import java.util.Optional;
import org.apache.pekko.actor.CoordinatedShutdown;

/** Why a node ends. */
enum Ending implements CoordinatedShutdown.Reason {
    /** It was told to. */
    ASKED,
    /** The list of operators admits it no longer. */
    EXPELLED;

    /** What was wrong, in words; nothing if the node was told to end. */
    static Optional<String> fault(CoordinatedShutdown.Reason reason) {
        // Its process was told to end (Pekko may hear of that first), or a member was told to have this node leave.
        if (reason.equals(ASKED)
                || reason.equals(CoordinatedShutdown.jvmExitReason())
                || reason.equals(CoordinatedShutdown.clusterLeavingReason())) {
            return Optional.empty();
        }
        if (reason.equals(EXPELLED)) {
            return Optional.of("the consortium's list of operators admits this node no longer");
        }
        if (reason.equals(CoordinatedShutdown.incompatibleConfigurationDetectedReason())) {
            return Optional.of(
                    "the cluster does not take this node: it runs another version of Bulwark, or with other settings;"
                            + " the log says which");
        }
        if (reason.equals(CoordinatedShutdown.clusterDowningReason())) {
            return Optional.of("the other members removed this node from the cluster; their logs say why");
        }
        return Optional.of("the node ended by itself: " + reason);
    }
}
