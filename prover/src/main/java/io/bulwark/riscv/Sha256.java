package io.bulwark.riscv;

import java.math.BigInteger;

/** The compression function of SHA-256. Source: FIPS 180-4, section 6.2.2. */
public final class Sha256 {
    public static final int STATE_WORDS = 8;
    public static final int BLOCK_WORDS = 16;
    public static final int ROUNDS = 64;

    private static final int[] CONSTANTS = constants();

    private Sha256() {}

    /**
     * One compression.
     *
     * @param state its first 8 words: chaining value in, chaining value out
     * @param block 16 words of the message, as numbers
     */
    public static void compress(int[] state, int[] block) {
        int[] w = new int[ROUNDS];
        System.arraycopy(block, 0, w, 0, BLOCK_WORDS);
        for (int t = BLOCK_WORDS; t < ROUNDS; t++) {
            int a = w[t - 15];
            int b = w[t - 2];
            int small0 = Integer.rotateRight(a, 7) ^ Integer.rotateRight(a, 18) ^ a >>> 3;
            int small1 = Integer.rotateRight(b, 17) ^ Integer.rotateRight(b, 19) ^ b >>> 10;
            w[t] = w[t - 16] + small0 + w[t - 7] + small1;
        }
        int[] v = new int[STATE_WORDS];
        System.arraycopy(state, 0, v, 0, STATE_WORDS);
        for (int t = 0; t < ROUNDS; t++) {
            int e = v[4];
            int a = v[0];
            int big1 = Integer.rotateRight(e, 6) ^ Integer.rotateRight(e, 11) ^ Integer.rotateRight(e, 25);
            int big0 = Integer.rotateRight(a, 2) ^ Integer.rotateRight(a, 13) ^ Integer.rotateRight(a, 22);
            int t1 = v[7] + big1 + ((e & v[5]) ^ (~e & v[6])) + CONSTANTS[t] + w[t];
            int t2 = big0 + ((a & v[1]) ^ (a & v[2]) ^ (v[1] & v[2]));
            System.arraycopy(v, 0, v, 1, STATE_WORDS - 1);
            v[4] += t1;
            v[0] = t1 + t2;
        }
        for (int i = 0; i < STATE_WORDS; i++) {
            state[i] += v[i];
        }
    }

    /** The constant of round t, 0 <= t < {@link #ROUNDS}. */
    public static int constant(int t) {
        return CONSTANTS[t];
    }

    /** The first 32 bits of the fractional parts of the cube roots of the first 64 primes. */
    private static int[] constants() {
        int[] constants = new int[ROUNDS];
        int prime = 2;
        for (int i = 0; i < ROUNDS; prime++) {
            if (BigInteger.valueOf(prime).isProbablePrime(50)) {
                constants[i++] = (int) cubeRootScaled(prime);
            }
        }
        return constants;
    }

    /** floor(2^32 * n^(1/3)) by bisection. */
    private static long cubeRootScaled(int n) {
        BigInteger target = BigInteger.valueOf(n).shiftLeft(96);
        long low = 0;
        long high = 1L << 36;
        while (high - low > 1) {
            long middle = (low + high) >>> 1;
            if (BigInteger.valueOf(middle).pow(3).compareTo(target) <= 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
