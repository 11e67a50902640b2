package io.bulwark.proof;

import io.bulwark.field.Extension;
import io.bulwark.field.ExtensionVector;
import io.bulwark.field.Kernels;
import io.bulwark.field.LinearCombination;
import java.util.Arrays;
import java.util.List;

/**
 * The inputs of a piece's products over K. They are bound block by block while they are evaluated; the first pass goes from F to K, with all challenges so far at once, the
 * others happen in place.
 */
final class BoundInputs {
    private final PieceProducts products;
    private final Kernels kernels;
    private final ExtensionVector[] tables;
    private boolean overBase = true;
    private int size;
    private List<Extension> challenges = List.of();
    /** Of each input, what the rows that become one entry are multiplied by. */
    private Extension[][] weights = new Extension[0][];

    BoundInputs(PieceProducts products, Kernels kernels) {
        this.products = products;
        this.kernels = kernels;
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
            for (int i = 0; i < tables.length; i++) {
                tables[i] = new ExtensionVector(size);
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

    /** Binds {@code n} entries of an input from {@code at} on. */
    void bind(int input, int at, int n, ExtensionVector scratch) {
        if (!overBase) {
            bindInPlace(tables[input], at, n, size, challenges, scratch, kernels);
            return;
        }
        int count = weights[input].length;
        int[][] rows = new int[count][];
        int[] starts = new int[count];
        Arrays.fill(rows, products.inputs()[input]);
        Arrays.setAll(starts, b -> at + b * size);
        tables[input].fill(at, n, Extension.ZERO);
        LinearCombination.add(kernels, rows, starts, weights[input], count, tables[input], at, n);
    }

    /**
     * Binds the first variables of a table for {@code n} entries from {@code at} on, in place. No other entry's values are touched.
     *
     * @param size entries of the bound table
     * @param scratch room for n elements
     */
    static void bindInPlace(
            ExtensionVector table,
            int at,
            int n,
            int size,
            List<Extension> challenges,
            ExtensionVector scratch,
            Kernels kernels) {
        int half = size << challenges.size();
        for (Extension z : challenges) {
            half /= 2;
            for (int i = at; i < at + half; i += size) {
                kernels.sub(table, i + half, table, i, scratch, 0, n);
                kernels.scale(scratch, 0, z, scratch, 0, n);
                kernels.add(table, i, scratch, 0, table, i, n);
            }
        }
    }
}
