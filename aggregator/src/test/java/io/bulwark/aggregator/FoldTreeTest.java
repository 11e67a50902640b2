package io.bulwark.aggregator;

import static io.bulwark.aggregator.Intervals.at;
import static io.bulwark.aggregator.Intervals.link;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.bulwark.aggregator.FoldTree.Join;
import io.bulwark.aggregator.FoldTree.Outcome;
import io.bulwark.protocol.Checkpoint;
import io.bulwark.protocol.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FoldTreeTest {
    private final FoldTree<ChainProof> tree = tree(10);

    private static FoldTree<ChainProof> tree(long steps) {
        FoldTree<ChainProof> tree = new FoldTree<>(at(0));
        tree.ends(steps);
        return tree;
    }

    @Test
    void hasNoWholeBeforeTheEndIsKnown() {
        FoldTree<ChainProof> open = new FoldTree<>(at(0));
        open.add(link(0, 4));
        assertThat(open.whole()).isEmpty();

        open.ends(4);

        assertThat(open.whole()).map(Proven::claim).contains(link(0, 4).claim());
        assertThatThrownBy(() -> open.ends(5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new FoldTree<>(at(3)).ends(3)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void joinsNeighboursThatMeetAndEndsWithTheWhole() {
        assertThat(tree.add(link(4, 10))).isEqualTo(Outcome.ADDED);
        assertThat(tree.start()).isEmpty();
        assertThat(tree.add(link(0, 4))).isEqualTo(Outcome.ADDED);

        Join<ChainProof> join = tree.start().orElseThrow();
        assertThat(tree.whole()).isEmpty();
        assertThat(tree.start()).as("both parts are taken").isEmpty();
        tree.finish(join, new ChainProof.Pair(join.left(), join.right()));

        assertThat(tree.whole()).map(Proven::claim).contains(link(0, 10).claim());
    }

    @Test
    void ignoresWhatAKnownIntervalCovers() {
        tree.add(link(2, 6));

        assertThat(tree.add(link(2, 6))).isEqualTo(Outcome.COVERED);
        assertThat(tree.add(link(3, 5))).isEqualTo(Outcome.COVERED);
        assertThat(tree.add(link(2, 4))).isEqualTo(Outcome.COVERED);
        assertThat(tree.add(link(4, 6))).isEqualTo(Outcome.COVERED);
        assertThat(tree.pieces()).hasSize(1);
    }

    @Test
    void swallowsWhatLiesInsideALongerOne() {
        tree.add(link(1, 2));
        tree.add(link(4, 6));
        tree.add(link(6, 8));

        assertThat(tree.add(link(1, 7))).isEqualTo(Outcome.ADDED);
        assertThat(tree.pieces())
                .extracting(Proven::claim)
                .containsExactly(link(1, 7).claim(), link(6, 8).claim());
    }

    @Test
    void keepsOverlappingIntervalsAndJoinsOnlyThoseThatMeetExactly() {
        tree.add(link(0, 5));
        tree.add(link(3, 7));
        assertThat(tree.start()).isEmpty();

        tree.add(link(7, 10));
        assertThat(tree.start())
                .map(join -> List.of(join.left().claim(), join.right().claim()))
                .contains(List.of(link(3, 7).claim(), link(7, 10).claim()));
    }

    @Test
    void refusesAnIntervalOfAnotherRun() {
        Checkpoint other = new Checkpoint(4, ByteString.copyFromUtf8("another state"));
        tree.add(link(0, 4));

        assertThat(tree.add(link(other, at(8)))).isEqualTo(Outcome.CONTRADICTS);
        assertThat(tree.add(link(at(2), other))).isEqualTo(Outcome.CONTRADICTS);
        assertThat(tree.add(link(new Checkpoint(0, other.state()), at(3)))).isEqualTo(Outcome.CONTRADICTS);
        assertThat(tree.add(link(8, 11))).as("beyond the run").isEqualTo(Outcome.CONTRADICTS);
        assertThat(tree.pieces()).hasSize(1);
    }

    @Test
    void offersAReleasedJoinAgain() {
        tree.add(link(0, 4));
        tree.add(link(4, 8));
        Join<ChainProof> join = tree.start().orElseThrow();

        tree.release(join);

        assertThat(tree.start()).contains(join);
    }

    @Test
    void refusesAJoinThatClaimsSomethingElse() {
        tree.add(link(0, 4));
        tree.add(link(4, 8));
        Join<ChainProof> join = tree.start().orElseThrow();

        assertThatThrownBy(() -> tree.finish(join, link(0, 9))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void startsTheShortestJoinFirstSoThatTheTreeStaysShallow() {
        tree.add(link(0, 4));
        tree.add(link(4, 6));
        tree.add(link(6, 8));

        assertThat(tree.start())
                .map(join -> join.left().claim())
                .contains(link(4, 6).claim());
    }

    @Test
    void everyOrderOfArrivalsAndJoinsEndsInTheSameChain() {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            int steps = 1 + random.nextInt(40);
            FoldTree<ChainProof> run = tree(steps);
            List<ChainProof> arrivals = new ArrayList<>();
            for (int step = 0; step < steps; step++) {
                for (int copies = 1 + random.nextInt(2); copies > 0; copies--) {
                    arrivals.add(link(step, step + 1));
                }
            }
            drive(run, arrivals, random);

            assertThat(run.whole()).as("seed %d", seed).isPresent();
            assertThat(run.whole().orElseThrow().links())
                    .as("seed %d", seed)
                    .hasSize(steps)
                    .extracting(Fact::task)
                    .doesNotHaveDuplicates()
                    .isSortedAccordingTo((a, b) -> Integer.compare(a.index(), b.index()));
            assertThat(run.pieces()).as("seed %d", seed).hasSize(1);
        }
    }

    /** Mixes arrivals, starts, ends and failures of joins at random until nothing is left to do. */
    private static void drive(FoldTree<ChainProof> run, List<ChainProof> arrivals, Random random) {
        List<Join<ChainProof>> running = new ArrayList<>();
        while (!arrivals.isEmpty() || !running.isEmpty() || run.pieces().size() > 1) {
            switch (random.nextInt(4)) {
                case 0 -> {
                    if (!arrivals.isEmpty()) {
                        run.add(arrivals.remove(random.nextInt(arrivals.size())));
                    }
                }
                case 1 -> run.start().ifPresent(running::add);
                case 2 -> {
                    if (!running.isEmpty()) {
                        Join<ChainProof> join = running.remove(random.nextInt(running.size()));
                        run.finish(join, new ChainProof.Pair(join.left(), join.right()));
                    }
                }
                default -> {
                    if (!running.isEmpty()) {
                        run.release(running.remove(random.nextInt(running.size())));
                    }
                }
            }
        }
    }
}
