package io.bulwark.hash;

import io.bulwark.field.Kernels;
import io.bulwark.field.KoalaBear;

/**
 * Poseidon2 one state at a time, with every S-box's output written down: for tables of permutations where one state follows from the one before, so that
 * there are no states to permute side by side ({@link RecordedStates} is for where there are). What makes it fast instead: the S-boxes of a full round are one call of a kernel, and in
 * partial rounds the lanes stay unreduced, as signed 64-bit numbers, since the entries of the internal matrix are small numbers and powers of two.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class RecordedPermutation {
    private static final int WIDTH = Poseidon2.WIDTH;
    private static final int[][] FULL = new int[2 * Poseidon2.HALF_FULL_ROUNDS][];
    private static final int[] PARTIAL = new int[Poseidon2.PARTIAL_ROUNDS];
    /** Lanes from here on are multiplied by +2^-k, from the next one on by -2^-k. */
    private static final int FIRST_POWER = 9;

    private static final int FIRST_NEGATIVE_POWER = 16;
    private static final int[] POWER = {0, 0, 0, 1, 0, 0, 1, 0, 0, 8, 2, 3, 4, 5, 6, 24, 8, 3, 4, 5, 6, 7, 9, 24};

    static {
        for (int r = 0; r < FULL.length; r++) {
            FULL[r] = Poseidon2.fullRoundConstants(r);
        }
        for (int r = 0; r < Poseidon2.PARTIAL_ROUNDS; r++) {
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
     * @param boxes receives {@link Poseidon2#BOXES} outputs of S-boxes in order of rounds and lanes, from {@code at} on
     */
    public void permute(int[] state, int[] boxes, int at) {
        externalLayer(state);
        int next = at;
        for (int r = 0; r < Poseidon2.HALF_FULL_ROUNDS; r++, next += WIDTH) {
            fullRound(state, FULL[r], boxes, next);
        }
        partialRounds(state, boxes, next);
        next += Poseidon2.PARTIAL_ROUNDS;
        for (int r = Poseidon2.HALF_FULL_ROUNDS; r < FULL.length; r++, next += WIDTH) {
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
        long[] y = lanes;
        long s0 = 0;
        long s1 = 0;
        long s2 = 0;
        long s3 = 0;
        for (int i = 0; i < WIDTH; i += 4) {
            long a = state[i];
            long b = state[i + 1];
            long c = state[i + 2];
            long d = state[i + 3];
            long ab = a + b;
            long cd = c + d;
            long allB = ab + cd + b;
            long allD = ab + cd + d;
            y[i] = allB + ab;
            y[i + 1] = allB + 2 * c;
            y[i + 2] = allD + cd;
            y[i + 3] = allD + 2 * a;
            s0 += y[i];
            s1 += y[i + 1];
            s2 += y[i + 2];
            s3 += y[i + 3];
        }
        for (int i = 0; i < WIDTH; i += 4) {
            state[i] = lowered(fold(y[i] + s0));
            state[i + 1] = lowered(fold(y[i + 1] + s1));
            state[i + 2] = lowered(fold(y[i + 2] + s2));
            state[i + 3] = lowered(fold(y[i + 3] + s3));
        }
    }

    private void partialRounds(int[] state, int[] boxes, int at) {
        long[] x = lanes;
        for (int i = 0; i < WIDTH; i++) {
            x[i] = state[i];
        }
        int first = state[0];
        for (int r = 0; r < Poseidon2.PARTIAL_ROUNDS; r++) {
            // The sum of the others does not wait for the S-box; only its difference to the output leads to the next
            // one.
            int others = element(fold(fold(sumOfOthers(x))));
            int in = KoalaBear.add(first, PARTIAL[r]);
            int y = KoalaBear.mul(KoalaBear.square(in), in);
            boxes[at + r] = y;
            first = KoalaBear.sub(others, y);
            internalLayer(x, (long) others + y);
        }
        state[0] = first;
        for (int i = 1; i < WIDTH; i++) {
            state[i] = element(fold(fold(x[i])));
        }
    }

    private static long sumOfOthers(long[] x) {
        long a = x[1] + x[2] + x[3];
        long b = 0;
        long c = 0;
        long d = 0;
        for (int i = 4; i < WIDTH; i += 4) {
            a += x[i];
            b += x[i + 1];
            c += x[i + 2];
            d += x[i + 3];
        }
        return a + b + (c + d);
    }

    /**
     * Lanes 1 to 23: lane i becomes s, the sum of all, plus v_i times itself, modulo p. Lanes stay in (-2^38, 2^38): s is below 2^32, a product by
     * 2^-k adds at most p to what it halves, lane 1 takes one s a round, and lanes of greater factors are folded.
     */
    private static void internalLayer(long[] x, long s) {
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
        return lowered(x + (KoalaBear.P & (x >> 63)));
    }

    /** The element of a number in [0, 2 p). */
    private static int lowered(long x) {
        long less = x - KoalaBear.P;
        return (int) (less + (KoalaBear.P & (less >> 63)));
    }
}
