package io.bulwark.hash;

/**
 * Which lanes are brought back to few bits after which partial rounds, so that everything stays exact in the 53 bits of a double.
 *
 * <p>A partial round maps lane i to v_i x_i + t, t the same for all. Where v_i = +-2^-k the value keeps its size but gains k binary places a round: now
 * and then it is made whole. Where v_i is an integer the value grows: it is reduced. Rounds are taken in pairs, the last one by itself. A test follows the
 * bounds of all lanes through all rounds.
 */
final class PartialSchedule {
    /** Pairs of rounds; one round is left. */
    static final int PAIRS = Poseidon2.PARTIAL_ROUNDS / 2;

    /** v = +-2^-24 = -+127, and 2: reduced after every pair. */
    private static final int[] FIRST = {15, 23, 2};
    /** v = +-4 and +-3: reduced after every pair. */
    private static final int[] GROWING = {5, 8, 4, 7};
    /** v = +-2^-k for k from 9 down to 5: made whole after every pair. */
    private static final int[][] MANY_PLACES = {{22, 9, 16, 21}, {14, 20, 13, 19}};
    /** v = +-2^-k for k from 4 down to 1: made whole after every second pair. Lane 1, v = 1, grows too slowly to matter and needs nothing. */
    private static final int[][] FEW_PLACES = {{12, 18, 11, 17}, {10, 3, 6, 1}};

    private PartialSchedule() {}

    /** v_i, exact in a double: for 2^-24 the integer -127. */
    static double factor(int lane) {
        int[] entry = Poseidon2.DIAGONAL[lane];
        return entry[1] == 24 ? -127.0 * entry[0] : entry[0] / (double) (1L << entry[1]);
    }

    /** The three lanes that begin the sums for the next pair of rounds; reduced after every pair. */
    static int[] first() {
        return FIRST.clone();
    }

    /** Four lanes to be reduced after every pair. */
    static int[] growing() {
        return GROWING.clone();
    }

    /** Fours of lanes to be made whole after a pair. */
    static int[][] whole(int pair) {
        return endsFewPlaces(pair)
                ? new int[][] {MANY_PLACES[0], MANY_PLACES[1], FEW_PLACES[0], FEW_PLACES[1]}
                : MANY_PLACES.clone();
    }

    /** Fours of lanes that stay as they are after a pair. */
    static int[][] kept(int pair) {
        return endsFewPlaces(pair) ? new int[0][] : FEW_PLACES.clone();
    }

    private static boolean endsFewPlaces(int pair) {
        return pair % 2 == 1;
    }
}
