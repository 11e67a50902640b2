package io.bulwark.hash;

import java.util.stream.IntStream;

/**
 * Which lanes are brought back to few bits in which partial round, so that everything stays exact in the 53 bits of a double.
 *
 * <p>A partial round maps lane i to v_i x_i + t, t the same for all. Where v_i = +-2^-k the value keeps its size but gains k binary places a round: now
 * and then it is made whole. Where v_i is an integer the value grows: now and then it is reduced. A test follows the bounds of all lanes through all
 * rounds.
 */
final class PartialSchedule {
    /** Lanes +-2^-k by falling k in groups of four; lane 1 (v = 1) fills the last group, it neither grows much nor gains places. */
    private static final int[] FRACTIONS = {22, 9, 16, 21, 14, 20, 13, 19, 12, 18, 11, 17, 10, 3, 6, 1};
    /** Lanes +-3 and +-4. */
    private static final int[] GROWING = {5, 8, 4, 7};
    /** Lanes +-2^-24 = -+127 and 2, reduced in every round. */
    static final int[] ALWAYS_REDUCED = {15, 23, 2};

    private PartialSchedule() {}

    /** v_i, exact in a double: for 2^-24 the integer -127. */
    static double factor(int lane) {
        int[] entry = Poseidon2.DIAGONAL[lane];
        return entry[1] == 24 ? -127.0 * entry[0] : entry[0] / (double) (1L << entry[1]);
    }

    /** The lanes to be made whole in round r, in groups of four. */
    static int[] madeWhole(int r) {
        return IntStream.of(FRACTIONS).limit(wholeCount(r)).toArray();
    }

    /** The lanes to be reduced in round r besides {@link #ALWAYS_REDUCED}, in groups of four. */
    static int[] reduced(int r) {
        return reducesGrowing(r) ? GROWING.clone() : new int[0];
    }

    /** All other lanes from 1 on, in groups of four. */
    static int[] leftAlone(int r) {
        IntStream fractions = IntStream.of(FRACTIONS).skip(wholeCount(r));
        return (reducesGrowing(r) ? fractions : IntStream.concat(fractions, IntStream.of(GROWING))).toArray();
    }

    /** All of them in the last round, which a full round follows. */
    private static int wholeCount(int r) {
        if (r % 4 == 2) {
            return FRACTIONS.length;
        }
        return r % 2 == 0 ? FRACTIONS.length / 2 : 0;
    }

    private static boolean reducesGrowing(int r) {
        return r % 3 == 1;
    }
}
