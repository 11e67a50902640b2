package io.bulwark.commit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The stack of step 1: columns whose heights never rise, one after another, cut into stacked columns of 2^s rows of F in Montgomery form; the last
 * one is filled with zeros.
 *
 * <p>A column of the stacked height is used as it is, without a copy, so whoever made it must not change it any more.
 */
public final class StackedColumns {
    private final int logRows;
    private final List<int[]> columns;

    private StackedColumns(int logRows, List<int[]> columns) {
        this.logRows = logRows;
        this.columns = columns;
    }

    /**
     * Stacks these columns.
     *
     * @param columns each of 2^k elements with k <= logRows, no one longer than the one before it
     * @param logRows s
     * @throws IllegalArgumentException if a length is none of these
     */
    public static StackedColumns of(List<int[]> columns, int logRows) {
        int rows = 1 << logRows;
        List<int[]> stacked = new ArrayList<>();
        int[] open = null;
        int filled = rows;
        int longest = rows;
        for (int[] column : columns) {
            if (Integer.bitCount(column.length) != 1 || column.length > longest) {
                throw new IllegalArgumentException(
                        "expected a power of two of rows, at most " + longest + ", got " + column.length);
            }
            longest = column.length;
            if (column.length == rows) {
                stacked.add(column);
                continue;
            }
            if (filled == rows) {
                open = new int[rows];
                stacked.add(open);
                filled = 0;
            }
            System.arraycopy(column, 0, open, filled, column.length);
            filled += column.length;
        }
        return new StackedColumns(logRows, Collections.unmodifiableList(stacked));
    }

    /** The stacked columns of this, then those of {@code other}, which has as many rows: the common stack of steps 6 to 8. */
    public StackedColumns followedBy(StackedColumns other) {
        if (other.logRows != logRows) {
            throw new IllegalArgumentException("expected 2^" + logRows + " rows, got 2^" + other.logRows);
        }
        List<int[]> both = new ArrayList<>(columns);
        both.addAll(other.columns);
        return new StackedColumns(logRows, Collections.unmodifiableList(both));
    }

    /** W, the number of stacked columns. */
    public int width() {
        return columns.size();
    }

    /** s, the log of the rows of each. */
    public int logRows() {
        return logRows;
    }

    /** Stacked column j itself, not a copy. */
    public int[] column(int j) {
        return columns.get(j);
    }

    /** Log of the number of stacked columns after filling up with zero columns to a power of two. */
    public int logWidth() {
        return Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(width(), 1) - 1);
    }
}
