package io.bulwark.cluster.job;

import io.bulwark.cluster.job.ShareFlow.Place;
import io.bulwark.protocol.Jurisdiction;
import io.bulwark.protocol.OperatorId;
import io.bulwark.protocol.Policy;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What can still become of a run under its policy.
 *
 * @param atHand where segments can be proved now
 * @param known where they ever could: who was there before may come back
 */
record Outlook(Policy policy, int segments, Set<Place> atHand, Set<Place> known) {
    /** The commitments with so many more, or fewer, at a place. */
    static Map<Place, Integer> add(Map<Place, Integer> commitments, Place place, int more) {
        Map<Place, Integer> added = new HashMap<>(commitments);
        added.merge(place, more, Integer::sum);
        added.remove(place, 0);
        return added;
    }

    /** Whether what is committed can be kept, and the rest be proved by members at hand, or by these and those that may come back. */
    boolean leadsOn(Map<Place, Integer> commitments) {
        return leadsOn(commitments, atHand) || leadsOn(commitments, known);
    }

    /** Whether what is committed can be kept, and the rest be proved by the members at hand. */
    boolean leadsOnNow(Map<Place, Integer> commitments) {
        return leadsOn(commitments, atHand);
    }

    /** Whether the members at hand could do all that not all of what is committed is kept for. */
    boolean suffices(Map<Place, Integer> commitments) {
        return enough(flow(commitments, atHand));
    }

    /** How much of what is committed at each place is in the way of the members at hand: as little as can be. They must {@linkplain #suffices suffice}. */
    Map<Place, Integer> surplus(Map<Place, Integer> commitments) {
        ShareFlow flow = flow(commitments, atHand);
        Map<Place, Integer> surplus = new HashMap<>();
        commitments.forEach((place, count) -> surplus.put(place, count - flow.kept(place)));
        return surplus;
    }

    /** Whether these commitments could be kept, whoever were at hand for the rest. */
    boolean conceivable(Map<Place, Integer> commitments) {
        Map<OperatorId, Integer> operators = new HashMap<>();
        Map<Jurisdiction, Integer> jurisdictions = new HashMap<>();
        commitments.forEach((place, count) -> {
            operators.merge(place.operator(), count, Integer::sum);
            jurisdictions.merge(place.jurisdiction(), count, Integer::sum);
        });
        int most = policy.most(segments);
        int rest = segments
                - commitments.values().stream().mapToInt(Integer::intValue).sum();
        return operators.values().stream().allMatch(count -> count <= most)
                && jurisdictions.values().stream().allMatch(count -> count <= most)
                && rest >= policy.leastOperators() - operators.size()
                && rest >= policy.leastJurisdictions() - jurisdictions.size();
    }

    private boolean leadsOn(Map<Place, Integer> commitments, Set<Place> by) {
        ShareFlow flow = flow(commitments, by);
        return enough(flow)
                && commitments.entrySet().stream().allMatch(held -> flow.kept(held.getKey()) == held.getValue());
    }

    private boolean enough(ShareFlow flow) {
        return flow.units() == segments
                && segments >= policy.leastOperators()
                && segments >= policy.leastJurisdictions();
    }

    private ShareFlow flow(Map<Place, Integer> commitments, Set<Place> by) {
        return new ShareFlow(
                segments, policy.most(segments), policy.leastOperators(), policy.leastJurisdictions(), commitments, by);
    }
}
