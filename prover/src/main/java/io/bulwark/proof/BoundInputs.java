package io.bulwark.proof;

import io.bulwark.field.Extension;
import io.bulwark.field.ExtensionVector;
import io.bulwark.field.Kernels;
import io.bulwark.field.SumcheckKernels;
import java.util.Arrays;
import java.util.List;

/**
 * The inputs of a piece's products over K. They are bound block by block while they are evaluated; the first pass goes from F to K, with all challenges so far at once, the
 * others happen in place.
 */
final class BoundInputs {
    /** Rows that become one entry at most: two challenges are bound at once. */
    static final int MAX_ROWS = 4;

    private final PieceProducts products;
    private final Kernels kernels;
    private final SumcheckKernels fused;
    private final ExtensionVector[] tables;
    private boolean overBase = true;
    private int size;
    private List<Extension> challenges = List.of();
    /** Of each input, what the rows that become one entry are multiplied by. */
    private Extension[][] weights = new Extension[0][];
    /** Of each input, its table over F once for each of them. */
    private int[][][] rows = new int[0][][];

    BoundInputs(PieceProducts products, Kernels kernels) {
        this.products = products;
        this.kernels = kernels;
        this.fused = new SumcheckKernels(kernels);
        this.tables = new ExtensionVector[products.inputs().length];
        this.size = products.rows();
    }

    /**
     * Before a pass: its challenges, the first for the most significant variable.
     *
     * @param unbound one, or those of all rounds so far before the first pass
     */
    void beginPass(List<Extension> unbound) {
        challenges = unbound;
        size >>= unbound.size();
        if (overBase) {
            weights = new Extension[tables.length][1 << unbound.size()];
            rows = new int[tables.length][1 << unbound.size()][];
            for (int i = 0; i < tables.length; i++) {
                tables[i] = new ExtensionVector(size);
                Arrays.fill(rows[i], products.inputs()[i]);
                for (int b = 0; b < weights[i].length; b++) {
                    weights[i][b] = products.factor(i).mul(eq(unbound, b));
                }
            }
        }
    }

    private static Extension eq(List<Extension> point, int index) {
        Extension product = Extension.ONE;
        for (int j = 0; j < point.size(); j++) {
            boolean one = (index >>> (point.size() - 1 - j) & 1) == 1;
            product = product.mul(one ? point.get(j) : Extension.ONE.sub(point.get(j)));
        }
        return product;
    }

    /** After a pass, in which every entry has been bound. */
    void endPass() {
        overBase = false;
    }

    ExtensionVector table(int input) {
        return tables[input];
    }

    /**
     * Binds {@code n} entries of an input from {@code at} on.
     *
     * @param starts room for one number for each row that becomes an entry
     */
    void bind(int input, int at, int n, int[] starts) {
        ExtensionVector table = tables[input];
        if (!overBase) {
            bindInPlace(table, at, n, size, challenges, kernels);
            return;
        }
        for (int b = 0; b < rows[input].length; b++) {
            starts[b] = at + b * size;
        }
        table.fill(at, n, Extension.ZERO);
        fused.addCombination(rows[input], starts, weights[input], rows[input].length, table, at, n);
    }

    /**
     * Binds the first variables of a table for {@code n} entries from {@code at} on, in place. No other entry's values are touched.
     *
     * @param size entries of the bound table
     */
    static void bindInPlace(
            ExtensionVector table, int at, int n, int size, List<Extension> challenges, Kernels kernels) {
        int half = size << challenges.size();
        for (Extension z : challenges) {
            half /= 2;
            for (int i = at; i < at + half; i += size) {
                kernels.bind(table, i, i + half, z, table, i, n);
            }
        }
    }
}
