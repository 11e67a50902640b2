package io.bulwark.riscv.tables;

/** Fills the two columns of each access of a row and counts its lookups: the counterpart of {@link RowBuilder#access} and of the ages that its end adds. */
final class AccessColumns {
    private final int[] previous;
    private final int[] gaps;

    /**
     * The accesses of a table.
     *
     * @param tags in the order in which the chip declares them and the executor tells them
     */
    AccessColumns(Columns columns, String... tags) {
        previous = new int[tags.length];
        gaps = new int[tags.length];
        for (int i = 0; i < tags.length; i++) {
            previous[i] = columns.at("t" + tags[i]);
            gaps[i] = columns.at("g" + tags[i]);
        }
    }

    /**
     * Fills one row with canonical numbers.
     *
     * @param first number of the row's first access in the records
     * @param clk of the call
     */
    void fill(CallRecords calls, int first, int clk, int row, int[][] columns, LookupCounts counts) {
        int[] high = new int[3];
        for (int i = 0; i < previous.length; i++) {
            int now = clk + calls.k[first + i];
            int before = calls.previous[first + i];
            high[i % 3] = counts.gap(now, before);
            columns[previous[i]][row] = before;
            columns[gaps[i]][row] = (now - before - 1) & 0xffff;
            if (i % 3 == 2 || i == previous.length - 1) {
                counts.age(high[0], i % 3 > 0 ? high[1] : 0, i % 3 > 1 ? high[2] : 0);
            }
        }
    }
}
