package io.bulwark.riscv.tables;

/** The filling side of {@link RowBuilder#word}: the two limbs of a word. */
final class WordCells {
    private final int[] lo;
    private final int[] hi;

    /** The columns named by the prefix and 0, 1. */
    WordCells(Columns names, int[][] columns, String prefix) {
        lo = columns[names.at(prefix + 0)];
        hi = columns[names.at(prefix + 1)];
    }

    /** Writes a word of 32 bits. */
    void put(int row, int word) {
        lo[row] = word & 0xffff;
        hi[row] = word >>> 16;
    }
}
