package io.bulwark.hash;

import io.bulwark.field.KoalaBear;

/**
 * The generator of round constants that comes with the Poseidon family: an 80-bit linear feedback shift register in self-shrinking mode, seeded with
 * the instance's parameters, so that nobody could choose the constants.
 *
 * <p>Source: L. Grassi, D. Khovratovich, C. Rechberger, A. Roy, M. Schofnegger, "Poseidon", eprint 2019/458, appendix E.
 */
final class GrainLfsr {
    private static final int LENGTH = 80;
    private static final int WARM_UP = 160;
    private static final int FIELD_BITS = 31;

    /** A ring; the oldest bit lies at {@link #head}. */
    private final boolean[] register = new boolean[LENGTH];

    private int head;

    /**
     * For an S-box x^d over a prime field of 31 bits.
     *
     * @param width elements of the state
     * @param fullRounds both halves together
     */
    GrainLfsr(int width, int fullRounds, int partialRounds) {
        int at = seed(0, 1, 2);
        at = seed(at, 0, 4);
        at = seed(at, FIELD_BITS, 12);
        at = seed(at, width, 12);
        at = seed(at, fullRounds, 10);
        at = seed(at, partialRounds, 10);
        seed(at, -1, LENGTH - at);
        for (int i = 0; i < WARM_UP; i++) {
            step();
        }
    }

    /** The next constant, in Montgomery form: 31 bits, the most significant first, drawn again while they are not below p. */
    int next() {
        while (true) {
            int x = 0;
            for (int i = 0; i < FIELD_BITS; i++) {
                x = 2 * x + (keptBit() ? 1 : 0);
            }
            if (KoalaBear.isCanonical(x)) {
                return KoalaBear.fromCanonical(x);
            }
        }
    }

    private int seed(int at, int value, int bits) {
        for (int i = 0; i < bits; i++) {
            register[at + i] = ((value >> (bits - 1 - i)) & 1) == 1;
        }
        return at + bits;
    }

    /** Of each pair of bits the second is kept if the first is 1. */
    private boolean keptBit() {
        while (!step()) {
            step();
        }
        return step();
    }

    private boolean step() {
        boolean bit = tap(62) ^ tap(51) ^ tap(38) ^ tap(23) ^ tap(13) ^ tap(0);
        register[head] = bit;
        head = (head + 1) % LENGTH;
        return bit;
    }

    private boolean tap(int age) {
        return register[(head + age) % LENGTH];
    }
}
