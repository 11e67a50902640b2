package io.bulwark.proof;

import static io.bulwark.proof.EvaluationGrid.INFINITY;
import static io.bulwark.proof.EvaluationGrid.MINUS_ONE;
import static io.bulwark.proof.EvaluationGrid.ONE;
import static io.bulwark.proof.EvaluationGrid.ZERO;

import io.bulwark.air.ProductEvaluator;
import io.bulwark.field.Extension;
import io.bulwark.field.ExtensionVector;
import io.bulwark.field.Kernels;
import io.bulwark.field.LinearCombination;
import java.util.List;

/**
 * The products of a piece over F on squares: position y stands for the four rows y, y + q, y + 2q, y + 3q of a table of 4q rows, the corners of a square in its first
 * two variables, the first of them in steps of 2q. Evaluated at every point of the grid but the corners, where the constraints are 0.
 */
final class SquareSource implements ProductEvaluator.Source<int[]> {
    /** Products that are summed up together. */
    private static final int BATCH = 4;

    private final PieceProducts products;
    private final Kernels kernels;
    private final int side;
    private final int[] places;
    private final boolean[] atInfinity;
    private final ExtensionVector[] sums;
    private final int[][][] waiting;
    private final Extension[][] waitingWeights;
    private final int[] waitingCount;
    private final int[] starts = new int[BATCH];

    /** Buffers for at most {@code block} positions at once. */
    SquareSource(PieceProducts products, Kernels kernels, int block) {
        EvaluationGrid grid = products.grid();
        this.products = products;
        this.kernels = kernels;
        this.side = grid.side();
        this.places = new int[side * side];
        int points = 0;
        for (int p = 0; p < places.length; p++) {
            places[p] = grid.isCorner(p) ? -1 : points++;
        }
        this.atInfinity = new boolean[points];
        this.sums = new ExtensionVector[points];
        for (int p = 0; p < places.length; p++) {
            if (places[p] >= 0) {
                atInfinity[places[p]] = grid.isAtInfinity(p);
                sums[places[p]] = new ExtensionVector(block);
            }
        }
        this.waiting = new int[points][BATCH][block];
        this.waitingWeights = new Extension[points][BATCH];
        this.waitingCount = new int[points];
    }

    /** The evaluator's points, in the order of the grid without its corners. */
    boolean[] atInfinity() {
        return atInfinity;
    }

    /** Starts the sums of a block. */
    void clear(int n) {
        for (ExtensionVector sum : sums) {
            sum.fill(0, n, Extension.ZERO);
        }
    }

    /** Sum of the weighted products at a point of the square that is no corner, once the block is {@link #flush}ed. */
    ExtensionVector sum(int point) {
        return sums[places[point]];
    }

    @Override
    public void load(int input, int y, int n, List<int[]> out) {
        if (side <= INFINITY) {
            return;
        }
        int[] table = products.inputs()[input];
        int q = products.rows() / 4;
        for (int u = ZERO; u <= ONE; u++) {
            int at = y + 2 * q * u;
            line(table, at, table, at + q, u * side, 1, n, out);
        }
        for (int v = 0; v < side; v++) {
            if (v < INFINITY) {
                int at = y + q * v;
                line(table, at, table, at + 2 * q, v, side, n, out);
            } else {
                line(out.get(places[v]), 0, out.get(places[side + v]), 0, v, side, n, out);
            }
        }
    }

    /** From the values at 0 and 1 of a line of the square those at its other points, which are {@code step} apart in the grid. */
    private void line(int[] low, int lowAt, int[] high, int highAt, int first, int step, int n, List<int[]> out) {
        int[] difference = out.get(places[first + INFINITY * step]);
        kernels.sub(high, highAt, low, lowAt, difference, 0, n);
        if (side > MINUS_ONE) {
            kernels.sub(low, lowAt, difference, 0, out.get(places[first + MINUS_ONE * step]), 0, n);
        }
    }

    @Override
    public void take(int product, int point, int[] values, int n) {
        int slot = waitingCount[point]++;
        System.arraycopy(values, 0, waiting[point][slot], 0, n);
        waitingWeights[point][slot] = products.weight(product);
        if (slot + 1 == BATCH) {
            addWaiting(point, n);
        }
    }

    /** Adds what waits for company to the sums. */
    void flush(int n) {
        for (int point = 0; point < sums.length; point++) {
            addWaiting(point, n);
        }
    }

    private void addWaiting(int point, int n) {
        LinearCombination.add(
                kernels, waiting[point], starts, waitingWeights[point], waitingCount[point], sums[point], 0, n);
        waitingCount[point] = 0;
    }
}
