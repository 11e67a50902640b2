package io.bulwark.riscv.tables;

import io.bulwark.air.Expression;

/**
 * The schoolbook product of a word b in limbs and a word c in bytes: line i says that what stands at 2^(8 i), with the carry of the line before, is a byte
 * a_i and 256 times a carry k_i. Declarations first, then the filling of columns {@code a<i>} and {@code k<i>}.
 *
 * <p>Products of two limbs would wrap around p (0xffff^2 > p), and then (a + 1, k + 0x7f00) would pass for (a, k). A limb times a byte stays below 2^24, and
 * both sides of a line below 2^26 in magnitude.
 */
final class ProductLines {
    private final int[][] a;
    private final int[][] k;
    private final LookupCounts counts;

    /** Fills so many digits and carries of a table. */
    ProductLines(Columns names, int[][] columns, LookupCounts counts, int digits, int carries) {
        this.a = names.group(columns, "a", digits);
        this.k = names.group(columns, "k", carries);
        this.counts = counts;
    }

    /** Declares that the sum is digit + 256 carry. */
    static void line(RowBuilder row, Expression sum, Expression digit, Expression carry) {
        row.zero(sum.minus(digit).minus(carry.times(Word.B)));
    }

    /**
     * Declares lines 0 to 3.
     *
     * @param b its high limb may be a signed one
     * @param c 4 bytes, of which the last may be a signed one
     * @param a at least 4 digits
     * @param k at least 4 carries
     */
    static void lowWord(RowBuilder row, Word b, Expression[] c, Expression[] a, Expression[] k) {
        line(row, b.lo().times(c[0]), a[0], k[0]);
        line(row, k[0].plus(b.lo().times(c[1])), a[1], k[1]);
        line(row, k[1].plus(b.lo().times(c[2])).plus(b.hi().times(c[0])), a[2], k[2]);
        line(row, k[2].plus(b.lo().times(c[3])).plus(b.hi().times(c[1])), a[3], k[3]);
    }

    /** The word whose bytes these four are. */
    static Word word(Expression[] bytes) {
        return new Word(bytes[0].plus(bytes[1].times(Word.B)), bytes[2].plus(bytes[3].times(Word.B)));
    }

    /**
     * Writes digit and carry of a line, canonical, and counts the digit's lookup.
     *
     * @return the carry, which may be negative
     */
    int put(int row, int line, int sum) {
        int digit = sum & 0xff;
        int carry = sum >> 8;
        a[line][row] = digit;
        k[line][row] = Columns.canonical(carry);
        counts.range(8, digit);
        return carry;
    }
}
