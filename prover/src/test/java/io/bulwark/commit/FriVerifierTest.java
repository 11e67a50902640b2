package io.bulwark.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.bulwark.backend.NativeBackend;
import io.bulwark.backend.VerificationException;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.commit.FriVerifier.Rounds;
import io.bulwark.commit.FriVerifier.Stack;
import io.bulwark.field.Cores;
import io.bulwark.field.Extension;
import io.bulwark.field.KoalaBear;
import io.bulwark.poly.DenseMultilinear;
import io.bulwark.transcript.ProverChannel;
import io.bulwark.transcript.VerifierChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a prover that evaluates every polynomial at every point by Horner's rule. */
class FriVerifierTest {
    private static final int QUERIES = 6;
    private static final int WORK_BITS = 3;
    private static final int WIDTH = 3;

    private final Random random = new Random(404);

    /** A proof of steps 7 and 8 with all that the verifier is told besides. */
    private static final class Sent {
        private final int[] elements;
        private final List<Extension> columnWeights;
        private final int[] cap;
        private final FriLayout layout;
        private final List<Extension> point;

        Sent(int[] elements, List<Extension> columnWeights, int[] cap, FriLayout layout, List<Extension> point) {
            this.elements = elements;
            this.columnWeights = columnWeights;
            this.cap = cap;
            this.layout = layout;
            this.point = point;
        }

        Sent withWeights(List<Extension> other) {
            return new Sent(elements, other, cap, layout, point);
        }

        Rounds<Extension, int[]> verify(int[] changed) {
            VerifierChannel<Integer, Extension, int[], Boolean> channel =
                    new VerifierChannel<>(NativeBackend.INSTANCE, changed);
            FriVerifier<Integer, Extension, int[], Boolean> verifier = new FriVerifier<>(channel, layout);
            Rounds<Extension, int[]> rounds = verifier.receiveRounds(Extension.ZERO);
            verifier.checkQueries(List.of(new Stack<>(cap, WIDTH)), columnWeights, rounds, QUERIES, WORK_BITS);
            return rounds;
        }
    }

    /** Values at w^0, w^1, ... of the polynomial whose coefficient i is table entry bitrev(i). */
    private static List<Extension> encode(List<Extension> table, int logSize) {
        int bits = Integer.numberOfTrailingZeros(table.size());
        int root = KoalaBear.rootOfUnity(logSize);
        return IntStream.range(0, 1 << logSize)
                .mapToObj(i -> {
                    int x = KoalaBear.pow(root, i);
                    Extension value = Extension.ZERO;
                    for (int c = table.size() - 1; c >= 0; c--) {
                        int entry = bits == 0 ? 0 : Integer.reverse(c) >>> (Integer.SIZE - bits);
                        value = value.scale(x).add(table.get(entry));
                    }
                    return value;
                })
                .toList();
    }

    private static int[] flat(Stream<Extension> values) {
        return values.flatMapToInt(v -> IntStream.of(v.coefficients())).toArray();
    }

    private static SlowTree leaves(List<Extension> word, int folds, int capHeight) {
        int n = word.size() >> folds;
        return new SlowTree(
                IntStream.range(0, n)
                        .mapToObj(i -> flat(IntStream.range(0, 1 << folds).mapToObj(k -> word.get(i + k * n))))
                        .toList(),
                capHeight);
    }

    /** Random stacked columns, committed and opened at positions that the transcript draws. */
    private Sent prove(FriLayout layout) {
        int rows = 1 << layout.logStack();
        List<int[]> columns = Stream.generate(
                        () -> random.ints(rows, 0, KoalaBear.P).toArray())
                .limit(WIDTH)
                .toList();
        List<List<Extension>> words = columns.stream()
                .map(c -> encode(IntStream.of(c).mapToObj(Extension::of).toList(), layout.logDomain()))
                .toList();
        SlowTree stack = new SlowTree(
                IntStream.range(0, 1 << layout.logDomain())
                        .mapToObj(i -> words.stream()
                                .mapToInt(w -> w.get(i).coefficient(0))
                                .toArray())
                        .toList(),
                layout.capHeight());
        List<Extension> weights = DenseMultilinear.randomPoint(random, WIDTH);
        List<Extension> table = IntStream.range(0, rows)
                .mapToObj(y -> IntStream.range(0, WIDTH)
                        .mapToObj(j -> weights.get(j).scale(columns.get(j)[y]))
                        .reduce(Extension.ZERO, Extension::add))
                .toList();
        ProverChannel channel = new ProverChannel();
        List<SlowTree> trees = new ArrayList<>();
        List<Extension> point = new ArrayList<>();
        for (int group = 0; group < layout.groups(); group++) {
            trees.add(leaves(encode(table, layout.logWord(group)), layout.folds(group), layout.capHeight()));
            channel.send(trees.getLast().cap());
            for (int fold = 0; fold < layout.folds(group); fold++) {
                // The round polynomials are step 6's affair; here they only lead to a challenge.
                channel.send(DenseMultilinear.random(random));
                channel.send(DenseMultilinear.random(random));
                point.add(channel.challenge());
                table = DenseMultilinear.bindFirst(table, point.getLast());
            }
        }
        channel.send(table.toArray(Extension[]::new));
        answer(channel, layout, stack, trees);
        return new Sent(channel.elements(), weights, stack.cap(), layout, point);
    }

