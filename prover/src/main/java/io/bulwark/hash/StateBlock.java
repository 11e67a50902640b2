package io.bulwark.hash;

import io.bulwark.field.KoalaBear;
import java.util.Arrays;
import java.util.List;

/**
 * {@link #STATES} states of Poseidon2 side by side: lane i of all states lies at cells[STATES * i] and following, as doubles that stand for their residues
 * (see {@link ExactLanes}). States are independent; whoever needs fewer leaves the others as they are.
 *
 * <p>16 KB: it stays in the first-level cache. Not thread-safe.
 */
final class StateBlock {
    /** States side by side. */
    static final int STATES = 64;
    /** From this many inputs on, a block is faster than one state after another. */
    static final int FEW = STATES / 8;
    /** Behind the lanes: the four column sums of a full round. */
    static final int COLUMN_SUMS = Poseidon2.WIDTH * STATES;

    /** The totals of two partial rounds, and the two sums that {@link PartialRounds} finds them from. */
    static final int TOTAL = COLUMN_SUMS + 4 * STATES;

    static final int SUM = TOTAL + 2 * STATES;
    static final int WEIGHTED_SUM = SUM + STATES;
    /** Where a lane is put down on its way out. */
    static final int SPARE = WEIGHTED_SUM + STATES;

    private static final int CELLS = SPARE + STATES;

    private static final BlockPermutation PERMUTATION = BlockPermutation.best();

    private final double[] cells = new double[CELLS];
    private final int[] few = new int[2 * STATES];
    private final BlockPermutation permutation;

    /** All states zero. */
    StateBlock() {
        this(PERMUTATION);
    }

    StateBlock(BlockPermutation permutation) {
        this.permutation = permutation;
    }

    /** Where lane {@code lane} of all states begins. */
    static int lane(int lane) {
        return lane * STATES;
    }

    void permute() {
        permutation.permute(cells);
    }

    /**
     * Permutes and writes down what the S-boxes give.
     *
     * @param boxes {@link Poseidon2#BOXES} columns in order of rounds and lanes; of states 0 to n - 1, the outputs go to {@code at} and following
     */
    void permute(int[][] boxes, int at, int n) {
        if (n == STATES) {
            permutation.permute(cells, boxes, at);
            return;
        }
        int[][] all = new int[Poseidon2.BOXES][STATES];
        permutation.permute(cells, all, 0);
        for (int i = 0; i < all.length; i++) {
            System.arraycopy(all[i], 0, boxes[i], at, n);
        }
    }

    /** Sets one lane of all states to one element, in Montgomery form. */
    void fill(int lane, int element) {
        Arrays.fill(cells, lane(lane), lane(lane + 1), centered(element));
    }

    /** Sets one lane of state i to the element of the canonical number first + i. */
    void count(int lane, int first) {
        for (int i = 0; i < STATES; i++) {
            cells[lane(lane) + i] = first + i;
        }
    }

    /** Sets one lane of states 0 to n - 1 to {@code n} elements in Montgomery form. */
    void load(int lane, int[] elements, int at, int n) {
        if (n == STATES) {
            permutation.load(elements, at, cells, lane(lane));
        } else {
            System.arraycopy(elements, at, few, 0, n);
            permutation.load(few, 0, cells, lane(lane));
        }
    }

    /** Sets lane {@code even} of states 0 to n - 1 to elements 0, 2, ..., 2 n - 2 behind {@code at}, lane {@code odd} to those in between. */
    void loadPairs(int even, int odd, int[] elements, int at, int n) {
        if (n == STATES) {
            permutation.loadPairs(elements, at, cells, lane(even), lane(odd));
        } else {
            System.arraycopy(elements, at, few, 0, 2 * n);
            permutation.loadPairs(few, 0, cells, lane(even), lane(odd));
        }
    }

    /** Reads one lane of states 0 to n - 1 of permuted states, in Montgomery form. */
    void store(int lane, int[] elements, int at, int n) {
        if (n == STATES) {
            permutation.store(cells, lane(lane), elements, at);
        } else {
            permutation.store(cells, lane(lane), few, 0);
            System.arraycopy(few, 0, elements, at, n);
        }
    }

    /** Lanes 0 to 8 of states 0 to n - 1 of permuted states. */
    List<int[]> digests(int n) {
        int[][] digests = new int[n][Poseidon2.DIGEST];
        int[] entries = new int[STATES];
        for (int k = 0; k < Poseidon2.DIGEST; k++) {
            store(k, entries, 0, STATES);
            for (int i = 0; i < n; i++) {
                digests[i][k] = entries[i];
            }
        }
        return List.of(digests);
    }

    /** The element as an integer of least size. */
    static double centered(int montgomery) {
        int canonical = KoalaBear.toCanonical(montgomery);
        return canonical > KoalaBear.P / 2 ? (double) canonical - KoalaBear.P : canonical;
    }
}
