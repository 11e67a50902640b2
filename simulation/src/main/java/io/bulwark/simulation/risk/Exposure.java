package io.bulwark.simulation.risk;

import io.bulwark.simulation.engine.Dice;
import io.bulwark.simulation.risk.NetworkMap.Site;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Of how many jobs somebody in a jurisdiction sees program and input, and how long a coalition can hold a job up: by chance, with the cluster's way of placing:
 * three nodes keep what was handed in, and every task goes to whichever admitted node comes first, as long as the policy's greatest share is kept.
 */
final class Exposure {
    private static final int KEEPERS = 3;

    private final NetworkMap map;
    private final Dice dice;
    private final List<Site> nodes = new ArrayList<>();
    private final List<Site> admitted = new ArrayList<>();

    Exposure(NetworkMap map, long seed) {
        this.map = map;
        dice = new Dice(seed, "exposure");
        for (Site site : map.sites()) {
            for (int i = 0; i < site.nodes(); i++) {
                nodes.add(site);
                if (map.policy().admits(site.jurisdiction())) {
                    admitted.add(site);
                }
            }
        }
    }

    /** For each jurisdiction, of which part of so many jobs it sees program and input. */
    Map<String, Double> seen(int jobs) {
        Map<String, Integer> counts = new TreeMap<>();
        for (int job = 0; job < jobs; job++) {
            Set<String> seeing = new HashSet<>();
            for (int i = 0; i < KEEPERS; i++) {
                // Who keeps it may not work for it, and sees it all the same: input is not encrypted.
                seeing.add(dice.one(nodes).jurisdiction().toString());
            }
            seeing.addAll(provers());
            seeing.forEach(place -> counts.merge(place, 1, Integer::sum));
        }
        Map<String, Double> shares = new TreeMap<>();
        map.jurisdictions()
                .forEach(place ->
                        shares.put(place.toString(), counts.getOrDefault(place.toString(), 0) / (double) jobs));
        return shares;
    }

    /** Where the segments of a job are proved. */
    private Set<String> provers() {
        Set<String> places = new HashSet<>();
        if (admitted.isEmpty()) {
            return places;
        }
        int most = Math.max(1, map.policy().most(map.segments()));
        Map<Object, Integer> given = new HashMap<>();
        for (int segment = 0; segment < map.segments(); segment++) {
            for (int attempt = 0; attempt < 1000; attempt++) {
                Site site = dice.one(admitted);
                boolean free = given.getOrDefault(site.operator(), 0) < most
                        && given.getOrDefault(site.jurisdiction(), 0) < most;
                if (free) {
                    given.merge(site.operator(), 1, Integer::sum);
                    given.merge(site.jurisdiction(), 1, Integer::sum);
                    places.add(site.jurisdiction().toString());
                    break;
                }
            }
        }
        return places;
    }

    /**
     * How many minutes until a submitter's job is with an honest node, in the mean of so many jobs, if a coalition has that share of all nodes, drops the submitter's jobs
     * silently, and the submitter waits so long before handing the work in anew at another gateway.
     */
    double minutesHeldUp(double share, double patienceMinutes, int jobs) {
        double sum = 0;
        for (int job = 0; job < jobs; job++) {
            int attempts = 0;
            while (attempts < 10_000 && dropped(share)) {
                attempts++;
            }
            sum += attempts * patienceMinutes;
        }
        return sum / jobs;
    }

    /** The gateway, and the node that runs the job, each may be the coalition's. */
    private boolean dropped(double share) {
        boolean atTheGateway = dice.chance(share);
        boolean byTheHolder = dice.chance(share);
        return atTheGateway || byTheHolder;
    }
}
