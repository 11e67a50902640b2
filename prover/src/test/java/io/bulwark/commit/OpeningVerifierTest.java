package io.bulwark.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.backend.NativeBackend;
import io.bulwark.field.Extension;
import io.bulwark.field.KoalaBear;
import io.bulwark.poly.DenseMultilinear;
import io.bulwark.poly.SplitEquality;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the whole table A over the common stack, columns of all heights mixed. */
class OpeningVerifierTest {
    private static final int LOG_STACK = 4;
    /** Descending, as in a shape; then the preprocessed ones from a whole stacked column on. */
    private static final int[] MAIN_HEIGHTS = {4, 4, 3, 3, 2, 1, 1, 0, 0, 0};

    private static final int[] PREP_HEIGHTS = {4, 2, 0};

    private final Random random = new Random(99);

    private static List<Slot> slots() {
        List<Slot> slots = new ArrayList<>();
        place(slots, MAIN_HEIGHTS, 0);
        Slot last = slots.getLast();
        long cells = last.start() + (1L << last.logHeight());
        place(slots, PREP_HEIGHTS, (cells + (1L << LOG_STACK) - 1) >> LOG_STACK << LOG_STACK);
        return slots;
    }

    private static void place(List<Slot> slots, int[] heights, long from) {
        long at = from;
        for (int k : heights) {
            slots.add(new Slot(at, k));
            at += 1L << k;
        }
    }

    private static int logWidth(List<Slot> slots) {
        int columns = slots.stream()
                .mapToInt(s -> s.stackedColumn(LOG_STACK) + 1)
                .max()
                .orElseThrow();
        return Integer.SIZE - Integer.numberOfLeadingZeros(columns - 1);
    }

    private static OpeningVerifier<Extension> verifier(int logFinal) {
        return new OpeningVerifier<>(
                NativeBackend.INSTANCE.extension(), slots(), LOG_STACK, logWidth(slots()), logFinal);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void theTailIsTheBoundTable(int logFinal) {
        List<Slot> slots = slots();
        OpeningVerifier<Extension> verifier = verifier(logFinal);
        int variables = logWidth(slots) + LOG_STACK;
        SplitEquality<Extension> weights =
                verifier.columnWeights(DenseMultilinear.randomPoint(random, verifier.weightChallenges()));
        List<Extension> rho = DenseMultilinear.randomPoint(random, LOG_STACK);
        List<Extension> z = DenseMultilinear.randomPoint(random, variables - logFinal);
        List<Extension> entries = DenseMultilinear.randomPoint(random, 1 << logFinal);

        List<Extension> table = new ArrayList<>(Collections.nCopies(1 << variables, Extension.ZERO));
        for (int c = 0; c < slots.size(); c++) {
            Slot slot = slots.get(c);
            for (int x = 0; x < 1 << slot.logHeight(); x++) {
                Extension eq = DenseMultilinear.corner(rho.subList(0, slot.logHeight()), x);
                table.set((int) slot.start() + x, weights.at(c).mul(eq));
            }
        }
        List<Extension> tail = DenseMultilinear.bind(table, z);
        Extension expected = IntStream.range(0, tail.size())
                .mapToObj(i -> tail.get(i).mul(entries.get(i)))
                .reduce(Extension.ZERO, Extension::add);
        assertThat(verifier.expectedClaim(weights, rho, z, entries)).isEqualTo(expected);
    }

    @Test
    void theWeightsAreAnEqTableOverTheColumns() {
        OpeningVerifier<Extension> verifier = verifier(1);
        assertThat(verifier.weightChallenges()).isEqualTo(4);
        List<Extension> challenges = DenseMultilinear.randomPoint(random, 4);
        SplitEquality<Extension> weights = verifier.columnWeights(challenges);
        for (int c = 0; c < MAIN_HEIGHTS.length + PREP_HEIGHTS.length; c++) {
            assertThat(weights.at(c)).isEqualTo(DenseMultilinear.corner(challenges, c));
        }
    }

    @Test
    void theClaimIsTheWeightedSumOfTheValues() {
        OpeningVerifier<Extension> verifier = verifier(0);
        SplitEquality<Extension> weights =
                verifier.columnWeights(DenseMultilinear.randomPoint(random, verifier.weightChallenges()));
        List<Extension> values = List.of(Extension.ONE, Extension.ZERO, Extension.of(KoalaBear.fromCanonical(5)));
        assertThat(verifier.claim(weights, values))
                .isEqualTo(weights.at(0).add(weights.at(2).scale(KoalaBear.fromCanonical(5))));
    }

    @Test
    void oneColumnNeedsNoChallenge() {
        OpeningVerifier<Extension> one = new OpeningVerifier<>(
                NativeBackend.INSTANCE.extension(), List.of(new Slot(0, LOG_STACK)), LOG_STACK, 0, 0);
        assertThat(one.weightChallenges()).isZero();
        assertThat(one.columnWeights(List.of()).at(0)).isEqualTo(Extension.ONE);
    }
}
