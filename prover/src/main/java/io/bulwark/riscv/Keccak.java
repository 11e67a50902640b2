package io.bulwark.riscv;

/** The permutation Keccak-f[1600]. Source: FIPS 202, section 3. */
public final class Keccak {
    /** Words of a state: 25 lanes of 64 bits, the low word of each first; lane (x, y) is number x + 5 y. */
    public static final int WORDS = 50;

    public static final int LANES = 25;
    public static final int ROUNDS = 24;

    private static final int[] ROTATIONS = rotations();
    private static final long[] ROUND_CONSTANTS = roundConstants();

    private Keccak() {}

    /** Permutes the words in place. */
    public static void permute(int[] words) {
        long[] a = new long[LANES];
        for (int i = 0; i < LANES; i++) {
            a[i] = (words[2 * i] & 0xffffffffL) | (long) words[2 * i + 1] << 32;
        }
        long[] b = new long[LANES];
        for (long constant : ROUND_CONSTANTS) {
            theta(a);
            for (int x = 0; x < 5; x++) {
                for (int y = 0; y < 5; y++) {
                    b[y + 5 * ((2 * x + 3 * y) % 5)] = Long.rotateLeft(a[x + 5 * y], ROTATIONS[x + 5 * y]);
                }
            }
            for (int i = 0; i < LANES; i++) {
                int row = i / 5 * 5;
                a[i] = b[i] ^ (~b[row + (i + 1) % 5] & b[row + (i + 2) % 5]);
            }
            a[0] ^= constant;
        }
        for (int i = 0; i < LANES; i++) {
            words[2 * i] = (int) a[i];
            words[2 * i + 1] = (int) (a[i] >>> 32);
        }
    }

    /** What rho rotates lane i by, to the left: 0..63. */
    public static int rotation(int lane) {
        return ROTATIONS[lane];
    }

    /** What iota adds to lane 0 in round r, 0 <= r < {@link #ROUNDS}; only bits 2^j - 1 are ever set, j = 0..6. */
    public static long constant(int r) {
        return ROUND_CONSTANTS[r];
    }

    private static void theta(long[] a) {
        long[] c = new long[5];
        for (int i = 0; i < LANES; i++) {
            c[i % 5] ^= a[i];
        }
        for (int i = 0; i < LANES; i++) {
            a[i] ^= c[(i + 4) % 5] ^ Long.rotateLeft(c[(i + 1) % 5], 1);
        }
    }

    private static int[] rotations() {
        int[] rotations = new int[LANES];
        int x = 1;
        int y = 0;
        for (int t = 0; t < 24; t++) {
            rotations[x + 5 * y] = (t + 1) * (t + 2) / 2 % 64;
            int next = (2 * x + 3 * y) % 5;
            x = y;
            y = next;
        }
        return rotations;
    }

    /** Bit 2^j - 1 of constant r is output 7 r + j of the register of x^8 + x^6 + x^5 + x^4 + 1. */
    private static long[] roundConstants() {
        long[] constants = new long[ROUNDS];
        int register = 1;
        for (int r = 0; r < ROUNDS; r++) {
            for (int j = 0; j <= 6; j++) {
                constants[r] |= (long) (register & 1) << ((1 << j) - 1);
                register = register << 1 ^ (register >>> 7) * 0x171;
            }
        }
        return constants;
    }
}
