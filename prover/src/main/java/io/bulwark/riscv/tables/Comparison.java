package io.bulwark.riscv.tables;

import io.bulwark.air.Expression;

/**
 * The order of two words, signed or not, by one lookup of 16 bits: what set-if-less and the ordered branches share. Declarations first, then the filling of
 * the columns {@code e}, {@code lt} and {@code D}.
 *
 * <p>Sound: where the comparison is signed, a lookup of 15 bits fixes the sign bit m of a high limb, which enters as b1' = b1 - 2^16 m; else m = 0. The prover
 * may say e = 1, "the low limbs decide", only where b1' = c1'. With e = 0, D = b1' - c1' + 2^16 lt - (1 - lt): within 16 bits for lt = 0 only if b1' > c1', and
 * for lt = 1 only if b1' < c1'. With e = 1, D = b0 - c0 + 2^16 lt says the same of the low limbs, where lt = 0 allows equality. All numbers lie within +-2^18,
 * so nothing wraps around p. So lt is the order whatever e is; e = 0 at equal high limbs has D = -1 or 2^16, which no lookup answers.
 */
final class Comparison {
    private static final int SIGN = 1 << 15;

    private final int[] e;
    private final int[] lt;
    private final int[] difference;
    private final LookupCounts counts;

    /** Fills columns {@code e}, {@code lt} and {@code D} of a table. */
    Comparison(Columns names, int[][] columns, LookupCounts counts) {
        this.e = columns[names.at("e")];
        this.lt = columns[names.at("lt")];
        this.difference = columns[names.at("D")];
        this.counts = counts;
    }

    /**
     * Declares that m is the top bit of a high limb where {@code signed} is 1, else 0.
     *
     * @param signed a flag
     * @return the limb as the comparison takes it, within +-2^16
     */
    static Expression signed(RowBuilder row, Expression hi, Expression m, Expression signed) {
        row.bool(m);
        row.zero(m.times(signed.subtractedFrom(1)));
        row.range(15, hi.minus(m.times(SIGN)), signed);
        return hi.minus(m.times(Word.W));
    }

    /**
     * Declares {@code lt} = (b < c) by columns {@code e}, {@code lt} and {@code D}.
     *
     * @param b low limb and high limb as {@link #signed} answers it
     * @param c likewise
     */
    static void less(RowBuilder row, Word b, Word c) {
        Expression e = row.column("e");
        Expression lt = row.column("lt");
        Expression difference = row.column("D");
        Expression high = b.hi().minus(c.hi());
        Expression notE = e.subtractedFrom(1);
        row.bool(e, lt);
        row.zero(e.times(high));
        row.zero(difference
                .minus(e.times(b.lo().minus(c.lo())))
                .minus(notE.times(high))
                .minus(lt.times(Word.W))
                .plus(row.real().minus(lt).times(notE)));
        row.range(16, difference);
    }

    /** The sign bit m of a word, 0 unless {@code signed} is 1, where its lookup is counted. */
    static int sign(int word, int signed, LookupCounts counts) {
        counts.signIf(signed, word >>> 16 & SIGN - 1);
        return word >>> 31 & signed;
    }

    /**
     * Writes the comparison of a row, canonical, and counts its lookup.
     *
     * @param mb sign bit of b, as {@link #sign} answers it
     * @param mc sign bit of c
     * @return lt
     */
    int put(int row, int b, int mb, int c, int mc) {
        int high = (b >>> 16) - (mb << 16) - (c >>> 16) + (mc << 16);
        int low = (b & 0xffff) - (c & 0xffff);
        int equal = high == 0 ? 1 : 0;
        int decides = equal == 1 ? low : high;
        int less = decides >>> 31;
        int d = decides + (less << 16) - (1 - less) * (1 - equal);
        e[row] = equal;
        lt[row] = less;
        difference[row] = d;
        counts.range(16, d);
        return less;
    }
}
