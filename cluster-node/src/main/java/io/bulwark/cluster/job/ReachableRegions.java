package io.bulwark.cluster.job;

import io.bulwark.protocol.Region;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.ClusterEvent.CurrentClusterState;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;

/**
 * The regions that have members in reach which jobs run on, as this node sees them. Of another region Pekko watches the members that joined first, and says that
 * the region cannot be reached as long as one of these cannot: that is over when the region itself has removed a dead one, well within anybody's patience.
 * Safe for use by many threads.
 */
public final class ReachableRegions implements Supplier<Set<Region>> {
    private static final String FOUND_AFTER =
            "pekko.cluster.multi-data-center.failure-detector.acceptable-heartbeat-pause";

    private final Cluster cluster;
    private final String role;
    private final Duration foundAfter;

    /** @param role of nodes that hold jobs */
    public ReachableRegions(ActorSystem<?> system, String role) {
        cluster = Cluster.get(system);
        this.role = role;
        foundAfter = system.settings().config().getDuration(FOUND_AFTER);
    }

    /** How long a region has given no sign of life, at the least, when it is found out of reach. */
    Duration foundAfter() {
        return foundAfter;
    }

    @Override
    public Set<Region> get() {
        CurrentClusterState state = cluster.state();
        return StreamSupport.stream(state.getMembers().spliterator(), false)
                .filter(member -> member.status().equals(MemberStatus.up()) && member.hasRole(role))
                .map(Member::dataCenter)
                .filter(region -> !state.unreachableDataCenters().contains(region))
                .map(Region::new)
                .collect(Collectors.toUnmodifiableSet());
    }
}
