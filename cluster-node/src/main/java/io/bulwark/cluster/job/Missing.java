package io.bulwark.cluster.job;

import io.bulwark.cluster.job.ShareFlow.Place;
import io.bulwark.protocol.Jurisdiction;
import io.bulwark.protocol.Policy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Why a job's segments cannot be placed, in words for whoever waits for it.
 *
 * @param committed what each place has proved, or is at
 * @param atHand where more can be proved now
 */
record Missing(Policy policy, int segments, boolean complete, Map<Place, Integer> committed, Collection<Place> atHand) {
    String words() {
        List<String> reasons = new ArrayList<>();
        if (atHand.isEmpty()) {
            reasons.add("no prover" + where() + " can be reached");
        }
        String run = complete ? "the run has " + segments + " segments" : segments + " segments are planned so far";
        int least = Math.max(policy.leastOperators(), policy.leastJurisdictions());
        if (segments < least) {
            reasons.add(run + ", too few for " + least + " operators or jurisdictions to prove one each");
        } else if (policy.most(segments) == 0) {
            reasons.add(run + ", too few for one to be at most " + policy.greatestSharePercent() + " % of them");
        }
        few("operators", policy.leastOperators(), names(Place::operator), reasons);
        few("jurisdictions", policy.leastJurisdictions(), names(Place::jurisdiction), reasons);
        if (reasons.isEmpty()) {
            reasons.add(share(run));
        }
        return "waits for provers that its policy allows: " + String.join("; ", reasons);
    }

    private String where() {
        if (!policy.allowed().isEmpty()) {
            return " in one of the allowed jurisdictions " + sorted(policy.allowed());
        }
        return policy.denied().isEmpty() ? "" : " outside of the denied jurisdictions " + sorted(policy.denied());
    }

    private static void few(String what, int least, Set<?> have, List<String> reasons) {
        if (have.size() < least) {
            reasons.add("at least " + least + " " + what + " are asked for, and there are " + have.size() + " " + have);
        }
    }

    private String share(String run) {
        int most = policy.most(segments);
        int can = new ShareFlow(
                        segments,
                        most,
                        policy.leastOperators(),
                        policy.leastJurisdictions(),
                        committed,
                        new HashSet<>(atHand))
                .units();
        return run + ", of which one operator or jurisdiction proves at most " + most + " ("
                + policy.greatestSharePercent() + " %); so those that can be reached, operators "
                + atHand.stream().map(Place::operator).collect(Collectors.toCollection(TreeSet::new)) + " in "
                + atHand.stream().map(Place::jurisdiction).collect(Collectors.toCollection(TreeSet::new)) + ", prove "
                + Math.min(can, segments) + " at most";
    }

    private <K extends Comparable<K>> Set<K> names(Function<Place, K> of) {
        Set<K> names = new TreeSet<>();
        committed.keySet().forEach(place -> names.add(of.apply(place)));
        atHand.forEach(place -> names.add(of.apply(place)));
        return names;
    }

    private static Set<Jurisdiction> sorted(Set<Jurisdiction> jurisdictions) {
        return new TreeSet<>(jurisdictions);
    }
}
