package io.bulwark.air;

/**
 * One piece filled with rows: 2^logHeight values a column, padded with zeros, {@code int[column][row]} in Montgomery form. The arrays are read
 * only; they may be shared with the tables that they came from.
 *
 * <p>Columns are numbered main first, then preprocessed, then closed-form ones, as everywhere.
 */
public final class PieceTrace {
    private final int chipNumber;
    private final Chip chip;
    private final int logHeight;
    private final int[][] main;
    private final int[][] prep;
    private final int[][] closed;

    PieceTrace(int chipNumber, Chip chip, int logHeight, int[][] main, int[][] prep) {
        this.chipNumber = chipNumber;
        this.chip = chip;
        this.logHeight = logHeight;
        this.main = main;
        this.prep = prep;
        this.closed = chip.closed().stream().map(c -> c.materialise(logHeight)).toArray(int[][]::new);
    }

    public int chipNumber() {
        return chipNumber;
    }

    public Chip chip() {
        return chip;
    }

    public int logHeight() {
        return logHeight;
    }

    public int rows() {
        return 1 << logHeight;
    }

    /** Committed columns. */
    public int[][] main() {
        return main;
    }

    /** Preprocessed columns. */
    public int[][] prep() {
        return prep;
    }

    /** Closed-form columns, materialised. */
    public int[][] closed() {
        return closed;
    }

    /** All columns, numbered as above. */
    public int[][] columns() {
        int[][] all = new int[main.length + prep.length + closed.length][];
        System.arraycopy(main, 0, all, 0, main.length);
        System.arraycopy(prep, 0, all, main.length, prep.length);
        System.arraycopy(closed, 0, all, main.length + prep.length, closed.length);
        return all;
    }

    /** Copies row r into {@code row}. */
    void read(int r, Row row) {
        copy(main, r, row.main());
        copy(prep, r, row.prep());
        copy(closed, r, row.closed());
    }

    private static void copy(int[][] columns, int r, int[] out) {
        for (int c = 0; c < columns.length; c++) {
            out[c] = columns[c][r];
        }
    }
}
