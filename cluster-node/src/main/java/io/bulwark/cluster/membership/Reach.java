package io.bulwark.cluster.membership;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.ClusterEvent.CurrentClusterState;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.typed.Cluster;

/**
 * The nodes of regions that are cut off. Nobody removes the members of such a region, so whoever is listed there is listed still. Pekko says that a region
 * cannot be reached as soon as one of its members cannot that are watched from here; if only that one is dead, the region has removed it within seconds, so a
 * region counts as cut off a little later.
 *
 * <p>Safe for use by many threads.
 */
public final class Reach implements Supplier<Set<Address>> {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Cluster cluster;
    /** Since when each region could not be reached. */
    private final Map<String, Long> since = new HashMap<>();

    public Reach(ActorSystem<?> system) {
        cluster = Cluster.get(system);
    }

    /** The addresses of those nodes; empty nearly always. */
    @Override
    public Set<Address> get() {
        CurrentClusterState state = cluster.state();
        Set<String> regions;
        synchronized (since) {
            regions = cutOff(state.getUnreachableDataCenters(), since, System.nanoTime());
        }
        Set<Address> nodes = new HashSet<>();
        if (!regions.isEmpty()) {
            for (Member member : state.getMembers()) {
                if (regions.contains(member.dataCenter())) {
                    nodes.add(member.address());
                }
            }
        }
        return nodes;
    }

    /**
     * Those regions that could not be reached for a while.
     *
     * @param unreachable that cannot be reached now
     * @param since brought up to date
     */
    static Set<String> cutOff(Set<String> unreachable, Map<String, Long> since, long now) {
        since.keySet().retainAll(unreachable);
        Set<String> cut = new HashSet<>();
        for (String region : unreachable) {
            if (now - since.computeIfAbsent(region, any -> now) > PATIENCE.toNanos()) {
                cut.add(region);
            }
        }
        return cut;
    }
}
