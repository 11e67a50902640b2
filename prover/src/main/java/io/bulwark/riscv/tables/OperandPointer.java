package io.bulwark.riscv.tables;

import io.bulwark.air.Expression;
import io.bulwark.field.KoalaBear;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A pointer to an operand of n words in a register: columns u, T, f and i, each with the register's number behind.
 *
 * <p>The register holds (4 u, T), limbs below 2^16 as all values on Memory are, and the words are u + 2^14 T + j, j < n. One lookup, Range(14, u + (n - 1) (1 - f)), shows alignment
 * and that the operand ends at 2^30 at most, so that it cannot run into the registers. f is a bit that may be 1 only where T is not 0xffff, as (0xffff - T) i = f demands.
 *
 * <p>Sound: for f = 1, u has 14 bits and T < 0xffff, so the last word is below 2^14 (0xffff) + n - 1 < 2^30. For f = 0, u + n - 1 has 14 bits; u = -1, .., -(n - 1) is
 * excluded, since 4 u would be no limb, so the last word is u + n - 1 + 2^14 T < 2^30. Complete: an aligned operand that ends below 2^30 has T < 0xffff, or else
 * u + n - 1 < 2^14.
 */
final class OperandPointer {
    /** The high limb of a pointer into the last 2^16 bytes of memory. */
    private static final int TOP = 0xffff;

    private final int u;
    private final int high;
    private final int f;
    private final int inverse;
    private final int words;

    /**
     * The filling side.
     *
     * @param register that holds the pointer
     * @param words n
     */
    OperandPointer(Columns names, int register, int words) {
        this.u = names.at("u" + register);
        this.high = names.at("T" + register);
        this.f = names.at("f" + register);
        this.inverse = names.at("i" + register);
        this.words = words;
    }

    /** Names of the columns, separated by blanks. */
    static String columns(int register) {
        return " u%1$d T%1$d f%1$d i%1$d ".formatted(register);
    }

    /** Tags of accesses to the words of an operand: the prefix and 0, 1, ... */
    static List<String> tags(String prefix, int words) {
        return IntStream.range(0, words).mapToObj(j -> prefix + j).toList();
    }

    /** Reads the pointer at clk, with the register's number as tag; answers the index of the first word. */
    static Expression read(RowBuilder row, int register, int words) {
        Word pointer = declare(row, register, words);
        row.read(Integer.toString(register), row.constant(register), pointer, 0);
        return CallRow.wordIndex(row.column("u" + register), pointer.hi());
    }

    /** The same of a register that is 0 from then on, as a0 is after a precompile. */
    static Expression take(RowBuilder row, int register, int words) {
        Word pointer = declare(row, register, words);
        row.write(Integer.toString(register), row.constant(register), pointer, CallRow.word(row, 0, 0), 0);
        return CallRow.wordIndex(row.column("u" + register), pointer.hi());
    }

    private static Word declare(RowBuilder row, int register, int words) {
        Expression u = row.column("u" + register);
        Expression high = row.column("T" + register);
        Expression f = row.column("f" + register);
        row.bool(f);
        row.zero(high.subtractedFrom(TOP).times(row.column("i" + register)).minus(f));
        row.range(CallRow.SLOT, u.plus(f.subtractedFrom(1).times(words - 1)));
        return new Word(u.times(4), high);
    }

    /**
     * Fills a row with canonical numbers. f is 1 only where it must be, so that an inverse is hardly ever computed.
     *
     * @param address in bytes
     */
    void fill(int row, int address, int[][] columns, LookupCounts counts) {
        int slot = (address & 0xffff) >>> 2;
        int end = slot + words - 1;
        columns[u][row] = slot;
        columns[high][row] = address >>> 16;
        if (end >>> CallRow.SLOT == 0) {
            counts.range(CallRow.SLOT, end);
        } else {
            int rest = KoalaBear.fromCanonical(TOP - (address >>> 16));
            columns[f][row] = 1;
            columns[inverse][row] = KoalaBear.toCanonical(KoalaBear.inverse(rest));
            counts.range(CallRow.SLOT, slot);
        }
    }
}
