package io.bulwark.riscv.tables;

/**
 * The filling side of {@link RowBuilder#access}: columns {@code t<tag>} and {@code g<tag>} of one access. The caller hands what {@link #put} answers for
 * each access of the row, three at a time and in the order of the declarations, to {@link LookupCounts#age}.
 */
final class AccessCells {
    private final int[] t;
    private final int[] g;
    private final LookupCounts counts;

    /** The columns of the access with this tag, and where its lookups are counted. */
    AccessCells(Columns names, int[][] columns, String tag, LookupCounts counts) {
        this.t = columns[names.at("t" + tag)];
        this.g = columns[names.at("g" + tag)];
        this.counts = counts;
    }

    /**
     * Writes the access of a row, canonical, and counts the range check of its gap.
     *
     * @param now clk + k
     * @param previous timestamp of the previous access to the word
     * @return the gap's high part, for the row's lookup of ages
     */
    int put(int row, int now, int previous) {
        t[row] = previous;
        g[row] = (now - previous - 1) & 0xffff;
        return counts.gap(now, previous);
    }
}
