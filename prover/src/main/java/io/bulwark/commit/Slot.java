package io.bulwark.commit;

/**
 * Where a column lies in the common stack: 2^logHeight cells from {@code start} on, which is a multiple of 2^logHeight.
 *
 * <p>Cell x of the common stack is row x mod 2^s of stacked column x div 2^s; no column is higher than a stacked one, so none crosses from one
 * stacked column into the next.
 */
public record Slot(long start, int logHeight) {
    public Slot {
        if (logHeight < 0 || start < 0 || (start & ((1L << logHeight) - 1)) != 0) {
            throw new IllegalArgumentException(
                    "expected a start that is a multiple of 2^" + logHeight + ", got " + start);
        }
    }

    /** Number of the stacked column that holds this one. */
    public int stackedColumn(int logStack) {
        return (int) (start >>> logStack);
    }

    /** First row of this column within its stacked column. */
    public int firstRow(int logStack) {
        return (int) (start & ((1L << logStack) - 1));
    }
}
