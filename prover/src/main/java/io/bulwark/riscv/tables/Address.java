package io.bulwark.riscv.tables;

import io.bulwark.air.Expression;

/**
 * The address of a load, a store or a jump: rs1 + x modulo 2^32 for a small signed x, as 4 u + low in the low limb and T in the high one; the word index is
 * u + 2^14 T. Columns {@code u} and {@code T}.
 *
 * <p>Sound: u has 14 bits and low is 0..3, so 4 u + low is a limb, and so is T. The low line says that b0 + x and 4 u + low differ by -1, 0 or 1 times 2^16,
 * which leaves one limb; the high line, which takes that carry, leaves one T, and what it carries out is dropped, as RISC-V says. Both lines are small against
 * p, so neither is true through p alone. The index is below 2^30: it has one representative, and never meets a register's word. That u is an integer at all is
 * what refuses an address that is not aligned.
 */
final class Address {
    private final int[] u;
    private final int[] high;
    private final LookupCounts counts;

    /** Fills columns {@code u} and {@code T} of a table. */
    Address(Columns names, int[][] columns, LookupCounts counts) {
        this.u = columns[names.at("u")];
        this.high = columns[names.at("T")];
        this.counts = counts;
    }

    /**
     * Declares the address of every real row.
     *
     * @param x the immediate, in [-2^11, 2^11)
     * @param low the address modulo 4, made of bits
     * @return the word index
     */
    static Expression declare(RowBuilder row, Word base, Expression x, Expression low) {
        Expression u = row.column("u");
        Expression high = row.column("T");
        Expression carried = base.lo().plus(x).minus(u.times(4)).minus(low);
        Expression lost = base.hi().minus(high).times(Word.W).plus(carried);
        row.multipleOf(carried, Word.W, 0, 1, -1);
        row.multipleOf(lost, (long) Word.W * Word.W, 0, 1, -1);
        row.range(14, u);
        row.range(16, high);
        return u.plus(high.times(1 << 14));
    }

    /** {@link #put} for rows from, .., to - 1. */
    void putAll(int[] addresses, int from, int to) {
        for (int i = from; i < to; i++) {
            put(i, addresses[i]);
        }
    }

    /** Writes the byte address of a row, canonical, and counts its lookups. */
    void put(int row, int address) {
        int index = (address & 0xffff) >>> 2;
        int limb = address >>> 16;
        u[row] = index;
        high[row] = limb;
        counts.range(14, index);
        counts.range(16, limb);
    }
}
