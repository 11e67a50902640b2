package io.bulwark.examples;

import io.bulwark.field.Kernels;
import io.bulwark.field.KoalaBear;
import io.bulwark.hash.Poseidon2;

/**
 * Poseidon2 one state at a time, with every S-box's output written down: what a row of the sponge machine needs. One state follows from the one
 * before, so there are no states to permute side by side. What makes it fast instead: the S-boxes of a full round are one call of a kernel, and in
 * partial rounds the lanes stay unreduced, as signed 64-bit numbers, since the entries of the internal matrix are small numbers and powers of two.
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
    /** Lanes from here on are multiplied by +2^-k, from the next one on by -2^-k. */
    private static final int FIRST_POWER = 9;

    private static final int FIRST_NEGATIVE_POWER = 16;
    private static final int[] POWER = {0, 0, 0, 1, 0, 0, 1, 0, 0, 8, 2, 3, 4, 5, 6, 24, 8, 3, 4, 5, 6, 7, 9, 24};

    static {
        for (int r = 0; r < FULL.length; r++) {
            FULL[r] = Poseidon2.fullRoundConstants(r);
        }
        for (int r = 0; r < PARTIAL_ROUNDS; r++) {
            PARTIAL[r] = Poseidon2.partialRoundConstant(r);
        }
    }

    private final Kernels kernels = Kernels.best();
    private final long[] lanes = new long[WIDTH];
    private final int[] squares = new int[WIDTH];

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
        partialRounds(state, boxes, next);
        next += PARTIAL_ROUNDS;
        for (int r = HALF_FULL_ROUNDS; r < FULL.length; r++, next += WIDTH) {
            fullRound(state, FULL[r], boxes, next);
        }
    }

    private void fullRound(int[] state, int[] constants, int[] boxes, int at) {
        kernels.add(state, 0, constants, 0, state, 0, WIDTH);
        kernels.mul(state, 0, state, 0, squares, 0, WIDTH);
        kernels.mul(squares, 0, state, 0, state, 0, WIDTH);
        System.arraycopy(state, 0, boxes, at, WIDTH);
        externalLayer(state);
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
            lanes[i] = y0;
            lanes[i + 1] = y1;
            lanes[i + 2] = y2;
            lanes[i + 3] = y3;
            s0 += y0;
            s1 += y1;
            s2 += y2;
            s3 += y3;
        }
        for (int i = 0; i < WIDTH; i += 4) {
            state[i] = element(fold(lanes[i] + s0));
            state[i + 1] = element(fold(lanes[i + 1] + s1));
            state[i + 2] = element(fold(lanes[i + 2] + s2));
            state[i + 3] = element(fold(lanes[i + 3] + s3));
        }
    }

    private void partialRounds(int[] state, int[] boxes, int at) {
        for (int i = 0; i < WIDTH; i++) {
            lanes[i] = state[i];
        }
        for (int r = 0; r < PARTIAL_ROUNDS; r++) {
            int x = KoalaBear.add(element(fold(fold(lanes[0]))), PARTIAL[r]);
            int y = KoalaBear.mul(KoalaBear.square(x), x);
            boxes[at + r] = y;
            internalLayer(lanes, y);
        }
        for (int i = 0; i < WIDTH; i++) {
            state[i] = element(fold(fold(lanes[i])));
        }
    }

    /**
     * Lane i becomes the sum of all plus v_i times itself, modulo p, where lane 0 counts as y. Lanes stay in (-2^40, 2^40): the sum s is folded to
     * (-2^35, 2^35), a product by 2^-k adds at most p to what it halves, lane 1 takes one s a round, and lanes of greater factors are folded.
     */
    private static void internalLayer(long[] x, long y) {
        long sum = y;
        for (int i = 1; i < WIDTH; i++) {
            sum += x[i];
        }
        long s = fold(sum);
        x[0] = s - 2 * y;
        x[1] = s + x[1];
        x[2] = fold(s + 2 * x[2]);
        x[3] = s + shifted(x[3], 1);
        x[4] = fold(s + 3 * x[4]);
        x[5] = fold(s + 4 * x[5]);
        x[6] = s - shifted(x[6], 1);
        x[7] = fold(s - 3 * x[7]);
        x[8] = fold(s - 4 * x[8]);
        for (int i = FIRST_POWER; i < FIRST_NEGATIVE_POWER; i++) {
            x[i] = s + shifted(x[i], POWER[i]);
        }
        for (int i = FIRST_NEGATIVE_POWER; i < WIDTH; i++) {
            x[i] = s - shifted(x[i], POWER[i]);
        }
    }

    /** x 2^-k mod p for k <= 24: p = 1 mod 2^24, so x + (-x mod 2^k) p is the multiple of 2^k to divide. Signed; adds at most p to |x| / 2^k. */
    private static long shifted(long x, int k) {
        return (x + (-x & ((1L << k) - 1)) * KoalaBear.P) >> k;
    }

    /** The same modulo p: 2^31 = 2^24 - 1, so the bits from 31 on, signed, are folded onto the lower ones. */
    private static long fold(long x) {
        return (x & 0x7FFFFFFF) + (x >> 31) * 0xFFFFFF;
    }

    /** The element of a number in (-p, 2 p). */
    private static int element(long x) {
        long positive = x + (KoalaBear.P & (x >> 63));
        long less = positive - KoalaBear.P;
        return (int) (less + (KoalaBear.P & (less >> 63)));
    }
}
