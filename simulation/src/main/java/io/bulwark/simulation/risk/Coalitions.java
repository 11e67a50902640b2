package io.bulwark.simulation.risk;

import io.bulwark.simulation.risk.NetworkMap.Site;
import io.bulwark.simulation.risk.Remainder.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** How many have to act together to reach a goal: the Nakamoto coefficients, by operator or by jurisdiction. */
final class Coalitions {
    private final NetworkMap map;
    private final Function<Site, Object> by;

    /** @param by what acts as one: an operator, or a jurisdiction */
    Coalitions(NetworkMap map, Function<Site, Object> by) {
        this.map = map;
        this.by = by;
    }

    /** Members by their nodes, the largest first. */
    List<Object> bySize() {
        Map<Object, Integer> sizes = new HashMap<>();
        map.sites().stream()
                .filter(site -> map.policy().admits(site.jurisdiction()))
                .forEach(site -> sizes.merge(by.apply(site), site.nodes(), Integer::sum));
        return sizes.entrySet().stream()
                .sorted(Comparator.<Map.Entry<Object, Integer>>comparingInt(e -> -e.getValue())
                        .thenComparing(e -> e.getKey().toString()))
                .<Object>map(Map.Entry::getKey)
                .toList();
    }

    /** The fewest that halt the network by stopping: no job of the policy ends. */
    int halting() {
        return smallest(List.of(bySize(), rarest(Site::operator), rarest(Site::jurisdiction)), State.HALTED);
    }

    /** The fewest that leave less capacity than the jobs need: exact, since taking the largest first takes the most. */
    int overloading() {
        return smallest(List.of(bySize(), rarest(Site::operator), rarest(Site::jurisdiction)), State.OVERLOADED);
    }

    /**
     * The members in the order that empties some group fastest: first those groups that fewest members make up. With the sizes' order this is exact as long as no
     * member is in several groups; where some are, it is an upper bound.
     */
    private List<Object> rarest(Function<Site, Object> group) {
        Map<Object, Set<Object>> members = new TreeMap<>(Comparator.comparing(Object::toString));
        map.sites().stream()
                .filter(site -> map.policy().admits(site.jurisdiction()))
                .forEach(site -> members.computeIfAbsent(group.apply(site), any -> new HashSet<>())
                        .add(by.apply(site)));
        List<Object> order = new ArrayList<>();
        members.values().stream()
                .sorted(Comparator.comparingInt(Set::size))
                .forEach(some -> some.stream()
                        .sorted(Comparator.comparing(Object::toString))
                        .filter(member -> !order.contains(member))
                        .forEach(order::add));
        return order;
    }

    private int smallest(List<List<Object>> orders, State goal) {
        int best = Integer.MAX_VALUE;
        for (List<Object> order : orders) {
            Set<Object> stopped = new HashSet<>();
            for (int i = 0; i < order.size(); i++) {
                stopped.add(order.get(i));
                if (reaches(stopped, goal)) {
                    best = Math.min(best, i + 1);
                    break;
                }
            }
        }
        return best;
    }

    private boolean reaches(Set<Object> stopped, State goal) {
        return Remainder.without(map, site -> stopped.contains(by.apply(site)))
                        .state()
                        .compareTo(goal)
                >= 0;
    }

    /** The fewest that can keep a submitter's jobs from ever ending: all whom the submitter could turn to, or enough provers to halt. */
    int censoring() {
        return Math.min(halting(), all());
    }

    /** The fewest that hold more than half of the operators' votes on the members' list; a jurisdiction holds those of operators that are only there. */
    OptionalInt capturingTheList() {
        Map<Object, Set<Object>> homes = new HashMap<>();
        map.sites()
                .forEach(site -> homes.computeIfAbsent(site.operator(), any -> new HashSet<>())
                        .add(by.apply(site)));
        Map<Object, Integer> votes = new HashMap<>();
        homes.values().stream()
                .filter(places -> places.size() == 1)
                .forEach(places -> votes.merge(places.iterator().next(), 1, Integer::sum));
        int needed = homes.size() / 2 + 1;
        int held = 0;
        int members = 0;
        for (int vote :
                votes.values().stream().sorted(Comparator.reverseOrder()).toList()) {
            held += vote;
            members++;
            if (held >= needed) {
                return OptionalInt.of(members);
            }
        }
        return OptionalInt.empty();
    }

    /** Members whose stopping alone brings the network to that state. */
    List<Object> alone(State goal) {
        return bySize().stream().filter(member -> reaches(Set.of(member), goal)).toList();
    }

    private int all() {
        return (int) map.sites().stream().map(by).distinct().count();
    }

    /** What part of all nodes each has, the largest first. */
    Map<String, Double> shares() {
        Map<String, Double> shares = new java.util.LinkedHashMap<>();
        for (Object member : bySize()) {
            double nodes = map.sites().stream()
                    .filter(site -> by.apply(site).equals(member))
                    .mapToInt(Site::nodes)
                    .sum();
            shares.put(member.toString(), nodes / map.nodes());
        }
        return shares;
    }
}
