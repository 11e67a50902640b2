package io.bulwark.proof;

import static io.bulwark.proof.EvaluationGrid.INFINITY;
import static io.bulwark.proof.EvaluationGrid.MINUS_ONE;
import static io.bulwark.proof.EvaluationGrid.ONE;
import static io.bulwark.proof.EvaluationGrid.ZERO;

import io.bulwark.air.BlockArithmetic;
import io.bulwark.air.ProductEvaluator;
import io.bulwark.air.ProductEvaluator.Point;
import io.bulwark.air.ProductProgram;
import io.bulwark.field.Extension;
import io.bulwark.field.ExtensionVector;
import io.bulwark.field.Kernels;
import io.bulwark.field.SumcheckKernels;
import java.util.ArrayList;
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
    private final SumcheckKernels fused;
    private final int side;
    /** Of each point of the grid, its number among those that are no corners. */
    private final int[] places;

    private final List<Point> points = new ArrayList<>();
    private final List<ExtensionVector> sums = new ArrayList<>();
    private final List<int[]> cubed = new ArrayList<>();
    private final int[][][] waiting;
    private final Extension[][] waitingWeights;
    private final int[] waitingCount;
    private final int[] starts = new int[BATCH];
    private final ProductEvaluator<int[]> evaluator;

    /** Buffers for at most {@code block} positions at once. */
    SquareSource(PieceProducts products, int block, Kernels kernels) {
        EvaluationGrid grid = products.grid();
        ProductProgram program = products.program();
        this.products = products;
        this.kernels = kernels;
        this.fused = new SumcheckKernels(kernels);
        this.side = grid.side();
        this.places = new int[side * side];
        // A product of lower degree than the grid's has no coefficient there.
        Point infinity = program.restDegree() == program.degree() ? Point.INFINITE : Point.UNUSED;
        for (int p = 0; p < places.length; p++) {
            places[p] = points.size();
            if (!grid.isCorner(p)) {
                points.add(grid.isAtInfinity(p) ? infinity : Point.FINITE);
                sums.add(new ExtensionVector(block));
                cubed.add(new int[block]);
            }
        }
        this.waiting = new int[points.size()][BATCH][block];
        this.waitingWeights = new Extension[points.size()][BATCH];
        this.waitingCount = new int[points.size()];
        this.evaluator = new ProductEvaluator<>(program, BlockArithmetic.base(kernels), this, points, block);
    }

    /** Sums up the weighted products at {@code n} positions from {@code y} on. */
    void run(int y, int n) {
        for (ExtensionVector sum : sums) {
            sum.fill(0, n, Extension.ZERO);
        }
        evaluator.run(y, n);
        for (int i = 0; i < products.inputs().length; i++) {
            int cube = products.program().inputs().get(i).cube();
            if (cube >= 0) {
                load(i, y, n, cubed);
                for (int point = 0; point < points.size(); point++) {
                    fused.cube(cubed.get(point), 0, place(cube, point), 0, n);
                    addIfFull(point, n);
                }
            }
        }
        for (int point = 0; point < points.size(); point++) {
            addWaiting(point, n);
        }
    }

    /** What {@link #run} has summed up at a point of the grid that is no corner. */
    ExtensionVector sum(int point) {
        return sums.get(places[point]);
    }

    @Override
    public void load(int input, int y, int n, List<int[]> out) {
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
        int[] slope = out.get(places[first + INFINITY * step]);
        if (side > MINUS_ONE) {
            fused.line(low, lowAt, high, highAt, slope, out.get(places[first + MINUS_ONE * step]), n);
        } else {
            kernels.sub(high, highAt, low, lowAt, slope, 0, n);
        }
    }

    @Override
    public void take(int product, int point, int[] values, int n) {
        System.arraycopy(values, 0, place(product, point), 0, n);
        addIfFull(point, n);
    }

    /** Where the values of a product wait for company. */
    private int[] place(int product, int point) {
        int slot = waitingCount[point]++;
        waitingWeights[point][slot] = products.weight(product);
        return waiting[point][slot];
    }

    private void addIfFull(int point, int n) {
        if (waitingCount[point] == BATCH) {
            addWaiting(point, n);
        }
    }

    private void addWaiting(int point, int n) {
        fused.addCombination(waiting[point], starts, waitingWeights[point], waitingCount[point], sums.get(point), 0, n);
        waitingCount[point] = 0;
    }
}
