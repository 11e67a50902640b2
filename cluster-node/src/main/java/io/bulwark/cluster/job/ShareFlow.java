package io.bulwark.cluster.job;

import io.bulwark.protocol.Jurisdiction;
import io.bulwark.protocol.OperatorId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How many of a run's segments can be proved, and by whom, so that no operator and no jurisdiction has more than its share and there are enough of both: a
 * flow of the greatest value, and of these one that keeps most of what is committed already.
 *
 * <p>From the source each segment goes to an operator, through that to a jurisdiction, and from there to the sink. What must be spread goes by a way of its
 * own on which each operator, or jurisdiction, takes one; so the greatest flow has as many units as there are segments exactly if the policy can be held.
 * Successive cheapest paths (R. G. Busacker, P. J. Gowen, 1960); a unit that is kept costs one less than one that is not.
 */
final class ShareFlow {
    /** Where segments are proved: by whom, and under which law. */
    record Place(OperatorId operator, Jurisdiction jurisdiction) {}

    private static final int SOURCE = 0;
    private static final int SINK = 1;
    private static final int SPREAD_OPERATORS = 2;
    private static final int OTHER_OPERATORS = 3;
    private static final int SPREAD_JURISDICTIONS = 4;
    private static final int OTHER_JURISDICTIONS = 5;
    private static final int FIXED = 6;
    private static final int FAR = Integer.MAX_VALUE / 2;

    private static final class Edge {
        private final int to;
        private final int cost;
        private int room;
        private Edge back;

        private Edge(int to, int room, int cost) {
            this.to = to;
            this.room = room;
            this.cost = cost;
        }
    }

    private final List<List<Edge>> edges = new ArrayList<>();
    private final Map<Place, Edge> kept = new HashMap<>();
    private final int units;

    /**
     * The flow of so many segments.
     *
     * @param most segments of one operator, or of one jurisdiction, at most
     * @param committed what each place has already, or has been given; it need not be at hand
     * @param atHand where more can be proved
     */
    ShareFlow(
            int segments,
            int most,
            int leastOperators,
            int leastJurisdictions,
            Map<Place, Integer> committed,
            Collection<Place> atHand) {
        Set<OperatorId> operators = new TreeSet<>();
        Set<Jurisdiction> jurisdictions = new TreeSet<>();
        for (Collection<Place> places : List.of(committed.keySet(), atHand)) {
            places.forEach(place -> operators.add(place.operator()));
            places.forEach(place -> jurisdictions.add(place.jurisdiction()));
        }
        for (int i = 0; i < FIXED; i++) {
            edges.add(new ArrayList<>());
        }
        connect(SOURCE, SPREAD_OPERATORS, Math.min(leastOperators, segments), 0);
        connect(SOURCE, OTHER_OPERATORS, Math.max(0, segments - leastOperators), 0);
        connect(SPREAD_JURISDICTIONS, SINK, Math.min(leastJurisdictions, segments), 0);
        connect(OTHER_JURISDICTIONS, SINK, Math.max(0, segments - leastJurisdictions), 0);
        Map<OperatorId, Integer> fromOperator = new TreeMap<>();
        for (OperatorId operator : operators) {
            int in = node();
            int out = node();
            connect(SPREAD_OPERATORS, in, 1, 0);
            connect(OTHER_OPERATORS, in, segments, 0);
            connect(in, out, most, 0);
            fromOperator.put(operator, out);
        }
        Map<Jurisdiction, Integer> toJurisdiction = new TreeMap<>();
        for (Jurisdiction jurisdiction : jurisdictions) {
            int in = node();
            int out = node();
            connect(in, out, most, 0);
            connect(out, SPREAD_JURISDICTIONS, 1, 0);
            connect(out, OTHER_JURISDICTIONS, segments, 0);
            toJurisdiction.put(jurisdiction, in);
        }
        committed.forEach((place, count) -> kept.put(
                place,
                connect(fromOperator.get(place.operator()), toJurisdiction.get(place.jurisdiction()), count, -1)));
        for (Place place : Set.copyOf(atHand)) {
            connect(fromOperator.get(place.operator()), toJurisdiction.get(place.jurisdiction()), segments, 0);
        }
        units = send();
    }

    /** How many segments can be proved so, what is committed included. */
    int units() {
        return units;
    }

    /** How much of what a place is committed to is kept. */
    int kept(Place place) {
        Edge edge = kept.get(place);
        return edge == null ? 0 : edge.back.room;
    }

    private int node() {
        edges.add(new ArrayList<>());
        return edges.size() - 1;
    }

    private Edge connect(int from, int to, int room, int cost) {
        Edge edge = new Edge(to, room, cost);
        Edge back = new Edge(from, 0, -cost);
        edge.back = back;
        back.back = edge;
        edges.get(from).add(edge);
        edges.get(to).add(back);
        return edge;
    }

    private int send() {
        int sent = 0;
        while (true) {
            Edge[] last = cheapest();
            if (last[SINK] == null) {
                return sent;
            }
            int room = FAR;
            for (Edge edge = last[SINK]; edge != null; edge = last[edge.back.to]) {
                room = Math.min(room, edge.room);
            }
            for (Edge edge = last[SINK]; edge != null; edge = last[edge.back.to]) {
                edge.room -= room;
                edge.back.room += room;
            }
            sent += room;
        }
    }

    /** For each node that can be reached, the last edge of a cheapest way to it. Costs can be negative, but no circle's is. */
    private Edge[] cheapest() {
        int[] cost = new int[edges.size()];
        Arrays.fill(cost, FAR);
        Edge[] last = new Edge[edges.size()];
        boolean[] waiting = new boolean[edges.size()];
        Deque<Integer> queue = new ArrayDeque<>(List.of(SOURCE));
        cost[SOURCE] = 0;
        while (!queue.isEmpty()) {
            int node = queue.remove();
            waiting[node] = false;
            for (Edge edge : edges.get(node)) {
                if (edge.room > 0 && cost[node] + edge.cost < cost[edge.to]) {
                    cost[edge.to] = cost[node] + edge.cost;
                    last[edge.to] = edge;
                    if (!waiting[edge.to]) {
                        waiting[edge.to] = true;
                        queue.add(edge.to);
                    }
                }
            }
        }
        return last;
    }
}
