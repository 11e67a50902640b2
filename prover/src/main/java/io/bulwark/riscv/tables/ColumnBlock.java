package io.bulwark.riscv.tables;

import io.bulwark.field.KoalaBear;

/**
 * Some consecutive rows of a table, filled column by column from words: a table of thousands of columns is written in runs of rows, since cell by cell every
 * write would meet another cache line.
 */
final class ColumnBlock {
    private final int[][] columns;
    private final int row;
    private final int rows;

    /**
     * Rows row, .., row + rows - 1.
     *
     * @param columns {@code int[column][row]}, in Montgomery form
     */
    ColumnBlock(int[][] columns, int row, int rows) {
        this.columns = columns;
        this.row = row;
        this.rows = rows;
    }

    /** Canonical numbers. */
    void numbers(int column, int[] values) {
        int[] out = columns[column];
        for (int i = 0; i < rows; i++) {
            out[row + i] = KoalaBear.fromCanonical(values[i]);
        }
    }

    /** The low and the high half of each word, in two columns. */
    void limbs(int column, int[] words) {
        int[] lo = columns[column];
        int[] hi = columns[column + 1];
        for (int i = 0; i < rows; i++) {
            lo[row + i] = KoalaBear.fromCanonical(words[i] & 0xffff);
            hi[row + i] = KoalaBear.fromCanonical(words[i] >>> 16);
        }
    }

    /** Bits 0, 1, .. of each word, in as many columns. */
    void bits(int column, int count, int[] words) {
        for (int j = 0; j < count; j++) {
            int[] out = columns[column + j];
            for (int i = 0; i < rows; i++) {
                out[row + i] = -(words[i] >>> j & 1) & KoalaBear.ONE;
            }
        }
    }
}
