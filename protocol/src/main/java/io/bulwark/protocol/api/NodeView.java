package io.bulwark.protocol.api;

import io.bulwark.protocol.Jurisdiction;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.OperatorId;
import io.bulwark.protocol.Region;
import java.util.List;
import java.util.Optional;

/**
 * A member of the cluster.
 *
 * @param name absent for a member that has not said it yet
 * @param operator who runs it, as its certificate says; absent while that is not known
 * @param address "host:port"
 * @param status joining, up, leaving, exiting or down
 * @param reachable whether the gateway that answers hears from it
 * @param roles prover, gateway
 * @param load what its slots are at; absent for a member that has none, or has not said it
 */
public record NodeView(
        Optional<NodeId> name,
        Optional<OperatorId> operator,
        Optional<Jurisdiction> jurisdiction,
        Optional<Region> region,
        String address,
        String status,
        boolean reachable,
        List<String> roles,
        Optional<LoadView> load) {
    public NodeView {
        roles = List.copyOf(roles);
    }
}
