package io.bulwark.riscv.tables;

import io.bulwark.air.Expression;
import io.bulwark.riscv.Opcode;

/**
 * A shift by 16 h + m: both limbs are split at bit k into v (low k bits) and u (the others), and the pieces put together anew. What shifts by a constant and
 * by a register share; declarations first, then the filling.
 *
 * <p>With Q = 2^k and R = 2^(16 - k): to the right k = m, to the left k = 16 - m, so that always b_i = v_i + Q u_i and a piece moves by R or not at all.
 * Selectors L0, L1, R0, R1 say direction and h. Results, low limb first, with s the sign that sra shifts in:
 * L0: v0 R, v1 R + u0; L1: 0, v0 R; R0: u0 + v1 R, u1 + s (2^16 - R); R1: u1 + s (2^16 - R), s (2^16 - 1).
 *
 * <p>Sound: k, Q, R belong together by the program row or by a lookup. v_i has k bits and u_i 16 - k by lookups, so the split of a limb is the only one. No
 * product of those exceeds 2^16, so nothing wraps around p, and every result is made of pieces that do not overlap: a limb without a check of its own. s is
 * b's top bit by a lookup of 15 bits where sra is set, else 0; and sra, which turns the opcode srl into sra, is 0 with a left shift.
 */
final class Shift {
    static final String COLUMNS = "k Q R b0 b1 v0 u0 v1 u1 a0 a1 p0 p1 L0 L1 R0 R1 sra sg";

    private static final int SIGN = 1 << 15;

    private final int[] k;
    private final int[] q;
    private final int[] r;
    private final WordCells b;
    private final WordCells v;
    private final WordCells u;
    private final WordCells a;
    private final int[] left0;
    private final int[] left1;
    private final int[] right0;
    private final int[] right1;
    private final int[] arithmetic;
    private final int[] sign;
    private final LookupCounts counts;

    /** Fills {@link #COLUMNS} but p0 and p1. */
    Shift(Columns names, int[][] columns, LookupCounts counts) {
        this.k = columns[names.at("k")];
        this.q = columns[names.at("Q")];
        this.r = columns[names.at("R")];
        this.b = new WordCells(names, columns, "b");
        this.v = new WordCells(names, columns, "v");
        this.u = new WordCells(names, columns, "u");
        this.a = new WordCells(names, columns, "a");
        this.left0 = columns[names.at("L0")];
        this.left1 = columns[names.at("L1")];
        this.right0 = columns[names.at("R0")];
        this.right1 = columns[names.at("R1")];
        this.arithmetic = columns[names.at("sra")];
        this.sign = columns[names.at("sg")];
        this.counts = counts;
    }

    /** Declares selectors, sra and sign; before the row's step. */
    static void selectors(RowBuilder row) {
        Expression[] selectors = row.selectors("L0", "L1", "R0", "R1");
        Expression arithmetic = row.column("sra");
        Expression sign = row.column("sg");
        row.bool(arithmetic, sign);
        row.zero(arithmetic.times(selectors[0].plus(selectors[1])));
        row.zero(sign.times(arithmetic.subtractedFrom(1)));
    }

    /** What a row adds to an opcode for sra. */
    static Expression arithmetic(RowBuilder row, Opcode sra, Opcode srl) {
        return row.column("sra").times(sra.number() - srl.number());
    }

    /** Declares that a is b, shifted. */
    static void result(RowBuilder row) {
        Expression r = row.column("R");
        Word b = row.word("b");
        Word a = row.word("a");
        Word v = row.word("v");
        Word u = row.word("u");
        Expression left0 = row.column("L0");
        Expression left1 = row.column("L1");
        Expression right0 = row.column("R0");
        Expression right1 = row.column("R1");
        Expression sign = row.column("sg");
        split(row, b.lo(), v.lo(), u.lo());
        split(row, b.hi(), v.hi(), u.hi());
        row.range(15, b.hi().minus(sign.times(SIGN)), row.column("sra"));
        Expression lowest = v.lo().times(r);
        Expression middle = v.hi().times(r).plus(u.lo());
        Expression filled = sign.times(r.subtractedFrom(Word.W));
        row.zero(a.lo().minus(left0.times(lowest))
                .minus(right0.times(middle))
                .minus(right1.times(u.hi()))
                .minus(right1.times(filled)));
        row.zero(a.hi().minus(left0.times(middle))
                .minus(left1.times(lowest))
                .minus(right0.times(u.hi()))
                .minus(right0.times(filled))
                .minus(right1.times(sign).times(Word.W - 1)));
    }

    private static void split(RowBuilder row, Expression limb, Expression low, Expression high) {
        Expression k = row.column("k");
        row.zero(limb.minus(low).minus(row.column("Q").times(high)));
        row.range(k, low, row.real());
        row.range(k.subtractedFrom(16), high, row.real());
    }

    /**
     * Writes the shift of a row, canonical, and counts its lookups.
     *
     * @param left 1 for a left shift, else 0
     * @param isArithmetic 1 for sra, else 0
     * @param amount 0..31
     * @return k
     */
    int put(int row, int left, int isArithmetic, int amount, int operand, int result) {
        int h = amount >>> 4;
        int m = amount & 15;
        int at = m + left * (16 - 2 * m);
        int mask = (1 << at) - 1;
        int lo = operand & 0xffff;
        int hi = operand >>> 16;
        k[row] = at;
        q[row] = 1 << at;
        r[row] = 1 << (16 - at);
        b.put(row, operand);
        v.put(row, lo & mask, hi & mask);
        u.put(row, lo >>> at, hi >>> at);
        a.put(row, result);
        left0[row] = left & (1 - h);
        left1[row] = left & h;
        right0[row] = (1 - left) & (1 - h);
        right1[row] = (1 - left) & h;
        arithmetic[row] = isArithmetic;
        sign[row] = Comparison.sign(operand, isArithmetic, counts);
        counts.range(at, lo & mask);
        counts.range(16 - at, lo >>> at);
        counts.range(at, hi & mask);
        counts.range(16 - at, hi >>> at);
        return at;
    }
}
