package io.bulwark.air;

import io.bulwark.field.Extension;
import io.bulwark.field.ExtensionVector;
import io.bulwark.field.Kernels;
import io.bulwark.field.SumcheckKernels;
import java.util.Arrays;

/**
 * One affine form over a chip's columns with coefficients in K: constant + sum_c weight_c column_c. However many interactions and constraints it is made of, a row
 * of it costs one product for each column.
 *
 * <p>Columns are numbered main first, then preprocessed, then closed-form ones.
 */
public final class AffineForm {
    /** Rows for which the sum stays in the first-level cache. */
    private static final int BLOCK = 256;

    private final Extension constant;
    private final int[] columns;
    private final Extension[] weights;

    /**
     * The form with these weights.
     *
     * @param weights one for each column; columns of weight zero are never read
     */
    AffineForm(Extension constant, Extension[] weights) {
        int[] used = new int[weights.length];
        int n = 0;
        for (int c = 0; c < weights.length; c++) {
            if (!weights[c].isZero()) {
                used[n++] = c;
            }
        }
        this.constant = constant;
        this.columns = Arrays.copyOf(used, n);
        this.weights = Arrays.stream(columns).mapToObj(c -> weights[c]).toArray(Extension[]::new);
    }

    /** Whether the form is the constant zero. */
    public boolean isZero() {
        return columns.length == 0 && constant.isZero();
    }

    /**
     * The form on the rows of one table.
     *
     * @param table the chip's columns over F in Montgomery form
     */
    public OnTable on(int[][] table) {
        return new OnTable(table);
    }

    /** The form on {@code n} rows of a table from {@code row} on. */
    public void evaluate(int[][] table, int row, ExtensionVector out, int outAt, int n, Kernels kernels) {
        on(table).evaluate(row, out, outAt, n, kernels);
    }

    /** The form with its columns at hand. Thread-safe. */
    public final class OnTable {
        private final int[][] used;

        private OnTable(int[][] table) {
            this.used = Arrays.stream(columns).mapToObj(c -> table[c]).toArray(int[][]::new);
        }

        /** The form on {@code n} rows from {@code row} on. */
        public void evaluate(int row, ExtensionVector out, int outAt, int n, Kernels kernels) {
            SumcheckKernels fused = new SumcheckKernels(kernels);
            int[] rowOf = new int[used.length];
            for (int from = 0; from < n; from += BLOCK) {
                int rows = Math.min(BLOCK, n - from);
                out.fill(outAt + from, rows, constant);
                Arrays.fill(rowOf, row + from);
                fused.addCombination(used, rowOf, weights, used.length, out, outAt + from, rows);
            }
        }
    }
}
