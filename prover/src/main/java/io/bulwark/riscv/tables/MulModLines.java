package io.bulwark.riscv.tables;

import io.bulwark.air.Expression;
import java.util.Arrays;

/**
 * a b = q m + r of 256-bit numbers, over the integers: a, b, q, m in bytes, r in limbs of 16 bits.
 *
 * <p>Line l = 0, .., 31 stands for the bytes 2 l and 2 l + 1. With A_k = sum of a_i b_j over i + j = k, and Q_k likewise of q and m, it says
 *
 * <pre>A_2l + 256 A_(2l+1) - Q_2l - 256 Q_(2l+1) - r_l + c_(l-1) - 2^16 c_l = 0</pre>
 *
 * where r_l = 0 from l = 16 on, and c_(-1) = c_31 = 0. The lines, the l-th times 2^(16 l), add up to a b - q m - r.
 *
 * <p>No line wraps p. A_k has min(k + 1, 63 - k) products of at most 255^2 each, so A_2l + 256 A_(2l+1) is at most 255^2 (2 l + 1 + 256 (2 l + 2)) for l < 16 and 255^2 (63 - 2 l +
 * 256 (62 - 2 l)) from l = 16 on: both are greatest in the middle, 255^2 (31 + 256 * 32) = 534,700,575 in line 15. A carry has a lookup of 14 bits, so it lies in [-2^13, 2^13).
 * Hence |line| <= 534,700,575 + 65,535 + 2^13 + 2^29 = 1,071,645,214 < p = 2,130,706,433, and the line is 0 as an integer. Honest carries fit: by induction |c_l| <=
 * (534,700,575 + 65,535 + 2^13) / 2^16 < 8161 < 2^13.
 */
final class MulModLines {
    static final int BYTES = 32;
    static final int LIMBS = 16;
    static final int LINES = 32;
    static final int CARRIES = LINES - 1;

    private static final int CARRY_BITS = 14;
    private static final int HALF = 1 << (CARRY_BITS - 1);

    private MulModLines() {}

    /**
     * Declares the lines and looks the carries up, in the columns {@code c0}, .., {@code c30}. Bytes and limbs are looked up elsewhere.
     *
     * @param a 32 bytes, and so b, q and m
     * @param r 16 limbs
     */
    static void declare(
            RowBuilder row, Expression[] a, Expression[] b, Expression[] q, Expression[] m, Expression[] r) {
        Expression[] c = row.columns("c", CARRIES);
        Expression[] ab = pairs(row, a, b);
        Expression[] qm = pairs(row, q, m);
        for (int l = 0; l < LINES; l++) {
            Expression line = ab[l].minus(qm[l]);
            if (l < LIMBS) {
                line = line.minus(r[l]);
            }
            if (l > 0) {
                line = line.plus(c[l - 1]);
            }
            if (l < CARRIES) {
                line = line.minus(c[l].times(Word.W));
                row.range(CARRY_BITS, c[l].plus(HALF));
            }
            row.zero(line);
        }
    }

    /**
     * A_2l + 256 A_(2l+1) for each line: the sum over i of x_2i (y_2j + 256 y_(2j+1)) + x_(2i+1) (y_(2j-1) + 256 y_2j), j = l - i. So a product is of a byte and two bytes as one
     * affine form.
     */
    private static Expression[] pairs(RowBuilder row, Expression[] x, Expression[] y) {
        Expression[] out = new Expression[LINES];
        for (int l = 0; l < LINES; l++) {
            Expression sum = row.constant(0);
            for (int i = Math.max(0, l - LIMBS); i < LIMBS && i <= l; i++) {
                int j = l - i;
                if (j < LIMBS) {
                    sum = sum.plus(x[2 * i].times(twoBytes(row, y, 2 * j)));
                }
                sum = sum.plus(x[2 * i + 1].times(twoBytes(row, y, 2 * j - 1)));
            }
            out[l] = sum;
        }
        return out;
    }

    private static Expression twoBytes(RowBuilder row, Expression[] y, int at) {
        Expression low = at < 0 ? row.constant(0) : y[at];
        return at + 1 < BYTES ? low.plus(y[at + 1].times(Word.B)) : low;
    }

    /** The carries of one multiplication after the other; one object for each thread. */
    static final class Carries {
        private final int[][] columns;
        private final int first;
        private final LookupCounts counts;
        private final int[] digits = new int[2 * BYTES];

        Carries(Columns names, int[][] columns, LookupCounts counts) {
            this.columns = columns;
            this.first = names.at("c0");
            this.counts = counts;
        }

        /**
         * Fills the carries of a row, canonical.
         *
         * @param a 32 bytes, and so b, q and m
         * @param r 8 words
         * @throws IllegalStateException unless a b = q m + r
         */
        void fill(int row, int[] a, int[] b, int[] q, int[] m, int[] r) {
            Arrays.fill(digits, 0);
            for (int i = 0; i < BYTES; i++) {
                for (int j = 0; j < BYTES; j++) {
                    digits[i + j] += a[i] * b[j] - q[i] * m[j];
                }
            }
            int carry = 0;
            for (int l = 0; l < LINES; l++) {
                int limb = l < LIMBS ? r[l >> 1] >>> (16 * (l & 1)) & 0xffff : 0;
                int sum = digits[2 * l] + Word.B * digits[2 * l + 1] - limb + carry;
                carry = sum >> 16;
                if ((sum & 0xffff) != 0 || (l == CARRIES && carry != 0)) {
                    throw new IllegalStateException("expected a b = q m + r, got another remainder");
                }
                if (l < CARRIES) {
                    columns[first + l][row] = Columns.canonical(carry);
                    counts.range(CARRY_BITS, carry + HALF);
                }
            }
        }
    }
}
