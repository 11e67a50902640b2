package io.bulwark.examples;

import io.bulwark.field.KoalaBear;
import io.bulwark.hash.Poseidon2;

/**
 * Poseidon2 one state at a time, with every S-box's output written down: what a row of the sponge machine needs. One state follows from the one
 * before, so there are no states to permute side by side; instead sums stay unreduced as long as they fit.
 *
 * <p>Not safe for use by several threads at once.
 */
final class RecordedPermutation {
    /** Full rounds before the partial ones; as many come behind them. */
    static final int HALF_FULL_ROUNDS = 4;
    /** Rounds with one S-box, that of lane 0. */
    static final int PARTIAL_ROUNDS = 23;
    /** S-boxes of a permutation. */
    static final int BOXES = 2 * HALF_FULL_ROUNDS * Poseidon2.WIDTH + PARTIAL_ROUNDS;

    private static final int WIDTH = Poseidon2.WIDTH;
    private static final int[][] FULL = new int[2 * HALF_FULL_ROUNDS][];
    private static final int[] PARTIAL = new int[PARTIAL_ROUNDS];
    private static final int[] DIAGONAL = new int[WIDTH];

    static {
        for (int r = 0; r < FULL.length; r++) {
            FULL[r] = Poseidon2.fullRoundConstants(r);
        }
        for (int r = 0; r < PARTIAL_ROUNDS; r++) {
            PARTIAL[r] = Poseidon2.partialRoundConstant(r);
        }
        for (int i = 0; i < WIDTH; i++) {
            DIAGONAL[i] = Poseidon2.internalDiagonal(i);
        }
    }

    private final long[] sums = new long[WIDTH];

    /**
     * Permutes in place.
     *
     * @param state {@link Poseidon2#WIDTH} elements in Montgomery form
     * @param boxes receives {@link #BOXES} outputs of S-boxes in order of rounds and lanes, from {@code at} on
     */
    void permute(int[] state, int[] boxes, int at) {
        externalLayer(state);
        int next = at;
        for (int r = 0; r < HALF_FULL_ROUNDS; r++, next += WIDTH) {
            fullRound(state, FULL[r], boxes, next);
        }
        for (int r = 0; r < PARTIAL_ROUNDS; r++, next++) {
            boxes[next] = partialRound(state, PARTIAL[r]);
        }
        for (int r = HALF_FULL_ROUNDS; r < FULL.length; r++, next += WIDTH) {
            fullRound(state, FULL[r], boxes, next);
        }
    }

    private void fullRound(int[] state, int[] constants, int[] boxes, int at) {
        for (int i = 0; i < WIDTH; i++) {
            int y = cube(KoalaBear.add(state[i], constants[i]));
            state[i] = y;
            boxes[at + i] = y;
        }
        externalLayer(state);
    }

    private static int partialRound(int[] state, int constant) {
        int y = cube(KoalaBear.add(state[0], constant));
        state[0] = y;
        long total = 0;
        for (int x : state) {
            total += x;
        }
        int sum = reduce(total);
        for (int i = 0; i < WIDTH; i++) {
            state[i] = KoalaBear.add(KoalaBear.mul(state[i], DIAGONAL[i]), sum);
        }
        return y;
    }

    private static int cube(int x) {
        return KoalaBear.mul(KoalaBear.square(x), x);
    }

    /** circ(2 M, M, ..., M) on blocks of four lanes with M = circ(2, 3, 1, 1); a sum is at most 49 elements, below 2^37. */
    private void externalLayer(int[] state) {
        long s0 = 0;
        long s1 = 0;
        long s2 = 0;
        long s3 = 0;
        for (int i = 0; i < WIDTH; i += 4) {
            long a = state[i];
            long b = state[i + 1];
            long c = state[i + 2];
            long d = state[i + 3];
            long all = a + b + c + d;
            long y0 = all + a + 2 * b;
            long y1 = all + b + 2 * c;
            long y2 = all + c + 2 * d;
            long y3 = all + d + 2 * a;
            sums[i] = y0;
            sums[i + 1] = y1;
            sums[i + 2] = y2;
            sums[i + 3] = y3;
            s0 += y0;
            s1 += y1;
            s2 += y2;
            s3 += y3;
        }
        for (int i = 0; i < WIDTH; i += 4) {
            state[i] = reduce(sums[i] + s0);
            state[i + 1] = reduce(sums[i + 1] + s1);
            state[i + 2] = reduce(sums[i + 2] + s2);
            state[i + 3] = reduce(sums[i + 3] + s3);
        }
    }

    /** x mod p for 0 <= x < 2^37: 2^31 = 2^24 - 1 mod p, so the bits from 31 on fold to less than 2^30, and the sum is below 2 p. */
    private static int reduce(long x) {
        long folded = (x & 0x7FFFFFFF) + (x >>> 31) * 0xFFFFFF;
        long less = folded - KoalaBear.P;
        return (int) (less + (KoalaBear.P & (less >> 63)));
    }
}
