package io.bulwark.air;

import io.bulwark.air.MachineException.Kind;
import io.bulwark.field.KoalaBear;
import java.util.List;

/**
 * Rows of one chip without padding, stored by columns: {@code int[column][row]} in Montgomery form. The arrays are not copied; whoever makes a
 * table leaves them alone.
 */
public final class Table {
    private final int[][] columns;
    private final int rows;

    private Table(int[][] columns, int rows) {
        this.columns = columns;
        this.rows = rows;
    }

    /**
     * A table of these columns.
     *
     * @param rows length of each
     * @throws MachineException of kind TRACE_SHAPE or NON_CANONICAL
     */
    public static Table of(int rows, int[]... columns) {
        for (int c = 0; c < columns.length; c++) {
            if (columns[c].length != rows) {
                throw new MachineException(Kind.TRACE_SHAPE, rows + " rows in column " + c, columns[c].length);
            }
            checkElements(columns[c], c);
        }
        return new Table(columns, rows);
    }

    /** No rows. */
    public static Table empty(int width) {
        return new Table(new int[width][0], 0);
    }

    /**
     * Rows of canonical numbers, as files have them.
     *
     * @throws MachineException of kind TRACE_SHAPE unless every row has {@code width} entries, NON_CANONICAL unless each is in [0, p)
     */
    public static Table ofCanonicalRows(int width, List<long[]> rows) {
        int[][] columns = new int[width][rows.size()];
        for (int r = 0; r < rows.size(); r++) {
            long[] row = rows.get(r);
            if (row.length != width) {
                throw new MachineException(Kind.TRACE_SHAPE, width + " values in row " + r, row.length);
            }
            for (int c = 0; c < width; c++) {
                if (row[c] < 0 || row[c] >= KoalaBear.P) {
                    throw new MachineException(Kind.NON_CANONICAL, "[0, p) in column " + c + ", row " + r, row[c]);
                }
                columns[c][r] = KoalaBear.fromCanonical((int) row[c]);
            }
        }
        return new Table(columns, rows.size());
    }

    public int width() {
        return columns.length;
    }

    public int rows() {
        return rows;
    }

    /** The column's own array, {@link #rows()} values in Montgomery form. */
    public int[] column(int c) {
        return columns[c];
    }

    /** A copy with one value changed, for those who look for the cells that matter. */
    public Table with(int column, int row, int value) {
        int[][] changed = columns.clone();
        changed[column] = columns[column].clone();
        changed[column][row] = value;
        return Table.of(rows, changed);
    }

    private static void checkElements(int[] column, int number) {
        // One pass without branches; the place is looked for only when there is one.
        int least = 0;
        int greatest = 0;
        for (int x : column) {
            least = Math.min(least, x);
            greatest = Math.max(greatest, x);
        }
        if (least < 0 || greatest >= KoalaBear.P) {
            throw new MachineException(Kind.NON_CANONICAL, "[0, p) in column " + number, least < 0 ? least : greatest);
        }
    }
}
