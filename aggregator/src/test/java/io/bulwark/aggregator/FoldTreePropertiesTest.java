package io.bulwark.aggregator;

import static io.bulwark.aggregator.Intervals.before;
import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.aggregator.FoldTree.Join;
import io.bulwark.protocol.Claim;
import io.bulwark.protocol.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What holds of trees of joins in whatever order things happen. Each run is made from a seed, which a failure names. */
class FoldTreePropertiesTest {
    private static final int RUNS = 1500;

    /** A piece that knows how deep the tree below it is. */
    private record Fold(Span span, Claim claim, Width width, int depth) implements Proven {
        static Fold interval(int number, Random random, boolean mixed) {
            Width width = mixed && random.nextInt(4) == 0 ? Width.WIDE : Width.NARROW;
            return new Fold(Span.of(number), Intervals.claim(number, number + 1), width, 0);
        }

        /** What a join makes; fails unless the parts are what the rule allows and meet. */
        static Fold of(Join<Fold> join) {
            List<Fold> parts = join.parts();
            boolean right = parts.size() >= 2 && parts.size() <= JoinRule.MOST && RULE.takes(parts);
            for (int i = 1; i < parts.size(); i++) {
                right &= parts.get(i - 1).claim().meets(parts.get(i).claim());
            }
            if (!right) {
                throw new AssertionError("no join takes " + parts);
            }
            Claim claim = new Claim(
                    parts.getFirst().claim().start(), parts.getLast().claim().end());
            int depth = 1 + parts.stream().mapToInt(Fold::depth).max().orElseThrow();
            return new Fold(join.span(), claim, parts.size() == 2 ? Width.NARROW : Width.WIDE, depth);
        }
    }

    private static final JoinRule<Fold> RULE =
            folds -> Width.takes(folds.stream().map(Fold::width).toList());

    /** One run from a seed: arrivals, joins and losses at random until all has arrived and nothing is left to do. */
    private static final class Course {
        private final Random random;
        private final FoldTree<Fold> tree = new FoldTree<>(before(0), RULE);
        private final List<Fold> arrivals = new ArrayList<>();
        private final List<Join<Fold>> running = new ArrayList<>();
        private final List<Join<Fold>> givenUp = new ArrayList<>();
        private final int intervals;
        private boolean spares;
        private boolean ended;
        private int started;
        private int made;
        private int lost;
        private int partsLess;

        Course(int intervals, Random random) {
            this.intervals = intervals;
            this.random = random;
        }

        void run() {
            while (!arrivals.isEmpty() || !running.isEmpty() || !ended || begin(false)) {
                switch (random.nextInt(6)) {
                    case 0, 1 -> arrive();
                    case 2 -> begin(spares && random.nextInt(4) == 0);
                    case 3, 4 -> finish();
                    default -> {
                        lose();
                        end();
                    }
                }
            }
        }

        private void arrive() {
            if (!arrivals.isEmpty()) {
                Fold next = arrivals.get(random.nextInt(arrivals.size()));
                tree.add(next);
                if (random.nextInt(5) > 0) {
                    arrivals.remove(next);
                }
            }
        }

        private boolean begin(boolean spare) {
            Optional<Join<Fold>> join = tree.start(spare);
            join.ifPresent(running::add);
            started += join.isPresent() ? 1 : 0;
            return join.isPresent();
        }

        private void finish() {
            if (!running.isEmpty()) {
                Join<Fold> join = running.remove(random.nextInt(running.size()));
                made++;
                partsLess += join.parts().size() - 1;
                tree.add(Fold.of(join));
            }
        }

        /** A join comes to nothing; of some, the result comes late all the same. */
        private void lose() {
            if (!running.isEmpty() && random.nextInt(3) == 0) {
                Join<Fold> join = running.remove(random.nextInt(running.size()));
                lost++;
                tree.release(join.span());
                givenUp.add(join);
            }
        }

        /** The result of a join that was given up comes late, or twice. */
        void late() {
            if (!givenUp.isEmpty()) {
                tree.add(Fold.of(givenUp.get(random.nextInt(givenUp.size()))));
            }
        }

        private void end() {
            if (!ended && random.nextInt(8) == 0) {
                ended = true;
                tree.ends(intervals);
            }
        }

        Fold whole() {
            return tree.whole().orElseThrow();
        }
    }

    private static int blocksHigh(int intervals) {
        return FoldTree.level(new Span(0, intervals));
    }

    @Test
    void everyOrderEndsInTheSameStatementWithNoMoreJoinsThanNeededAndLost() {
        for (long seed = 0; seed < RUNS; seed++) {
            Random random = new Random(seed);
            Course course = new Course(1 + random.nextInt(70), random);
            for (int i = 0; i < course.intervals; i++) {
                course.arrivals.add(Fold.interval(i, random, seed % 2 == 0));
            }
            course.run();

            String where = "seed " + seed;
            assertThat(course.whole().claim()).as(where).isEqualTo(Intervals.claim(0, course.intervals));
            assertThat(course.tree.pieces()).as(where).hasSize(1);
            assertThat(course.partsLess).as(where).isEqualTo(course.intervals - 1);
            assertThat(course.started).as(where).isEqualTo(course.made + course.lost);
            // A block of four that no join of three or four takes is two joins deep.
            assertThat(course.whole().depth()).as(where).isLessThanOrEqualTo(2 * blocksHigh(course.intervals));
        }
    }

