package io.bulwark.riscv.tables;

/** The filling side of a word in bytes. */
final class ByteCells {
    private final int[] byte0;
    private final int[] byte1;
    private final int[] byte2;
    private final int[] byte3;

    /** The columns named by the prefix and 0, .., 3. */
    ByteCells(Columns names, int[][] columns, String prefix) {
        byte0 = columns[names.at(prefix + 0)];
        byte1 = columns[names.at(prefix + 1)];
        byte2 = columns[names.at(prefix + 2)];
        byte3 = columns[names.at(prefix + 3)];
    }

    /** Writes a word of 32 bits. */
    void put(int row, int word) {
        byte0[row] = word & 0xff;
        byte1[row] = word >>> 8 & 0xff;
        byte2[row] = word >>> 16 & 0xff;
        byte3[row] = word >>> 24;
    }
}
