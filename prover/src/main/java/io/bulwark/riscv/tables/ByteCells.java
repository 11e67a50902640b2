package io.bulwark.riscv.tables;

/** The filling side of a word in bytes: four columns, the least significant first. */
final class ByteCells {
    private final int[] byte0;
    private final int[] byte1;
    private final int[] byte2;
    private final int[] byte3;

    /** The columns named by the prefix and 0, 1, 2, 3. */
    ByteCells(Columns names, int[][] columns, String prefix) {
        this.byte0 = columns[names.at(prefix + 0)];
        this.byte1 = columns[names.at(prefix + 1)];
        this.byte2 = columns[names.at(prefix + 2)];
        this.byte3 = columns[names.at(prefix + 3)];
    }

    /** Writes the bytes of a word. */
    void put(int row, int word) {
        byte0[row] = word & 0xff;
        byte1[row] = word >>> 8 & 0xff;
        byte2[row] = word >>> 16 & 0xff;
        byte3[row] = word >>> 24;
    }
}