    private static void answer(ProverChannel channel, FriLayout layout, SlowTree stack, List<SlowTree> trees) {
        channel.grind(WORK_BITS, Cores.one());
        List<Integer> indices = Stream.generate(() -> channel.index(layout.logDomain()))
                .limit(QUERIES)
                .toList();
        for (int i : indices) {
            channel.sendAfterTheLastChallenge(stack.row(i));
            channel.sendAfterTheLastChallenge(stack.path(i));
            for (int group = 0; group < layout.groups(); group++) {
                int leaf = i & ((1 << layout.logLeaves(group)) - 1);
                channel.sendAfterTheLastChallenge(trees.get(group).row(leaf));
                channel.sendAfterTheLastChallenge(trees.get(group).path(leaf));
            }
        }
    }

    private static Reason refusal(Sent sent, int[] elements) {
        try {
            sent.verify(elements);
        } catch (VerificationException e) {
            return e.reason();
        }
        throw new AssertionError("accepted");
    }

    @ParameterizedTest
    @CsvSource({
        "5,1,0,0", "5,1,1,2", "5,1,2,1", "5,1,3,9", "5,1,4,0", "5,1,5,1", "4,2,0,2", "4,2,1,0", "3,3,0,1", "3,3,3,0",
        "1,1,0,0", "0,1,0,0", "0,2,0,5", "6,1,0,3"
    })
    void acceptsWhatASlowProverSends(int logStack, int logBlowup, int logFinal, int capHeight) {
        Sent sent = prove(new FriLayout(logStack, logBlowup, logFinal, capHeight));
        Rounds<Extension, int[]> rounds = sent.verify(sent.elements);
        assertThat(rounds.point()).isEqualTo(sent.point);
        assertThat(rounds.finalEntries()).hasSize(1 << logFinal);
    }

    @ParameterizedTest
    @CsvSource({"4,1,0,0", "4,1,2,1", "3,2,3,2"})
    void refusesEveryChangedElement(int logStack, int logBlowup, int logFinal, int capHeight) {
        Sent sent = prove(new FriLayout(logStack, logBlowup, logFinal, capHeight));
        assertThatCode(() -> sent.verify(sent.elements)).doesNotThrowAnyException();
        for (int i = 0; i < sent.elements.length; i++) {
            int[] changed = sent.elements.clone();
            changed[i] = KoalaBear.add(changed[i], KoalaBear.ONE);
            assertThat(refusal(sent, changed))
                    .as("element %d", i)
                    .isIn(
                            Reason.PROOF_OF_WORK,
                            Reason.STACK_ROW_PATH,
                            Reason.FRI_LEAF_PATH,
                            Reason.FRI_FOLD,
                            Reason.FRI_FINAL_ENTRIES);
        }
    }

    @Test
    void refusesAWordThatIsNotTheCombinationOfTheRows() {
        Sent sent = prove(new FriLayout(4, 1, 1, 1));
        List<Extension> other = new ArrayList<>(sent.columnWeights);
        other.set(1, other.get(1).add(Extension.ONE));
        assertThat(refusal(sent.withWeights(other), sent.elements)).isEqualTo(Reason.FRI_FOLD);
        Sent uncommitted = prove(new FriLayout(3, 1, 3, 1));
        assertThat(refusal(uncommitted.withWeights(other), uncommitted.elements))
                .isEqualTo(Reason.FRI_FINAL_ENTRIES);
    }
}
