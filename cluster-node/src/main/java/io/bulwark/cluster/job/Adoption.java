package io.bulwark.cluster.job;

import io.bulwark.protocol.Region;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * For which jobs a region works now: those whose home it is, and those whose home, with all regions that come before this one in the job's order, is out of
 * reach and has given no sign of life for longer than the patience. Every region decides that for itself, from what it can reach: behind a cut two may work for one job, and what they
 * find out merges.
 *
 * <p>Plain state: no clock (the caller gives the time, in nanoseconds of any one monotonic clock), no threads, no I/O.
 */
public final class Adoption {
    private final Region self;
    private final long patience;
    private final long foundAfter;
    private final long started;
    /** All that were ever in reach. */
    private final Set<Region> seen = new HashSet<>();

    private Set<Region> reachable;
    /** When those gave their last sign of life that were in reach before. */
    private final Map<Region, Long> lost = new HashMap<>();

    /**
     * A region that can reach itself only, from now on.
     *
     * @param patience how long a region is waited for, from its last sign of life, in nanoseconds
     * @param foundAfter how long a region has given no sign of life, at the least, when it is found out of reach
     */
    public Adoption(Region self, long patience, long foundAfter, long now) {
        this.self = self;
        this.patience = patience;
        this.foundAfter = foundAfter;
        started = now;
        reachable = Set.of(self);
        seen.add(self);
    }

    /** These regions have members in reach now that jobs can run on. */
    public void reachable(Set<Region> regions, long now) {
        Set<Region> all = new HashSet<>(regions);
        all.add(self);
        reachable.stream()
                .filter(region -> !all.contains(region))
                .forEach(region -> lost.put(region, now - foundAfter));
        lost.keySet().removeAll(all);
        seen.addAll(all);
        reachable = Set.copyOf(all);
    }

    /** Whether this region is to work for a job now. */
    public boolean works(List<Region> order, long now) {
        for (Region region : turns(order, seen)) {
            if (region.equals(self)) {
                return true;
            }
            if (reachable.contains(region) || now - lost.getOrDefault(region, started) <= patience) {
                return false;
            }
        }
        return false;
    }

    /** The region to ask for a job: the first one in its order that can be reached. */
    public static Region asks(List<Region> order, Set<Region> reachable, Region otherwise) {
        return turns(order, reachable).stream()
                .filter(reachable::contains)
                .findFirst()
                .orElse(otherwise);
    }

    /** The order in which a region of this name, among others, takes jobs on that it accepts: itself first. */
    public static List<Region> order(Region home, Set<Region> others, int most) {
        List<Region> order = new ArrayList<>(List.of(home));
        others.stream()
                .filter(region -> !region.equals(home))
                // Whoever comes next differs from home to home.
                .sorted(Comparator.<Region>comparingInt(region -> region.compareTo(home) < 0 ? 1 : 0)
                        .thenComparing(Comparator.naturalOrder()))
                .limit(most - 1L)
                .forEach(order::add);
        return List.copyOf(order);
    }

    /** Regions that a job's maker did not know of come last. */
    private static List<Region> turns(List<Region> order, Set<Region> known) {
        Set<Region> others = new TreeSet<>(known);
        others.removeAll(order);
        List<Region> turns = new ArrayList<>(order);
        turns.addAll(others);
        return turns;
    }
}
