package io.bulwark.air;

/**
 * One row of a piece, by sort of column, in Montgomery form; the arrays are the caller's, to be filled anew for the next row. Public values stand
 * in the fourth place, for the graph of the public contributions.
 */
final class Row {
    private static final int[] NONE = {};

    private final int[] main;
    private final int[] prep;
    private final int[] closed;
    private final int[] publicValues;

    private Row(int[] main, int[] prep, int[] closed, int[] publicValues) {
        this.main = main;
        this.prep = prep;
        this.closed = closed;
        this.publicValues = publicValues;
    }

    /** A row of zeros with room for the chip's columns. */
    static Row of(Chip chip) {
        return new Row(
                new int[chip.main()],
                new int[chip.prep()],
                new int[chip.closed().size()],
                NONE);
    }

    static Row ofPublicValues(int[] values) {
        return new Row(NONE, NONE, NONE, values);
    }

    int[] main() {
        return main;
    }

    int[] prep() {
        return prep;
    }

    int[] closed() {
        return closed;
    }

    int[] publicValues() {
        return publicValues;
    }
}
