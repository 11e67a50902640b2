package io.bulwark.aggregator;

import io.bulwark.protocol.Span;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The pieces of a run that are known, and of these the chain that is worth joining: pieces that do not overlap, that leave out as few intervals as possible
 * and, of such chains, are the fewest.
 *
 * <p>As long as of any two pieces that share intervals one contains the other, the chain is that of the pieces which lie in no other. Where pieces cross, which
 * they do only if different owners joined the same run in different ways, it is the shortest path from the run's first interval to its last known one.
 *
 * <p>Nothing is forgotten before one piece covers the run: a short piece inside a long one may be the very one that closes a gap when the long one turns out
 * to lead nowhere. So there are at most as many entries as different stretches have been proved.
 */
final class Cover<P extends Proven> {
    /** All that is known, by first interval and then by end. */
    private final NavigableMap<Integer, NavigableMap<Integer, P>> known = new TreeMap<>();
    /** The chain, by first interval. */
    private NavigableMap<Integer, P> chain = new TreeMap<>();

    private boolean crossing;

    /** What became of the chain. */
    enum Change {
        /** It is what it was. */
        NONE,
        /** It has the piece in the place of those that lie in it. */
        TAKEN_IN,
        /** Any part of it may be another. */
        REBUILT
    }

    Change add(P piece) {
        Span span = piece.span();
        P before = known.computeIfAbsent(span.first(), any -> new TreeMap<>()).putIfAbsent(span.end(), piece);
        if (before != null) {
            return Change.NONE;
        }
        crossing = crossing || crosses(span);
        if (crossing) {
            rebuild();
            return Change.REBUILT;
        }
        if (containing(span).isPresent()) {
            return Change.NONE;
        }
        var inside = chain.subMap(span.first(), span.end()).values().iterator();
        while (inside.hasNext()) {
            inside.next();
            inside.remove();
        }
        chain.put(span.first(), piece);
        return Change.TAKEN_IN;
    }

    /** Forgets all but the piece that covers the run. */
    void settle(P whole) {
        known.clear();
        chain.clear();
        crossing = false;
        add(whole);
    }

    /** The piece of the chain that contains the span, if there is one. */
    Optional<P> containing(Span span) {
        Map.Entry<Integer, P> before = chain.floorEntry(span.first());
        return before != null && before.getValue().span().contains(span)
                ? Optional.of(before.getValue())
                : Optional.empty();
    }

    /** The piece of the chain that starts with this interval. */
    Optional<P> from(int interval) {
        return Optional.ofNullable(chain.get(interval));
    }

    /** Whether a piece of the chain has intervals both before this one and from it on. */
    boolean straddles(int interval) {
        Map.Entry<Integer, P> before = chain.lowerEntry(interval);
        return before != null && before.getValue().span().end() > interval;
    }

    Optional<P> last() {
        return chain.isEmpty()
                ? Optional.empty()
                : Optional.of(chain.lastEntry().getValue());
    }

    /** In the order of the run. */
    Collection<P> chain() {
        return Collections.unmodifiableCollection(chain.values());
    }

    /** What pieces of the chain cover that start within the span. */
    List<Span> within(Span span) {
        return chain.subMap(span.first(), span.end()).values().stream()
                .map(Proven::span)
                .toList();
    }

    /** Whether a piece of the chain shares intervals with the span, and neither contains the other. */
    private boolean crosses(Span span) {
        Map.Entry<Integer, P> before = chain.lowerEntry(span.first());
        if (before != null && crosses(before.getValue().span(), span)) {
            return true;
        }
        Map.Entry<Integer, P> lastInside = chain.lowerEntry(span.end());
        return lastInside != null && crosses(lastInside.getValue().span(), span);
    }

    private static boolean crosses(Span a, Span b) {
        return a.overlaps(b) && !a.contains(b) && !b.contains(a);
    }

    /** The best way to a border between intervals: over which piece, and what it costs. */
    private record Way<P>(Optional<P> over, int from, int leftOut, int pieces) {
        boolean betterThan(Way<P> other) {
            return leftOut != other.leftOut ? leftOut < other.leftOut : pieces < other.pieces;
        }
    }

    private void rebuild() {
        SortedSet<Integer> borders = new TreeSet<>(known.keySet());
        known.values().forEach(byEnd -> borders.addAll(byEnd.keySet()));
        Map<Integer, Way<P>> ways = new HashMap<>();
        int previous = borders.first();
        ways.put(previous, new Way<>(Optional.empty(), previous, 0, 0));
        for (int border : borders) {
            Way<P> reached = ways.get(previous);
            offer(
                    ways,
                    border,
                    new Way<>(Optional.empty(), previous, reached.leftOut + border - previous, reached.pieces));
            Way<P> here = ways.get(border);
            known.getOrDefault(border, Collections.emptyNavigableMap())
                    .forEach((end, piece) ->
                            offer(ways, end, new Way<>(Optional.of(piece), border, here.leftOut, here.pieces + 1)));
            previous = border;
        }
        Deque<P> path = new ArrayDeque<>();
        for (int border = previous; border != borders.first(); border = ways.get(border).from) {
            ways.get(border).over.ifPresent(path::push);
        }
        chain = new TreeMap<>();
        path.forEach(piece -> chain.put(piece.span().first(), piece));
    }

    private static <P> void offer(Map<Integer, Way<P>> ways, int border, Way<P> way) {
        ways.merge(border, way, (known, other) -> other.betterThan(known) ? other : known);
    }
}
