package io.bulwark.commit;

import io.bulwark.field.Cores;
import io.bulwark.field.Extension;
import io.bulwark.field.ExtensionVector;
import io.bulwark.field.Kernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * All columns of one height 2^k in the common stack, for steps 5 and 6. They share one table of eq(rho_k, .), rho_k the first k coordinates of rho.
 *
 * <p>The 2^s rows of a stacked column are cut into blocks of 2^k; the blocks of the same number are a band across all stacked columns, and only bands in which
 * some stacked column has a column of this height matter. For stacked column j and band b let V(j, b) = sum_x Q_j(b, x) eq(rho_k, x), and E(j, b) the
 * weight of the column that lies there, or 0. Then this height's share of sum_y Q(y) A(y) is sum_{j,b} V(j, b) E(j, b), and because V and E stand on either side
 * of a product that is linear in each, this holds as well after variables of j have been bound in both. So the rounds over j run on these small tables, and
 * neither Q nor A is ever written out over K.
 */
final class HeightClass {
    private static final int TILE = 512;

    private final int logHeight;
    private final int[] bands;
    private final ExtensionVector eq;
    private final ExtensionVector values;
    private final List<Integer> members = new ArrayList<>();
    private final List<Integer> cells = new ArrayList<>();
    private final Kernels kernels;
    private final Cores cores;

    /**
     * The class of one height; computes its V.
     *
     * @param slots of all columns in opening order; those of height 2^logHeight become members
     * @param rho the end point of step 4
     */
    HeightClass(
            int logHeight, List<Slot> slots, StackedColumns stack, List<Extension> rho, Kernels kernels, Cores cores) {
        this.logHeight = logHeight;
        this.kernels = kernels;
        this.cores = cores;
        this.bands = slots.stream()
                .filter(slot -> slot.logHeight() == logHeight)
                .mapToInt(slot -> slot.firstRow(stack.logRows()) >>> logHeight)
                .sorted()
                .distinct()
                .toArray();
        for (int c = 0; c < slots.size(); c++) {
            Slot slot = slots.get(c);
            if (slot.logHeight() == logHeight) {
                int band = slot.firstRow(stack.logRows()) >>> logHeight;
                members.add(c);
                cells.add(slot.stackedColumn(stack.logRows()) * bands.length + Arrays.binarySearch(bands, band));
            }
        }
        this.eq = new ExtensionVector(1 << logHeight);
        kernels.eqTable(rho.subList(0, logHeight).toArray(Extension[]::new), eq);
        this.values = new ExtensionVector(bands.length << stack.logWidth());
        cores.forRange(stack.width(), 1, (from, to) -> sumBlocks(stack, from, to));
    }

    /** V of stacked columns from (inclusive) to (exclusive), one tile of the eq table after the other, so that it stays in the cache. */
    private void sumBlocks(StackedColumns stack, int from, int to) {
        int height = 1 << logHeight;
        for (int at = 0; at < height; at += TILE) {
            int n = Math.min(TILE, height - at);
            for (int j = from; j < to; j++) {
                int[] column = stack.column(j);
                for (int b = 0; b < bands.length; b++) {
                    int cell = j * bands.length + b;
                    Extension part = kernels.dot(column, (bands[b] << logHeight) + at, eq, at, n);
                    values.set(cell, values.get(cell).add(part));
                }
            }
        }
    }

    /** Writes the values of this height's columns to their places in opening order. */
    void openedValues(ExtensionVector opened) {
        for (int i = 0; i < members.size(); i++) {
            opened.set(members.get(i), values.get(cells.get(i)));
        }
    }

    /** The sum over j and b as a sumcheck whose first variables are those of j; V is used up by it. */
    ProductSumcheck indexSumcheck(ExtensionVector columnWeights) {
        ExtensionVector weights = new ExtensionVector(values.length());
        for (int i = 0; i < members.size(); i++) {
            weights.set(cells.get(i), columnWeights.get(members.get(i)));
        }
        return new ProductSumcheck(values, weights, values.length(), kernels, cores);
    }

    /** Adds this height's share of A over the rows: E(b) eq(rho_k, x) at row x of each band, E bound to one value a band. */
    void addWeights(ExtensionVector bandWeights, ExtensionVector out) {
        cores.forRange(1 << logHeight, TILE, (from, to) -> {
            for (int b = 0; b < bands.length; b++) {
                kernels.addScaled(eq, from, bandWeights.get(b), out, (bands[b] << logHeight) + from, to - from);
            }
        });
    }
}
