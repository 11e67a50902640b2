package io.bulwark.riscv.tables;

import io.bulwark.air.Expression;
import io.bulwark.riscv.Words;

/**
 * A pointer to the words of a system call's operand. The register holds (4 u, top); word i of the operand is u + 2^14 top + i.
 *
 * <p>Sound: the limb top is in [0, 2^16) since it came from the register, and u is below 2^14 by lookup, so the address is the multiple of 4 that the
 * register holds. That nothing lies beyond memory is 2^30 - (index + words) = rest + 2^14 high with rest below 2^14 and high below 2^16: a negative number
 * of the size of an operand is none such modulo p.
 */
record Operand(Expression u, Expression top) {
    private static final int SLOT = 14;

    /** Reads columns {@code u<tag>}, {@code T<tag>} and {@code e<tag>} and declares all of the above for an operand of so many words. */
    static Operand declare(RowBuilder row, String tag, int words) {
        Operand operand = new Operand(row.column("u" + tag), row.column("T" + tag));
        Expression rest = row.column("e" + tag);
        Expression left = operand.word(words).subtractedFrom(Words.REGISTERS);
        row.range(SLOT, operand.u);
        row.range(SLOT, rest);
        row.range(16, RowBuilder.over(left.minus(rest), 1 << SLOT));
        return operand;
    }

    /** What the register holds. */
    Word address() {
        return new Word(u.times(4), top);
    }

    /** Index of word i of the operand in the word space. */
    Expression word(int i) {
        return u.plus(top.times(1 << SLOT)).plus(i);
    }

    /** Counts the lookups for an operand of so many words at an address, and answers column {@code e<tag>}. */
    static int count(LookupCounts counts, int address, int words) {
        int left = Words.REGISTERS - (address >>> 2) - words;
        int rest = left & ((1 << SLOT) - 1);
        counts.range(SLOT, low(address));
        counts.range(SLOT, rest);
        counts.range(16, left >>> SLOT);
        return rest;
    }

    /** Column {@code u<tag>} of an address; {@code T<tag>} is its high limb. */
    static int low(int address) {
        return (address & 0xffff) >>> 2;
    }
}
