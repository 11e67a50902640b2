package io.bulwark.riscv.tables;

/** The accesses of a row of a system call, as {@link AccessCells} one by one, with the ages that {@link RowBuilder#build} looks up three at a time. */
final class CallAccessCells {
    private final AccessCells[] cells;
    private final LookupCounts counts;

    /**
     * The accesses of a table.
     *
     * @param tags in the order in which the chip declares them and the executor tells them
     */
    CallAccessCells(Columns names, int[][] columns, LookupCounts counts, String... tags) {
        this.counts = counts;
        cells = new AccessCells[tags.length];
        for (int i = 0; i < tags.length; i++) {
            cells[i] = new AccessCells(names, columns, tags[i], counts);
        }
    }

    /**
     * Writes one row's, canonical, and counts their lookups.
     *
     * @param first number of the row's first access in the records
     * @param clk of the call
     */
    void put(CallRecords calls, int first, int clk, int row) {
        int[] high = new int[3];
        for (int i = 0; i < cells.length; i++) {
            high[i % 3] = cells[i].put(row, clk + calls.k[first + i], calls.previous[first + i]);
            if (i % 3 == 2 || i == cells.length - 1) {
                counts.age(high[0], high[1], high[2]);
                high[0] = high[1] = high[2] = 0;
            }
        }
    }
}
