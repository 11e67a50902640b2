package io.bulwark.aggregator;

import io.bulwark.protocol.Checkpoint;
import io.bulwark.protocol.Claim;
import io.bulwark.protocol.Limits;
import io.bulwark.protocol.Span;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A run's proven pieces and the joins that make them one: which are known, which neighbours are to be joined next, and whether one covers the run.
 *
 * <p>The intervals have a grid: blocks of four, of sixteen and so on, each cut off where the run ends. Pieces are joined when they fill the smallest block
 * above them, as many at once as the rule allows. So a block that is still to be filled is waited for while there is other work, a run's tail is joined by twos
 * and threes as soon as it is known to be one, the tree is as shallow as can be, and two owners of the same run choose the same joins. Only where work runs
 * out, and the caller says so, are neighbours joined across blocks, rather than that a prover waits for a slow one.
 *
 * <p>Pieces come in any order and as often as they like, overlap as they like, and may be anybody's. A join that comes to nothing costs only itself; a piece
 * that comes by another way than the join that was started for it counts as well.
 *
 * <p>Plain state: no clock, no threads, no I/O. One owner at a time.
 *
 * @param <P> what a proven piece carries
 */
public final class FoldTree<P extends Proven> {
    /** What became of an arrival. */
    public enum Outcome {
        /** The run is known better than before. */
        ADDED,
        /** A known piece covers it. */
        COVERED,
        /** Between two intervals the run is known to be in another state, or to have ended: the piece belongs to another run. */
        CONTRADICTS
    }

    /** Neighbours that are to be joined, in the order of the run. */
    public record Join<P extends Proven>(List<P> parts) {
        /** The intervals of all of them. */
        public Span span() {
            int first = parts.getFirst().span().first();
            return new Span(first, parts.getLast().span().end() - first);
        }
    }

    private static final int OPEN = Integer.MAX_VALUE;
    private static final Comparator<Span> SMALL_BLOCKS_FIRST =
            Comparator.comparingInt(Span::count).thenComparing(Comparator.naturalOrder());

    private final JoinRule<? super P> rule;
    private final Cover<P> cover = new Cover<>();
    /** The state before each interval where some piece begins or ends. */
    private final NavigableMap<Integer, Checkpoint> borders = new TreeMap<>();
    /** What is being joined, by first interval; no two overlap. */
    private final NavigableMap<Integer, Span> running = new TreeMap<>();
    /** Pieces whose block may have been filled. */
    private final NavigableSet<Span> changed = new TreeSet<>(SMALL_BLOCKS_FIRST);

    private int end = OPEN;

    /**
     * The tree of a run whose end is not known yet, with nothing proven.
     *
     * @param start the state that the run starts in
     */
    public FoldTree(Checkpoint start, JoinRule<? super P> rule) {
        this.rule = rule;
        borders.put(0, start);
    }

    /**
     * The run has so many intervals; nothing covers it before that is known.
     *
     * @throws IllegalArgumentException unless there is one or more and no piece goes beyond, or if another number is known
     */
    public void ends(int intervals) {
        if (intervals < 1 || intervals < borders.lastKey() || (end != OPEN && end != intervals)) {
            throw new IllegalArgumentException("expected as many intervals as are known, "
                    + (end == OPEN ? borders.lastKey() : end) + ", got " + intervals);
        }
        end = intervals;
        cover.last().ifPresent(piece -> changed.add(piece.span()));
        whole().ifPresent(cover::settle);
    }

    /** Takes in a proven piece; joins that are running for intervals of it need not go on. */
    public Outcome add(P piece) {
        Span span = piece.span();
        if (span.end() > end
                || contradicts(span.first(), piece.claim().start())
                || contradicts(span.end(), piece.claim().end())) {
            return Outcome.CONTRADICTS;
        }
        boolean covered = cover.containing(span).isPresent();
        borders.put(span.first(), piece.claim().start());
        borders.put(span.end(), piece.claim().end());
        running.subMap(span.first(), span.end()).values().removeIf(span::contains);
        Cover.Change change = cover.add(piece);
        switch (change) {
            case NONE -> covered = true;
            case TAKEN_IN -> changed.add(span);
            case REBUILT -> cover.chain().forEach(any -> changed.add(any.span()));
        }
        whole().ifPresent(cover::settle);
        return covered ? Outcome.COVERED : Outcome.ADDED;
    }

    private boolean contradicts(int border, Checkpoint state) {
        Map.Entry<Integer, Checkpoint> before = borders.lowerEntry(border);
        Map.Entry<Integer, Checkpoint> behind = borders.higherEntry(border);
        return !borders.getOrDefault(border, state).equals(state)
                || (before != null && before.getValue().step() >= state.step())
                || (behind != null && behind.getValue().step() <= state.step());
    }

    /**
     * Neighbours that the caller is to join now; they count as being joined until the join's piece is added or the join is released.
     *
     * @param spare whether there is a prover that would have nothing to do otherwise, now or soon
     */
    public Optional<Join<P>> start(boolean spare) {
        Optional<Join<P>> join = Optional.empty();
        while (join.isEmpty() && !changed.isEmpty()) {
            Span span = changed.pollFirst();
            join = cover.from(span.first())
                    .filter(piece -> piece.span().equals(span) && free(piece))
                    .flatMap(this::inBlock);
        }
        if (join.isEmpty() && spare && end != OPEN) {
            join = acrossBlocks();
        }
        join.ifPresent(started -> running.put(started.span().first(), started.span()));
        return join;
    }

