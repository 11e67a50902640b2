package io.bulwark.cluster.gateway;

import io.bulwark.protocol.api.NodeView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.ClusterEvent.CurrentClusterState;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;

/** The members of the cluster, as one node sees them. */
final class Members {
    private static final Set<String> ROLES = Set.of("prover", "gateway");

    private final Cluster cluster;

    Members(ActorSystem<?> system) {
        cluster = Cluster.get(system);
    }

    List<NodeView> all() {
        CurrentClusterState state = cluster.state();
        List<NodeView> nodes = new ArrayList<>();
        state.getMembers()
                .forEach(
                        member -> nodes.add(view(member, !state.getUnreachable().contains(member))));
        nodes.sort(Comparator.comparing(NodeView::address));
        return nodes;
    }

    private static NodeView view(Member member, boolean reachable) {
        String address = member.address().getHost().orElse("") + ":"
                + member.address().getPort().orElse(0);
        return new NodeView(
                Optional.empty(),
                address,
                member.status().toString().toLowerCase(Locale.ROOT),
                reachable,
                member.getRoles().stream().filter(ROLES::contains).sorted().toList());
    }

    /** Why this node is no full member now; empty if it is one. */
    Optional<String> unready() {
        MemberStatus status = cluster.selfMember().status();
        return status.equals(MemberStatus.up())
                ? Optional.empty()
                : Optional.of("this node is no member of the cluster yet, or no longer: it is " + status);
    }
}
