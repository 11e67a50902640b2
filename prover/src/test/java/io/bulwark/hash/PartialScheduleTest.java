package io.bulwark.hash;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.field.KoalaBear;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Follows worst-case sizes and binary places of all lanes through the partial rounds: nothing may need more than the 53 bits of a double. */
class PartialScheduleTest {
    private static final double REDUCED = 0.51 * KoalaBear.P;
    private static final double WHOLE_ADDS = 127 * 0x1p23;
    private static final double EXACT = 0x1p53;
    /** Above this, {@link FullRounds.Cubes} would lose bits. */
    private static final double CUBE_INPUT = 0x1p38;

    private final double[] size = new double[Poseidon2.WIDTH];
    private final int[] places = new int[Poseidon2.WIDTH];

    @Test
    void everyLaneFromOneOnBelongsToOneStepOfEveryPair() {
        for (int pair = 0; pair < PartialSchedule.PAIRS; pair++) {
            IntStream once =
                    IntStream.concat(IntStream.of(PartialSchedule.first()), IntStream.of(PartialSchedule.growing()));
            IntStream fours = Stream.concat(
                            Arrays.stream(PartialSchedule.whole(pair)), Arrays.stream(PartialSchedule.kept(pair)))
                    .flatMapToInt(IntStream::of);
            assertThat(IntStream.concat(once, fours).sorted())
                    .as("pair %d", pair)
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
        // Entering reduces all lanes but lane 0, which a full round leaves at 49 times a cube at most.
        Arrays.fill(size, REDUCED);
        assertThat(49 * REDUCED + KoalaBear.P).isLessThan(CUBE_INPUT);
        for (int pair = 0; pair < PartialSchedule.PAIRS; pair++) {
            String name = "pair " + pair;
            fits(sum(false) + REDUCED, most(places), name);
            fits(sum(true) + 24 * REDUCED, most(placesAfterAProduct()), name);
            for (int i = 1; i < Poseidon2.WIDTH; i++) {
                round(i);
                round(i);
                // Rounding to an integer needs two bits of headroom.
                fits(4 * size[i], places[i], "lane " + i + ", " + name);
                assertThat(places[i]).isLessThanOrEqualTo(24);
            }
            Arrays.stream(PartialSchedule.whole(pair))
                    .flatMapToInt(IntStream::of)
                    .forEach(this::makeWhole);
            IntStream.of(PartialSchedule.first()).forEach(i -> size[i] = REDUCED);
            IntStream.of(PartialSchedule.growing()).forEach(i -> size[i] = REDUCED);
        }
        fits(sum(false) + REDUCED, most(places), "last round");
        for (int i = 1; i < Poseidon2.WIDTH; i++) {
            round(i);
            fits(4 * (size[i] + KoalaBear.P), places[i], "lane " + i + ", last round");
            makeWhole(i);
            assertThat(size[i] + KoalaBear.P)
                    .as("lane %d into the full rounds", i)
                    .isLessThan(CUBE_INPUT);
        }
    }

    private static void fits(double size, int places, String name) {
        assertThat(size * (1L << places)).as(name).isLessThan(EXACT);
    }

    private double sum(boolean weighted) {
        return IntStream.range(1, Poseidon2.WIDTH)
                .mapToDouble(i -> size[i] * (weighted ? Math.abs(PartialSchedule.factor(i)) : 1))
                .sum();
    }

    private int[] placesAfterAProduct() {
        int[] after = places.clone();
        Arrays.setAll(after, i -> places[i] + placesOf(PartialSchedule.factor(i)));
        return after;
    }

    /** x to v x + t. */
    private void round(int i) {
        size[i] = size[i] * Math.abs(PartialSchedule.factor(i)) + REDUCED;
        places[i] += placesOf(PartialSchedule.factor(i));
    }

    private void makeWhole(int i) {
        size[i] += WHOLE_ADDS;
        places[i] = 0;
    }

    private static int most(int[] places) {
        return Arrays.stream(places).max().orElseThrow();
    }

    private static int placesOf(double v) {
        int k = 0;
        while (Math.scalb(v, k) != Math.rint(Math.scalb(v, k))) {
            k++;
        }
        return k;
    }
}