    /** A join came to nothing: its parts can be joined again. */
    public void release(Span join) {
        if (running.remove(join.first(), join)) {
            changed.addAll(cover.within(join));
        }
    }

    /** The intervals of joins that were started and have neither made their piece nor been released. */
    public Collection<Span> running() {
        return List.copyOf(running.values());
    }

    /** How high in the grid a stretch stands: 0 for an interval, 1 for up to four, 2 for up to sixteen, and so on. */
    public static int level(Span span) {
        int level = 0;
        for (long size = 1; size < span.count(); size *= JoinRule.MOST) {
            level++;
        }
        return level;
    }

    /** The piece that covers the whole run, if there is one. */
    public Optional<P> whole() {
        return cover.from(0).filter(piece -> piece.span().end() == end);
    }

    /** The pieces that are worth joining, in the order of the run; they do not overlap. */
    public Collection<P> pieces() {
        return cover.chain();
    }

    private boolean free(P piece) {
        Map.Entry<Integer, Span> join = running.floorEntry(piece.span().first());
        return join == null || !join.getValue().contains(piece.span());
    }

    /** The join in the block that a piece helps to fill, or in one within it; none if some of it is unknown or being joined. */
    private Optional<Join<P>> inBlock(P piece) {
        return wholeBlockAbove(piece)
                .flatMap(block -> filling(block).stream()
                        .flatMap(part -> wholeBlockAbove(part).stream())
                        .min(SMALL_BLOCKS_FIRST))
                .flatMap(smallest -> joinOf(filling(smallest), PREFER_MANY));
    }

    /** The smallest block above a piece that no piece reaches into from outside. */
    private Optional<Span> wholeBlockAbove(P piece) {
        Optional<Span> block = blockAbove(piece.span());
        while (block.isPresent()
                && (cover.straddles(block.get().first())
                        || cover.straddles(block.get().end()))) {
            block = blockAbove(block.get());
        }
        return block;
    }

    /** The smallest block, as far as the run goes, that has more intervals than these and contains them. */
    private Optional<Span> blockAbove(Span span) {
        for (long size = JoinRule.MOST; size <= Limits.TASKS; size *= JoinRule.MOST) {
            long first = span.first() / size * size;
            long behind = Math.min(first + size, end);
            if (behind >= span.end() && behind - first > span.count()) {
                return Optional.of(new Span((int) first, (int) (behind - first)));
            }
        }
        return Optional.empty();
    }

    /** The pieces that fill the block; empty if some of it is unknown or being joined. */
    private List<P> filling(Span block) {
        List<P> pieces = new ArrayList<>();
        for (int at = block.first();
                at < block.end();
                at = pieces.getLast().span().end()) {
            Optional<P> next = cover.from(at).filter(this::free);
            if (next.isEmpty()) {
                return List.of();
            }
            pieces.add(next.get());
        }
        return pieces;
    }

    private static final Comparator<Join<?>> SMALLEST = Comparator.<Join<?>>comparingInt(FoldTree::largestPart)
            .thenComparingLong(FoldTree::steps)
            .thenComparing(Join::span);
    private static final Comparator<Join<?>> MOST_PARTS =
            Comparator.comparingInt(join -> -join.parts().size());
    private static final Comparator<Join<?>> PREFER_MANY = MOST_PARTS.thenComparing(SMALLEST);
    private static final Comparator<Join<?>> PREFER_SMALL =
            Comparator.<Join<?>>comparingInt(FoldTree::largestPart).thenComparing(PREFER_MANY);

    private static int largestPart(Join<?> join) {
        return join.parts().stream().mapToInt(part -> part.span().count()).max().orElseThrow();
    }

    private static long steps(Join<?> join) {
        Claim first = join.parts().getFirst().claim();
        return join.parts().getLast().claim().end().step() - first.start().step();
    }

    /** The best join that the rule allows of pieces that follow one another. */
    private Optional<Join<P>> joinOf(List<P> pieces, Comparator<Join<?>> best) {
        Join<P> found = null;
        for (int from = 0; from < pieces.size(); from++) {
            for (int to = from + 2; to <= Math.min(from + JoinRule.MOST, pieces.size()); to++) {
                List<P> parts = pieces.subList(from, to);
                if (rule.takes(parts)) {
                    Join<P> join = new Join<>(List.copyOf(parts));
                    found = found == null || best.compare(join, found) < 0 ? join : found;
                }
            }
        }
        return Optional.ofNullable(found);
    }

    /** The smallest join of neighbours that wait for a piece which nobody has proved, and not for one that is being joined. */
    private Optional<Join<P>> acrossBlocks() {
        List<P> neighbours = new ArrayList<>();
        Join<P> found = null;
        for (P piece : cover.chain()) {
            boolean usable = free(piece) && !waitsForJoin(piece);
            boolean meets = !neighbours.isEmpty()
                    && neighbours.getLast().span().end() == piece.span().first();
            if (!usable || !meets) {
                neighbours.clear();
            }
            if (usable) {
                neighbours.add(piece);
                int from = Math.max(0, neighbours.size() - JoinRule.MOST);
                Optional<Join<P>> join = joinOf(neighbours.subList(from, neighbours.size()), PREFER_SMALL);
                if (join.isPresent() && (found == null || PREFER_SMALL.compare(join.get(), found) < 0)) {
                    found = join.get();
                }
            }
        }
        return Optional.ofNullable(found);
    }

    private boolean waitsForJoin(P piece) {
        return blockAbove(piece.span())
                .map(block -> running.values().stream().anyMatch(block::overlaps))
                .orElse(false);
    }
}
