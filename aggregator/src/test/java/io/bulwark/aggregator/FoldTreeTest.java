package io.bulwark.aggregator;

import static io.bulwark.aggregator.Intervals.before;
import static io.bulwark.aggregator.Intervals.claim;
import static io.bulwark.aggregator.Intervals.piece;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.bulwark.aggregator.FoldTree.Join;
import io.bulwark.aggregator.FoldTree.Outcome;
import io.bulwark.protocol.Checkpoint;
import io.bulwark.protocol.Claim;
import io.bulwark.protocol.Span;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FoldTreeTest {
    private static FoldTree<Piece> open() {
        return new FoldTree<>(before(0), Piece.RULE);
    }

    private static FoldTree<Piece> tree(int intervals) {
        FoldTree<Piece> tree = open();
        tree.ends(intervals);
        return tree;
    }

    /** Adds the intervals from one to the one before another. */
    private static void intervals(FoldTree<Piece> tree, int from, int to) {
        for (int i = from; i < to; i++) {
            assertThat(tree.add(piece(i, i + 1))).isEqualTo(Outcome.ADDED);
        }
    }

    private static Optional<Span> started(FoldTree<Piece> tree) {
        return tree.start(false).map(Join::span);
    }

    @Test
    void hasNoWholeBeforeTheEndIsKnown() {
        FoldTree<Piece> tree = open();
        tree.add(piece(0, 4));
        assertThat(tree.whole()).isEmpty();

        tree.ends(4);

        assertThat(tree.whole()).map(Proven::claim).contains(claim(0, 4));
        assertThatThrownBy(() -> tree.ends(5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> open().ends(0)).isInstanceOf(IllegalArgumentException.class);
        FoldTree<Piece> longer = open();
        longer.add(piece(2, 4));
        assertThatThrownBy(() -> longer.ends(3)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void joinsFourThatFillABlockWhileMoreMayCome() {
        FoldTree<Piece> tree = open();
        intervals(tree, 1, 7);
        assertThat(tree.start(false)).as("0 and 7 are still to come").isEmpty();

        tree.add(piece(0, 1));

        assertThat(started(tree)).contains(new Span(0, 4));
        assertThat(tree.start(false)).as("4 to 6 wait for 7").isEmpty();
        assertThat(tree.running()).containsExactly(new Span(0, 4));
    }

    @Test
    void joinsTheTailOfARunByTwosAndThrees() {
        FoldTree<Piece> tree = open();
        intervals(tree, 4, 7);
        assertThat(tree.start(false)).isEmpty();

        tree.ends(7);
        assertThat(started(tree)).as("nothing comes behind 6").contains(new Span(4, 3));

        FoldTree<Piece> shorter = tree(6);
        intervals(shorter, 0, 6);
        assertThat(started(shorter)).contains(new Span(0, 4));
        assertThat(started(shorter)).contains(new Span(4, 2));
    }

    @Test
    void joinsTheBlocksOfABlockAndEndsWithTheWhole() {
        FoldTree<Piece> tree = tree(13);
        for (int block = 0; block < 12; block += 4) {
            tree.add(wide(block, block + 4));
        }
        tree.add(piece(12, 13));

        Join<Piece> first = tree.start(false).orElseThrow();
        assertThat(first.span()).as("a join of four does not take both widths").isEqualTo(new Span(0, 12));
        tree.add(wide(0, 12));
        assertThat(started(tree)).contains(new Span(0, 13));
        tree.add(piece(0, 13));

        assertThat(tree.whole()).map(Proven::claim).contains(claim(0, 13));
        assertThat(tree.pieces()).hasSize(1);
        assertThat(tree.start(true)).isEmpty();
    }

    private static Piece wide(int from, int to) {
        return piece(claim(from, to), new Span(from, to - from), Width.WIDE);
    }

    @Test
    void joinsByTwosWhereWidthsAlternate() {
        FoldTree<Piece> tree = tree(4);
        for (int i = 0; i < 4; i++) {
            tree.add(i % 2 == 0 ? piece(i, i + 1) : wide(i, i + 1));
        }

        assertThat(started(tree)).contains(new Span(0, 2));
        assertThat(tree.start(false)).as("of the block, one join at a time").isEmpty();
        tree.add(piece(0, 2));
        assertThat(started(tree)).as("the smallest first").contains(new Span(2, 2));
    }

    @Test
    void joinsAcrossBlocksOnlyWhereAProverWouldHaveNothingToDo() {
        FoldTree<Piece> tree = tree(16);
        tree.add(wide(0, 4));
        tree.add(piece(4, 5));
        intervals(tree, 6, 8);
        tree.add(wide(8, 12));
        tree.add(wide(12, 16));
        assertThat(tree.start(false)).as("5 is still to come").isEmpty();

        assertThat(tree.start(true).map(Join::span)).contains(new Span(6, 2));
        assertThat(tree.start(true).map(Join::span))
                .as("the rest of the block is being joined")
                .isEmpty();
        FoldTree<Piece> unended = open();
        intervals(unended, 1, 3);
        assertThat(unended.start(true)).as("more may come").isEmpty();
    }

    @Test
    void ignoresWhatAKnownPieceCovers() {
        FoldTree<Piece> tree = tree(10);
        tree.add(piece(2, 6));

        assertThat(tree.add(piece(2, 6))).isEqualTo(Outcome.COVERED);
        assertThat(tree.add(piece(3, 5))).isEqualTo(Outcome.COVERED);
        assertThat(tree.add(piece(2, 4))).isEqualTo(Outcome.COVERED);
        assertThat(tree.add(piece(4, 6))).isEqualTo(Outcome.COVERED);
        assertThat(tree.pieces()).hasSize(1);
    }

    @Test
    void swallowsWhatLiesInsideALongerPieceAndTheJoinsOfIt() {
        FoldTree<Piece> tree = tree(16);
        intervals(tree, 0, 5);
        assertThat(started(tree)).contains(new Span(0, 4));

        assertThat(tree.add(piece(0, 8))).isEqualTo(Outcome.ADDED);

        assertThat(tree.pieces()).extracting(Proven::claim).containsExactly(claim(0, 8));
        assertThat(tree.running()).isEmpty();
    }

    @Test
    void findsTheCoverAmongPiecesThatCross() {
        FoldTree<Piece> tree = tree(8);
        tree.add(piece(0, 4));
        tree.add(piece(0, 5));
        tree.add(piece(4, 8));
        assertThat(tree.pieces())
                .as("from 0 to 5 nothing goes on")
                .extracting(Piece::span)
                .containsExactly(new Span(0, 4), new Span(4, 4));
        assertThat(started(tree)).contains(new Span(0, 8));

        FoldTree<Piece> other = tree(8);
        intervals(other, 4, 6);
        other.add(piece(2, 6));
        other.add(piece(0, 4));
        other.add(piece(6, 8));
        assertThat(other.pieces())
                .as("4 and 5 were swallowed, and are needed")
                .extracting(Piece::span)
                .containsExactly(new Span(0, 4), Span.of(4), Span.of(5), new Span(6, 2));
    }

    @Test
    void refusesAPieceOfAnotherRun() {
        FoldTree<Piece> tree = tree(10);
        tree.add(piece(0, 4));
        Checkpoint other = new Checkpoint(before(4).step(), ByteString.copyFromUtf8("another state"));
        Checkpoint early = new Checkpoint(before(4).step() - 1, before(7).state());

        assertThat(tree.add(claiming(4, new Claim(other, before(8)), 4))).isEqualTo(Outcome.CONTRADICTS);
        assertThat(tree.add(claiming(2, new Claim(before(2), other), 2))).isEqualTo(Outcome.CONTRADICTS);
        Checkpoint start = new Checkpoint(0, other.state());
        assertThat(tree.add(claiming(0, new Claim(start, before(3)), 3))).isEqualTo(Outcome.CONTRADICTS);
        assertThat(tree.add(claiming(5, new Claim(before(2), early), 2)))
                .as("its steps are not where they should be")
                .isEqualTo(Outcome.CONTRADICTS);
        assertThat(tree.add(piece(8, 11))).as("beyond the run").isEqualTo(Outcome.CONTRADICTS);
        assertThat(tree.pieces()).hasSize(1);
    }

    private static Piece claiming(int first, Claim claim, int count) {
        return piece(claim, new Span(first, count), Width.NARROW);
    }

    @Test
    void offersAReleasedJoinAgainAndTakesItsLateResult() {
        FoldTree<Piece> tree = tree(8);
        intervals(tree, 0, 4);
        Span join = started(tree).orElseThrow();

        tree.release(join);
        assertThat(started(tree)).contains(join);
        tree.release(join);
        tree.release(join);

        assertThat(tree.add(piece(0, 4))).isEqualTo(Outcome.ADDED);
        assertThat(tree.start(false)).isEmpty();
        assertThat(tree.running()).isEmpty();
    }

    @Test
    void namesLevelsByTheBlocksOfTheGrid() {
        assertThat(FoldTree.level(Span.of(3))).isZero();
        assertThat(FoldTree.level(new Span(2, 2))).isEqualTo(1);
        assertThat(FoldTree.level(new Span(0, 4))).isEqualTo(1);
        assertThat(FoldTree.level(new Span(0, 5))).isEqualTo(2);
        assertThat(FoldTree.level(new Span(0, 16))).isEqualTo(2);
        assertThat(FoldTree.level(new Span(0, 1 << 20))).isEqualTo(10);
    }
}
