package io.bulwark.cluster.job;

import io.bulwark.protocol.Region;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
 * The regions that have members in reach which jobs run on, as this node sees them. Of another region Pekko watches only some members, those that joined
 * first: it is out of reach when all of these are, for the others nobody would notice. Safe for use by many threads.
 */
public final class ReachableRegions implements Supplier<Set<Region>> {
    private static final String WATCHED = "pekko.cluster.multi-data-center.cross-data-center-connections";

    private final Cluster cluster;
    private final int watched;
    private final String role;

    /** @param role of nodes that hold jobs */
    public ReachableRegions(ActorSystem<?> system, String role) {
        cluster = Cluster.get(system);
        watched = system.settings().config().getInt(WATCHED);
        this.role = role;
    }

    @Override
    public Set<Region> get() {
        CurrentClusterState state = cluster.state();
        Map<String, List<Member>> byRegion = StreamSupport.stream(
                        state.getMembers().spliterator(), false)
                .filter(member -> member.status().equals(MemberStatus.up()))
                .collect(Collectors.groupingBy(Member::dataCenter));
        Set<Region> regions = new HashSet<>();
        byRegion.forEach((region, members) -> {
            boolean holdsJobs = members.stream().anyMatch(member -> member.hasRole(role));
            boolean inReach = members.stream()
                    .sorted(Member.ageOrdering())
                    .limit(watched)
                    .anyMatch(member -> !state.getUnreachable().contains(member));
            if (holdsJobs && inReach) {
                regions.add(new Region(region));
            }
        });
        return Set.copyOf(regions);
    }
}
