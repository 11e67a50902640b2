package io.bulwark.riscv.tables;

import io.bulwark.riscv.Sha256;

/** The functions of SHA-256 over bits, and how the 64 rounds are dealt out to rows. Source: FIPS 180-4, section 4.1.2. */
final class Sha256Functions {
    /** Steps of a compression, a row each. */
    static final int STEPS = 4;
    /** Rounds of a step. */
    static final int STEP_ROUNDS = Sha256.ROUNDS / STEPS;
    /** Words of the message schedule that are no words of the block. */
    static final int SCHEDULED = Sha256.ROUNDS - Sha256.BLOCK_WORDS;

    private Sha256Functions() {}

    static BitVector bigSigma0(BitVector x) {
        return x.rotateRight(2).xor(x.rotateRight(13)).xor(x.rotateRight(22));
    }

    static BitVector bigSigma1(BitVector x) {
        return x.rotateRight(6).xor(x.rotateRight(11)).xor(x.rotateRight(25));
    }

    static BitVector smallSigma0(BitVector x) {
        return x.rotateRight(7).xor(x.rotateRight(18)).xor(x.shiftRight(3));
    }

    static BitVector smallSigma1(BitVector x) {
        return x.rotateRight(17).xor(x.rotateRight(19)).xor(x.shiftRight(10));
    }
}
