package io.bulwark.aggregator;

import com.google.protobuf.ByteString;
import io.bulwark.protocol.Checkpoint;
import io.bulwark.protocol.Claim;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The frontier of a run's proven intervals: which are known, which neighbours can be joined, and whether one covers the run.
 *
 * <p>Intervals come in any order and as often as they like. One that lies inside a known one adds nothing; one that contains known ones
 * swallows them. So what is known only grows, and every order of the same arrivals ends in the same cover of the run.
 *
 * <p>Plain state: no clock, no threads, no I/O. One owner at a time.
 *
 * @param <P> what a proven interval carries
 */
public final class FoldTree<P extends Proven> {
    /** What became of an arrival. */
    public enum Outcome {
        /** It is in the frontier now. */
        ADDED,
        /** A known interval covers it: it adds nothing. */
        COVERED,
        /** At one of its ends the run is known to be in another state, so it belongs to another run. */
        CONTRADICTS
    }

    /** Two neighbours that can be joined. */
    public record Join<P extends Proven>(P left, P right) {}

    /** Where the run ends while that is not known. */
    private static final long OPEN = Long.MAX_VALUE;

    private final long firstStep;
    private long lastStep = OPEN;
    /** By first step. None contains another, so the last steps ascend, too. */
    private final NavigableMap<Long, P> frontier = new TreeMap<>();
    /** The state at each step where some interval begins or ends. */
    private final Map<Long, ByteString> states = new HashMap<>();
    /** First steps of the intervals that are being joined. */
    private final Set<Long> busy = new HashSet<>();

    /**
     * The tree of a run whose end is not known yet, with nothing proven.
     *
     * @param start the state that the run starts in
     */
    public FoldTree(Checkpoint start) {
        firstStep = start.step();
        states.put(start.step(), start.state());
    }

    /**
     * The run ends at this step; nothing covers it before that is known.
     *
     * @throws IllegalArgumentException unless there is a step before it, or another end is known
     */
    public void ends(long step) {
        if (step <= firstStep || (lastStep != OPEN && lastStep != step)) {
            throw new IllegalArgumentException("expected one end behind step " + firstStep + ", got " + step
                    + (lastStep == OPEN ? "" : " after " + lastStep));
        }
        lastStep = step;
    }

    /** Takes in a proven interval. */
    public Outcome add(P proven) {
        Claim claim = proven.claim();
        if (claim.start().step() < firstStep || claim.end().step() > lastStep || contradicts(claim)) {
            return Outcome.CONTRADICTS;
        }
        if (covered(claim)) {
            return Outcome.COVERED;
        }
        swallow(claim);
        states.put(claim.start().step(), claim.start().state());
        states.put(claim.end().step(), claim.end().state());
        frontier.put(claim.start().step(), proven);
        return Outcome.ADDED;
    }

    /**
     * Two neighbours that no other join holds, which the caller is to join now; the pair of fewest steps, the earliest of several, so that
     * the tree of joins stays shallow. None if there are none.
     */
    public Optional<Join<P>> start() {
        Join<P> best = null;
        P left = null;
        for (P right : frontier.values()) {
            if (left != null && free(left) && free(right) && left.claim().meets(right.claim())) {
                Join<P> join = new Join<>(left, right);
                best = best == null || steps(join) < steps(best) ? join : best;
            }
            left = right;
        }
        if (best != null) {
            busy.add(best.left().claim().start().step());
            busy.add(best.right().claim().start().step());
        }
        return Optional.ofNullable(best);
    }

    /**
     * Takes in what a started join made; it takes the place of both its parts.
     *
     * @throws IllegalArgumentException if it does not claim what the two claim together
     */
    public Outcome finish(Join<P> join, P joined) {
        Claim expected = join.left().claim().join(join.right().claim());
        if (!joined.claim().equals(expected)) {
            throw new IllegalArgumentException("expected the join of both claims, got another claim");
        }
        release(join);
        return add(joined);
    }

    /** A started join came to nothing: its parts can be joined again. */
    public void release(Join<P> join) {
        busy.remove(join.left().claim().start().step());
        busy.remove(join.right().claim().start().step());
    }

    /** The interval that covers the whole run, if there is one. */
    public Optional<P> whole() {
        P first = frontier.get(firstStep);
        return first != null && first.claim().end().step() == lastStep ? Optional.of(first) : Optional.empty();
    }

    /** The known intervals that lie in no other, in the order of the run. */
    public Collection<P> pieces() {
        return Collections.unmodifiableCollection(frontier.values());
    }

    private boolean contradicts(Claim claim) {
        return contradicts(claim.start()) || contradicts(claim.end());
    }

    private boolean contradicts(Checkpoint checkpoint) {
        ByteString known = states.get(checkpoint.step());
        return known != null && !known.equals(checkpoint.state());
    }

    private boolean covered(Claim claim) {
        Map.Entry<Long, P> before = frontier.floorEntry(claim.start().step());
        return before != null
                && before.getValue().claim().end().step() >= claim.end().step();
    }

    private void swallow(Claim claim) {
        var inside = frontier.tailMap(claim.start().step(), true).values().iterator();
        while (inside.hasNext()
                && inside.next().claim().end().step() <= claim.end().step()) {
            inside.remove();
        }
    }

    private boolean free(P proven) {
        return !busy.contains(proven.claim().start().step());
    }

    private static <P extends Proven> long steps(Join<P> join) {
        return join.left().claim().steps() + join.right().claim().steps();
    }
}
