package io.bulwark.protocol;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Whether those who worked for a job are whom its policy asks for. */
public final class Compliance {
    private Compliance() {}

    /**
     * Says what of the policy does not hold; nothing if all of it does.
     *
     * @param segments for each of the run's segments, who proved it
     * @param folds who made the joins, and the finish: only where they are matters
     */
    public static List<String> breaches(Policy policy, Collection<Member> segments, Collection<Member> folds) {
        List<String> breaches = new ArrayList<>();
        for (Collection<Member> makers : List.of(segments, folds)) {
            makers.stream()
                    .filter(maker -> !policy.admits(maker.jurisdiction()))
                    .distinct()
                    .sorted((one, two) -> one.node().compareTo(two.node()))
                    .forEach(maker -> breaches.add("the policy does not allow " + maker.jurisdiction() + ", where "
                            + maker.node() + " of " + maker.operator() + " is"));
        }
        Map<OperatorId, Integer> operators = counts(segments, Member::operator);
        Map<Jurisdiction, Integer> jurisdictions = counts(segments, Member::jurisdiction);
        if (operators.size() < policy.leastOperators()) {
            breaches.add("the policy asks for at least " + policy.leastOperators() + " operators, got "
                    + operators.size() + ": " + operators.keySet());
        }
        if (jurisdictions.size() < policy.leastJurisdictions()) {
            breaches.add("the policy asks for at least " + policy.leastJurisdictions() + " jurisdictions, got "
                    + jurisdictions.size() + ": " + jurisdictions.keySet());
        }
        share(policy, segments.size(), "operator", operators, breaches);
        share(policy, segments.size(), "jurisdiction", jurisdictions, breaches);
        return List.copyOf(breaches);
    }

    private static <K> void share(
            Policy policy, int segments, String what, Map<K, Integer> counts, List<String> breaches) {
        counts.forEach((who, count) -> {
            if (count > policy.most(segments)) {
                breaches.add("the policy allows one " + what + " at most " + policy.greatestSharePercent() + " % of "
                        + segments + " segments, which is " + policy.most(segments) + "; " + who + " made " + count);
            }
        });
    }

    private static <K extends Comparable<K>> Map<K, Integer> counts(Collection<Member> makers, Function<Member, K> by) {
        Map<K, Integer> counts = new TreeMap<>();
        makers.forEach(maker -> counts.merge(by.apply(maker), 1, Integer::sum));
        return counts;
    }
}
