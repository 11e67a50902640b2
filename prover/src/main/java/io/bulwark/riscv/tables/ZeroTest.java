package io.bulwark.riscv.tables;

import io.bulwark.air.Expression;
import io.bulwark.field.Kernels;
import io.bulwark.field.KoalaBear;

/**
 * Whether a value is zero, in column {@code eq}, with a witness in column {@code inv}: inv v = real - eq. So eq = 0 on a real row needs v to have an inverse;
 * that eq = 1 needs v = 0 is for the table to declare. Declarations first, then the filling.
 */
final class ZeroTest {
    /** Rows whose witnesses are inverted together. */
    private static final int BLOCK = 1024;

    private final int[] eq;
    private final int[] inv;

    /** Fills columns {@code eq} and {@code inv} of a table. */
    ZeroTest(Columns names, int[][] columns) {
        eq = columns[names.at("eq")];
        inv = columns[names.at("inv")];
    }

    /** Declares that eq is 0 or 1, and 1 on a real row where v = 0. */
    static void declare(RowBuilder row, Expression v) {
        Expression eq = row.column("eq");
        row.bool(eq);
        row.zero(row.column("inv").times(v).minus(row.real()).plus(eq));
    }

    /**
     * Writes {@code eq}, canonical, and keeps the value for {@link #invert}.
     *
     * @param value not a multiple of p unless 0
     */
    void put(int row, long value) {
        eq[row] = value == 0 ? 1 : 0;
        inv[row] = value == 0 ? 1 : (int) Math.floorMod(value, (long) KoalaBear.P);
    }

    /** Inverts the values of rows from, .., to - 1, which are in Montgomery form by now. */
    void invert(int from, int to) {
        int[] inverses = new int[BLOCK];
        for (int at = from; at < to; at += BLOCK) {
            int n = Math.min(BLOCK, to - at);
            Kernels.best().invert(inv, at, inverses, 0, n);
            for (int i = 0; i < n; i++) {
                inv[at + i] = eq[at + i] == 0 ? inverses[i] : 0;
            }
        }
    }
}
