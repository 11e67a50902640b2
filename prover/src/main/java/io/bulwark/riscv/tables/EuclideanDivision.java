package io.bulwark.riscv.tables;

import io.bulwark.air.Expression;

/**
 * Unsigned division B = Q C + R, R < C, of words; C is in bytes. Columns {@code B0 B1 C0 C1 C2 C3 Q0 Q1 R0 R1 s0 s1 kp t0 e D zc}; the declarations cover rows
 * with {@code zc} = 0 ("C is not zero") and leave it to others what Q and C are where {@code zc} = 1. Declarations first, then the filling.
 *
 * <p><b>B = Q C + R:</b> what would stand at 2^32 and beyond is zero, as a field has no divisors of zero: Q1 C_hi = 0, and Q0 C3 + Q1 C1, at 2^24, is a byte
 * t0. All other lines are limbs times bytes, stay below 2^26 and so hold of integers; nothing is carried out of the high limb. So Q C + R = B < 2^32 exactly.
 *
 * <p><b>R < C:</b> D is R - C in the limb that decides (the low one, e = 1, only at equal high limbs), and D + 2^16 is a limb, so D < 0. By Euclid's division there is
 * one (Q, R). The lookup's multiplicity real - zc is a flag, or a row with real = 0 and zc = 1 would answer for any value.
 */
final class EuclideanDivision {
    private final LookupCounts counts;
    private final WordCells dividend;
    private final ByteCells divisor;
    private final WordCells quotient;
    private final WordCells remainder;
    private final int[] s0;
    private final int[] s1;
    private final int[] kp;
    private final int[] t0;
    private final int[] e;
    private final int[] difference;
    private final int[] zc;

    EuclideanDivision(Columns names, int[][] columns, LookupCounts counts) {
        this.counts = counts;
        dividend = new WordCells(names, columns, "B");
        divisor = new ByteCells(names, columns, "C");
        quotient = new WordCells(names, columns, "Q");
        remainder = new WordCells(names, columns, "R");
        s0 = columns[names.at("s0")];
        s1 = columns[names.at("s1")];
        kp = columns[names.at("kp")];
        t0 = columns[names.at("t0")];
        e = columns[names.at("e")];
        difference = columns[names.at("D")];
        zc = columns[names.at("zc")];
    }

    /**
     * Declares the lines and the lookups of all but B and C.
     *
     * @param c the bytes of C
     */
    static void declare(RowBuilder row, Expression[] c) {
        Word divisor = ProductLines.word(c);
        Word q = row.word("Q");
        Word r = row.word("R");
        Word dividend = row.word("B");
        Expression s0 = row.column("s0");
        Expression s1 = row.column("s1");
        Expression kp = row.column("kp");
        Expression t0 = row.column("t0");
        Expression divides = row.real().minus(row.column("zc"));
        row.zero(divides.times(q.hi()).times(divisor.hi()));
        row.zero(q.lo().times(c[1]).minus(s0).minus(s1.times(Word.B)));
        row.zero(q.lo().times(c[0])
                .plus(s0.times(Word.B))
                .plus(r.lo())
                .minus(dividend.lo())
                .minus(kp.times(Word.W)));
        row.zero(q.lo().times(c[3]).plus(q.hi().times(c[1])).minus(t0));
        row.zero(q.lo().times(c[2])
                .plus(q.hi().times(c[0]))
                .plus(t0.times(Word.B))
                .plus(s1)
                .plus(kp)
                .plus(r.hi())
                .minus(dividend.hi()));
        for (Expression limb : new Expression[] {q.lo(), q.hi(), r.lo(), r.hi(), s1}) {
            row.range(16, limb);
        }
        row.range(8, s0);
        row.range(8, t0);
        row.range(9, kp);
        remainderIsLess(row, divisor);
    }

    private static void remainderIsLess(RowBuilder row, Word divisor) {
        Word r = row.word("R");
        Expression e = row.column("e");
        Expression difference = row.column("D");
        Expression high = r.hi().minus(divisor.hi());
        row.bool(e);
        row.zero(e.times(high));
        row.zero(difference
                .minus(e.times(r.lo().minus(divisor.lo())))
                .minus(e.subtractedFrom(1).times(high)));
        row.range(16, difference.plus(Word.W), row.real().minus(row.column("zc")));
    }

    /** Of unsigned words; answers the remainder if that is wanted, else the quotient. */
    int put(int i, int b, int c, int wantsRemainder) {
        int q = c == 0 ? -1 : Integer.divideUnsigned(b, c);
        int r = c == 0 ? b : b - q * c;
        zc[i] = c == 0 ? 1 : 0;
        dividend.put(i, b);
        divisor.put(i, c);
        quotient.put(i, q);
        remainder.put(i, r);
        counts.range(16, b & 0xffff);
        for (int j = 0; j < 4; j++) {
            counts.range(8, c >>> (8 * j) & 0xff);
        }
        counts.range(16, q & 0xffff);
        counts.range(16, q >>> 16);
        counts.range(16, r & 0xffff);
        counts.range(16, r >>> 16);
        putLines(i, b, q, c, r);
        putDifference(i, r, c);
        return wantsRemainder == 1 ? r : q;
    }

    private void putLines(int i, int b, int q, int c, int r) {
        int q0 = q & 0xffff;
        int s = q0 * (c >>> 8 & 0xff);
        int low = q0 * (c & 0xff) + ((s & 0xff) << 8) + (r & 0xffff) - (b & 0xffff);
        int top = q0 * (c >>> 24) + (q >>> 16) * (c >>> 8 & 0xff);
        s0[i] = s & 0xff;
        s1[i] = s >>> 8;
        kp[i] = low >>> 16;
        t0[i] = top;
        counts.range(8, s & 0xff);
        counts.range(16, s >>> 8);
        counts.range(9, low >>> 16);
        counts.range(8, top);
    }

    private void putDifference(int i, int r, int c) {
        int high = (r >>> 16) - (c >>> 16);
        boolean lowDecides = high == 0 && c != 0;
        int d = lowDecides ? (r & 0xffff) - (c & 0xffff) : high;
        e[i] = lowDecides ? 1 : 0;
        difference[i] = Columns.canonical(d);
        if (c != 0) {
            counts.range(16, d + Word.W);
        }
    }
}
