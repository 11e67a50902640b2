package io.bulwark.riscv.tables;

import io.bulwark.air.Expression;

/**
 * A word of 32 bits as two limbs of 16 bits.
 *
 * @param lo the low limb
 * @param hi the high limb
 */
record Word(Expression lo, Expression hi) {
    /** 2^16, the base of limbs. */
    static final int W = 1 << 16;
    /** 2^8, the base of bytes. */
    static final int B = 1 << 8;
}