    @Test
    void proofsOfOneWidthAreJoinedAsOftenAsBlocksOfFourNeedAndNoDeeper() {
        JoinRule<Fold> any = folds -> true;
        for (int intervals = 1; intervals <= 300; intervals++) {
            FoldTree<Fold> tree = new FoldTree<>(before(0), any);
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < intervals; i++) {
                order.add(i);
            }
            Collections.shuffle(order, new Random(intervals));
            int joins = 0;
            for (int number : order) {
                tree.add(new Fold(Span.of(number), Intervals.claim(number, number + 1), Width.NARROW, 0));
            }
            tree.ends(intervals);
            for (var join = tree.start(false); join.isPresent(); join = tree.start(false)) {
                List<Fold> parts = join.get().parts();
                int depth = 1 + parts.stream().mapToInt(Fold::depth).max().orElseThrow();
                int end = join.get().span().end();
                tree.add(new Fold(
                        join.get().span(),
                        Intervals.claim(parts.getFirst().span().first(), end),
                        Width.WIDE,
                        depth));
                joins++;
            }
            assertThat(tree.whole().orElseThrow().depth()).isEqualTo(blocksHigh(intervals));
            assertThat(joins).as("%d intervals", intervals).isEqualTo(fewest(intervals));
        }
    }

    /** Joins of blocks of four, and of what is left over at the end of each level, unless it is one. */
    private static int fewest(int pieces) {
        return pieces == 1 ? 0 : Math.ceilDiv(pieces, 4) - (pieces % 4 == 1 ? 1 : 0) + fewest(Math.ceilDiv(pieces, 4));
    }

    @Test
    void idleProversAndLateResultsChangeNothingOfTheStatementAndWasteNoJoin() {
        for (long seed = 0; seed < RUNS; seed++) {
            Random random = new Random(seed);
            Course course = new Course(1 + random.nextInt(70), random);
            course.spares = true;
            for (int i = 0; i < course.intervals; i++) {
                course.arrivals.add(Fold.interval(i, random, true));
            }
            course.run();
            Claim claim = course.whole().claim();
            course.late();

            assertThat(claim).as("seed %d", seed).isEqualTo(Intervals.claim(0, course.intervals));
            assertThat(course.whole().claim()).as("seed %d", seed).isEqualTo(claim);
            assertThat(course.partsLess).as("seed %d", seed).isEqualTo(course.intervals - 1);
            assertThat(course.whole().depth())
                    .as("seed %d", seed)
                    .isLessThanOrEqualTo(1 + 3 * blocksHigh(course.intervals));
        }
    }

    @Test
    void piecesOfOtherOwnersNeverStandInTheWay() {
        for (long seed = 0; seed < RUNS; seed++) {
            Random random = new Random(seed);
            Course course = new Course(2 + random.nextInt(40), random);
            for (int i = 0; i < course.intervals; i++) {
                course.arrivals.add(Fold.interval(i, random, true));
            }
            int others = random.nextInt(12);
            for (int i = 0; i < others; i++) {
                int first = random.nextInt(course.intervals - 1);
                int count = 2 + random.nextInt(course.intervals - first - 1);
                course.arrivals.add(
                        new Fold(new Span(first, count), Intervals.claim(first, first + count), Width.NARROW, 1));
            }
            course.run();

            assertThat(course.whole().claim()).as("seed %d", seed).isEqualTo(Intervals.claim(0, course.intervals));
            assertThat(course.partsLess).as("seed %d", seed).isLessThan(course.intervals + others);
        }
    }

    @Test
    void findsWhateverCoverThereIsAmongPiecesOfWhichSomeAreMissing() {
        int covered = 0;
        for (long seed = 0; seed < RUNS; seed++) {
            Random random = new Random(seed);
            int intervals = 2 + random.nextInt(12);
            FoldTree<Fold> tree = new FoldTree<>(before(0), RULE);
            tree.ends(intervals);
            boolean[] reached = new boolean[intervals + 1];
            List<Fold> pieces = new ArrayList<>();
            for (int i = random.nextInt(4 * intervals); i >= 0; i--) {
                int first = random.nextInt(intervals);
                int count = 1 + random.nextInt(Math.min(4, intervals - first));
                pieces.add(new Fold(new Span(first, count), Intervals.claim(first, first + count), Width.NARROW, 0));
            }
            pieces.forEach(tree::add);
            reached[0] = true;
            for (int border = 0; border < intervals; border++) {
                for (Fold piece : pieces) {
                    reached[piece.span().end()] |=
                            reached[border] && piece.span().first() == border;
                }
            }
            for (var join = tree.start(false); join.isPresent(); join = tree.start(false)) {
                tree.add(Fold.of(join.get()));
            }

            assertThat(tree.whole().isPresent()).as("seed %d", seed).isEqualTo(reached[intervals]);
            covered += reached[intervals] ? 1 : 0;
        }
        assertThat(covered).as("both cases occur").isBetween(RUNS / 10, RUNS * 9 / 10);
    }
}
