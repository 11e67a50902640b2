package io.bulwark.hash;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.field.KoalaBear;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Follows worst-case sizes and binary places of all lanes through the partial rounds: nothing may need more than the 53 bits of a double. */
class PartialScheduleTest {
    private static final double REDUCED = 0.51 * KoalaBear.P;
    private static final double WHOLE_ADDS = 127 * 0x1p23;
    private static final double EXACT = 0x1p53;
    /** Above this, {@link FullRounds#cube} would lose bits. */
    private static final double CUBE_INPUT = 0x1p38;

    private final double[] size = new double[Poseidon2.WIDTH];
    private final int[] places = new int[Poseidon2.WIDTH];

    @Test
    void everyLaneFromOneOnBelongsToOneStepOfEveryRound() {
        for (int r = 0; r < Poseidon2.PARTIAL_ROUNDS; r++) {
            int[] lanes = IntStream.of(PartialSchedule.ALWAYS_REDUCED).toArray();
            int[][] fours = {PartialSchedule.madeWhole(r), PartialSchedule.reduced(r), PartialSchedule.leftAlone(r)};
            for (int[] four : fours) {
                assertThat(four.length % 4).isZero();
                lanes = IntStream.concat(IntStream.of(lanes), IntStream.of(four))
                        .toArray();
            }
            assertThat(IntStream.of(lanes).sorted())
                    .as("round %d", r)
                    .containsExactlyElementsOf(
                            IntStream.range(1, Poseidon2.WIDTH).boxed().toList());
        }
    }

    @Test
    void factorsAreTheDiagonalModuloP() {
        for (int i = 0; i < Poseidon2.WIDTH; i++) {
            double shifted = PartialSchedule.factor(i) * 0x1p24;
            int element = KoalaBear.mul(
                    KoalaBear.fromLong((long) shifted), KoalaBear.inverse(KoalaBear.fromCanonical(1 << 24)));
            assertThat(shifted).isEqualTo(Math.rint(shifted));
            assertThat(element).as("lane %d", i).isEqualTo(Poseidon2.internalDiagonal(i));
        }
    }

    @Test
    void noLaneAndNoTotalEverNeedsMoreBitsThanADoubleHas() {
        // What a full round leaves: the external matrix's rows sum up to 49.
        Arrays.fill(size, 49 * REDUCED);
        double total = 23 * size[1];
        int totalPlaces = 0;
        for (int r = 0; r < Poseidon2.PARTIAL_ROUNDS; r++) {
            assertThat(size[0] + KoalaBear.P).as("lane 0, round %d", r).isLessThan(CUBE_INPUT);
            assertThat((total + REDUCED) * (1L << totalPlaces))
                    .as("total, round %d", r)
                    .isLessThan(EXACT);
            size[0] = 3 * REDUCED;
            for (int i = 1; i < Poseidon2.WIDTH; i++) {
                step(i);
                assertThat(size[i] * (1L << places[i]))
                        .as("lane %d, round %d", i, r)
                        .isLessThan(EXACT / 4);
                assertThat(places[i]).isLessThanOrEqualTo(24);
            }
            IntStream.of(PartialSchedule.madeWhole(r)).forEach(i -> {
                size[i] += WHOLE_ADDS;
                places[i] = 0;
            });
            IntStream.concat(IntStream.of(PartialSchedule.reduced(r)), IntStream.of(PartialSchedule.ALWAYS_REDUCED))
                    .forEach(i -> size[i] = REDUCED);
            total = Arrays.stream(size, 1, size.length).sum();
            totalPlaces = Arrays.stream(places, 1, places.length).max().orElseThrow();
        }
        assertThat(totalPlaces).as("places left for the full rounds").isZero();
        assertThat(Arrays.stream(size).max().orElseThrow()).isLessThan(CUBE_INPUT);
    }

    /** x to v x + t. */
    private void step(int i) {
        double v = PartialSchedule.factor(i);
        int k = 0;
        for (; v != Math.rint(v); v *= 2) {
            k++;
        }
        size[i] = size[i] * Math.abs(PartialSchedule.factor(i)) + REDUCED;
        places[i] += k;
    }
}
