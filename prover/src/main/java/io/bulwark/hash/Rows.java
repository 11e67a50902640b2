package io.bulwark.hash;

import io.bulwark.field.Extension;
import io.bulwark.field.ExtensionVector;
import java.util.Arrays;
import java.util.Objects;

/**
 * The rows of a matrix that is stored by columns: entry j of row i is the element i places behind the start of column j. Nothing is copied; elements are in
 * Montgomery form.
 */
public final class Rows {
    private final int count;
    private final int[][] arrays;
    private final int[] starts;

    private Rows(int count, int[][] arrays, int[] starts) {
        this.count = count;
        this.arrays = arrays;
        this.starts = starts;
    }

    /**
     * One column for each array; row i is entry i of all.
     *
     * @param count rows
     * @throws IllegalArgumentException unless every column has that many entries
     */
    public static Rows ofColumns(int count, int[]... columns) {
        for (int[] column : columns) {
            if (column.length != count) {
                throw new IllegalArgumentException("expected columns of " + count + ", got one of " + column.length);
            }
        }
        return new Rows(count, columns.clone(), new int[columns.length]);
    }

    /**
     * The leaves of a folded word: row i of n / group holds the {@code group} values at positions i + k * (n / group), k ascending, each as the
     * coefficients of an element of K, that of x^0 first.
     *
     * @throws IllegalArgumentException unless group divides n
     */
    public static Rows ofWord(ExtensionVector word, int group) {
        if (group < 1 || word.length() % group != 0) {
            throw new IllegalArgumentException("expected groups that divide " + word.length() + ", got " + group);
        }
        int count = word.length() / group;
        int[][] arrays = new int[group * Extension.DEGREE][];
        int[] starts = new int[arrays.length];
        for (int j = 0; j < arrays.length; j++) {
            arrays[j] = word.coefficients(j % Extension.DEGREE);
            starts[j] = j / Extension.DEGREE * count;
        }
        return new Rows(count, arrays, starts);
    }

    /** Number of rows. */
    public int count() {
        return count;
    }

    /** Entries of a row. */
    public int width() {
        return arrays.length;
    }

    /** A copy of row i. */
    public int[] row(int i) {
        Objects.checkIndex(i, count);
        int[] row = new int[arrays.length];
        Arrays.setAll(row, j -> arrays[j][starts[j] + i]);
        return row;
    }

    /** The array that column j lies in. */
    int[] array(int j) {
        return arrays[j];
    }

    /** Where in it entry j of row i lies. */
    int position(int j, int i) {
        return starts[j] + i;
    }
}
