package io.bulwark.hash;

import static io.bulwark.field.KoalaBear.add;
import static io.bulwark.field.KoalaBear.mul;
import static io.bulwark.field.KoalaBear.square;

import io.bulwark.field.KoalaBear;

/**
 * Poseidon2 over F: width 24, S-box x^3, 4 + 4 full rounds around 23 partial ones. One state at a time; this is the reference for the kernels that
 * permute many.
 *
 * <p>Source: L. Grassi, D. Khovratovich, M. Schofnegger, "Poseidon2", eprint 2023/323.
 */
public final class Poseidon2 {
    /** Lanes of the state. */
    public static final int WIDTH = 24;
    /** Lanes that take input and give output; the others are the capacity. */
    public static final int RATE = 15;
    /** Elements of a digest: 139 bits against collisions. */
    public static final int DIGEST = 9;

    /** Full rounds before the partial ones; as many come behind them. */
    public static final int HALF_FULL_ROUNDS = 4;
    /** Rounds with one S-box, that of lane 0. */
    public static final int PARTIAL_ROUNDS = 23;
    /** S-boxes of a permutation. */
    public static final int BOXES = 2 * HALF_FULL_ROUNDS * WIDTH + PARTIAL_ROUNDS;

    /** The internal matrix is this diagonal plus 1 everywhere: {factor, k} stands for factor * 2^-k. */
    static final int[][] DIAGONAL = {
        {-2, 0}, {1, 0}, {2, 0}, {1, 1}, {3, 0}, {4, 0}, {-1, 1}, {-3, 0}, {-4, 0}, {1, 8}, {1, 2}, {1, 3},
        {1, 4}, {1, 5}, {1, 6}, {1, 24}, {-1, 8}, {-1, 3}, {-1, 4}, {-1, 5}, {-1, 6}, {-1, 7}, {-1, 9}, {-1, 24}
    };

    private static final int[][] FIRST = new int[HALF_FULL_ROUNDS][WIDTH];
    private static final int[] MIDDLE = new int[PARTIAL_ROUNDS];
    private static final int[][] LAST = new int[HALF_FULL_ROUNDS][WIDTH];
    private static final int[] DIAGONAL_ELEMENTS = new int[WIDTH];

    static {
        GrainLfsr source = new GrainLfsr(WIDTH, 2 * HALF_FULL_ROUNDS, PARTIAL_ROUNDS);
        fill(FIRST, source);
        for (int r = 0; r < PARTIAL_ROUNDS; r++) {
            MIDDLE[r] = source.next();
        }
        fill(LAST, source);
        int half = KoalaBear.halve(KoalaBear.ONE);
        for (int i = 0; i < WIDTH; i++) {
            DIAGONAL_ELEMENTS[i] = mul(KoalaBear.fromLong(DIAGONAL[i][0]), KoalaBear.pow(half, DIAGONAL[i][1]));
        }
    }

    private Poseidon2() {}

    /** Permutes {@link #WIDTH} elements in place. */
    public static void permute(int[] state) {
        externalLayer(state);
        for (int[] constants : FIRST) {
            fullRound(state, constants);
        }
        for (int constant : MIDDLE) {
            partialRound(state, constant);
        }
        for (int[] constants : LAST) {
            fullRound(state, constants);
        }
    }

    /** Constants of full round r, 0 <= r < 8, one for each lane, in Montgomery form. */
    public static int[] fullRoundConstants(int r) {
        return (r < HALF_FULL_ROUNDS ? FIRST[r] : LAST[r - HALF_FULL_ROUNDS]).clone();
    }

    /** Constant of partial round r, 0 <= r < 23, for lane 0, in Montgomery form. */
    public static int partialRoundConstant(int r) {
        return MIDDLE[r];
    }

    /** Entry i of the internal matrix's diagonal less 1, in Montgomery form: the matrix maps x_i to (sum of all x) + this * x_i. */
    public static int internalDiagonal(int i) {
        return DIAGONAL_ELEMENTS[i];
    }

    private static void fullRound(int[] state, int[] constants) {
        for (int i = 0; i < WIDTH; i++) {
            state[i] = cube(add(state[i], constants[i]));
        }
        externalLayer(state);
    }

    private static void partialRound(int[] state, int constant) {
        state[0] = cube(add(state[0], constant));
        long total = 0;
        for (int x : state) {
            total += x;
        }
        int sum = (int) (total % KoalaBear.P);
        for (int i = 0; i < WIDTH; i++) {
            state[i] = add(mul(state[i], DIAGONAL_ELEMENTS[i]), sum);
        }
    }

    private static int cube(int x) {
        return mul(square(x), x);
    }

    /** circ(2 M, M, ..., M) on blocks of four lanes with M = circ(2, 3, 1, 1). In place. */
    static void externalLayer(int[] state) {
        int s0 = 0;
        int s1 = 0;
        int s2 = 0;
        int s3 = 0;
        for (int i = 0; i < WIDTH; i += 4) {
            block(state, i);
            s0 = add(s0, state[i]);
            s1 = add(s1, state[i + 1]);
            s2 = add(s2, state[i + 2]);
            s3 = add(s3, state[i + 3]);
        }
        for (int i = 0; i < WIDTH; i += 4) {
            state[i] = add(state[i], s0);
            state[i + 1] = add(state[i + 1], s1);
            state[i + 2] = add(state[i + 2], s2);
            state[i + 3] = add(state[i + 3], s3);
        }
    }

    private static void block(int[] state, int at) {
        int a = state[at];
        int b = state[at + 1];
        int c = state[at + 2];
        int d = state[at + 3];
        int ab = add(a, b);
        int cd = add(c, d);
        int abbcd = add(add(ab, cd), b);
        int abcdd = add(add(ab, cd), d);
        state[at] = add(abbcd, ab);
        state[at + 1] = add(abbcd, add(c, c));
        state[at + 2] = add(abcdd, cd);
        state[at + 3] = add(abcdd, add(a, a));
    }

    private static void fill(int[][] rounds, GrainLfsr source) {
        for (int[] round : rounds) {
            for (int i = 0; i < WIDTH; i++) {
                round[i] = source.next();
            }
        }
    }
}
