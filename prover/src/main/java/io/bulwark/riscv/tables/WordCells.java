package io.bulwark.riscv.tables;

/** The filling side of {@link RowBuilder#word}: two columns, of a word's limbs or of a limb's bytes. */
final class WordCells {
    private final int[] lo;
    private final int[] hi;

    /** The columns named by the prefix and 0, 1. */
    WordCells(Columns names, int[][] columns, String prefix) {
        this.lo = columns[names.at(prefix + 0)];
        this.hi = columns[names.at(prefix + 1)];
    }

    /** Writes the limbs of a word. */
    void put(int row, int word) {
        lo[row] = word & 0xffff;
        hi[row] = word >>> 16;
    }

    /** Writes the limbs of the words of rows from, .., to - 1. */
    void putAll(int[] words, int from, int to) {
        for (int i = from; i < to; i++) {
            lo[i] = words[i] & 0xffff;
            hi[i] = words[i] >>> 16;
        }
    }

    /** Writes both columns. */
    void put(int row, int low, int high) {
        lo[row] = low;
        hi[row] = high;
    }

    /** Writes the limbs of a word and counts their range checks. */
    void putChecked(int row, int word, LookupCounts counts) {
        put(row, word);
        counts.limb(word & 0xffff);
        counts.limb(word >>> 16);
    }

    /** Writes the two low bytes of a word. */
    void putBytes(int row, int word) {
        lo[row] = word & 0xff;
        hi[row] = word >>> 8 & 0xff;
    }
}
