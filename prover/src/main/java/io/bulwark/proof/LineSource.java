package io.bulwark.proof;

import io.bulwark.air.BlockArithmetic;
import io.bulwark.air.ProductEvaluator;
import io.bulwark.air.ProductEvaluator.Point;
import io.bulwark.field.Extension;
import io.bulwark.field.ExtensionVector;
import io.bulwark.field.Kernels;
import io.bulwark.field.SumcheckKernels;
import java.util.ArrayList;
import java.util.List;

/**
 * The products of a piece over K on lines: position y stands for entries y and y + half of the bound tables. An input is bound to the last challenges when it is loaded,
 * in the pass that evaluates it.
 *
 * <p>With v an end of the line and d its slope, a cube is known by v^3, v d^2 and d^3: two squares and three products. Where other products have degree 3, too, everything is
 * evaluated at the end, at infinity and at -1 instead.
 */
final class LineSource implements ProductEvaluator.Source<ExtensionVector> {
    /** The sum at the end of the line. */
    static final int VERTEX = 0;
    /** The coefficient of highest degree of the products that are no cubes; with points, of all. */
    static final int LEADING = 1;
    /** With points: the sum at -1. */
    static final int MINUS_ONE = 2;
    /** Without points: the sum of v d^2 over the cubes. */
    static final int CUBE_SECOND = 2;
    /** Without points: the sum of d^3 over the cubes. */
    static final int CUBE_THIRD = 3;

    private final PieceProducts products;
    private final BoundInputs inputs;
    private final Kernels kernels;
    private final SumcheckKernels fused;
    private final boolean byPoints;
    private final int vertex;
    private final int half;
    private final List<ExtensionVector> sums = new ArrayList<>();
    private final List<ExtensionVector> line = new ArrayList<>();
    private final ExtensionVector square;
    private final int[] starts = new int[BoundInputs.MAX_ROWS];
    private final ProductEvaluator<ExtensionVector> evaluator;

    /**
     * Buffers for at most {@code block} positions at once.
     *
     * @param vertex which end of each line is evaluated: 0 or 1
     * @param half number of lines
     */
    LineSource(PieceProducts products, BoundInputs inputs, int vertex, int half, int block, Kernels kernels) {
        this.products = products;
        this.inputs = inputs;
        this.kernels = kernels;
        this.fused = new SumcheckKernels(kernels);
        this.byPoints = byPoints(products);
        this.vertex = vertex;
        this.half = half;
        this.square = new ExtensionVector(block);
        for (int i = 0; i < quantities(products); i++) {
            sums.add(new ExtensionVector(block));
        }
        List<Point> points =
                byPoints ? List.of(Point.FINITE, Point.INFINITE, Point.FINITE) : List.of(Point.FINITE, Point.INFINITE);
        for (int i = 0; i < points.size(); i++) {
            line.add(new ExtensionVector(block));
        }
        this.evaluator =
                new ProductEvaluator<>(products.program(), BlockArithmetic.extension(kernels), this, points, block);
    }

    /** Whether products that are no cubes have degree 3. */
    static boolean byPoints(PieceProducts products) {
        return products.program().restDegree() > 2;
    }

    /** Number of sums. */
    static int quantities(PieceProducts products) {
        if (byPoints(products)) {
            return MINUS_ONE + 1;
        }
        return products.program().degree() > 2 ? CUBE_THIRD + 1 : LEADING + 1;
    }

    /** Sums up the weighted products at {@code n} positions from {@code y} on. */
    void run(int y, int n) {
        for (ExtensionVector sum : sums) {
            sum.fill(0, n, Extension.ZERO);
        }
        evaluator.run(y, n);
        for (int i = 0; i < products.inputs().length; i++) {
            if (products.program().inputs().get(i).cube() >= 0) {
                if (byPoints) {
                    addCubeByPoints(i, y, n);
                } else {
                    addCube(i, y, n);
                }
            }
        }
    }

    /** What {@link #run} has summed up. */
    List<ExtensionVector> sums() {
        return sums;
    }

    /** Reads the table itself: an end of the line needs no copy. */
    private void addCube(int input, int y, int n) {
        bind(input, y, n);
        ExtensionVector v = inputs.table(input);
        int at = y + vertex * half;
        ExtensionVector d = line.get(LEADING);
        kernels.sub(v, y + half, v, y, d, 0, n);
        kernels.square(v, at, square, 0, n);
        fused.addProduct(square, 0, v, at, sums.get(VERTEX), 0, n);
        kernels.square(d, 0, square, 0, n);
        fused.addProduct(square, 0, v, at, sums.get(CUBE_SECOND), 0, n);
        fused.addProduct(square, 0, d, 0, sums.get(CUBE_THIRD), 0, n);
    }

    private void addCubeByPoints(int input, int y, int n) {
        load(input, y, n, line);
        for (int point = 0; point < line.size(); point++) {
            kernels.square(line.get(point), 0, square, 0, n);
            fused.addProduct(square, 0, line.get(point), 0, sums.get(point), 0, n);
        }
    }

    @Override
    public void load(int input, int y, int n, List<ExtensionVector> out) {
        bind(input, y, n);
        ExtensionVector table = inputs.table(input);
        out.get(VERTEX).copyFrom(table, y + vertex * half, 0, n);
        ExtensionVector slope = out.get(LEADING);
        kernels.sub(table, y + half, table, y, slope, 0, n);
        if (byPoints) {
            kernels.sub(table, y, slope, 0, out.get(MINUS_ONE), 0, n);
        }
    }

    /** Both ends of the lines. */
    private void bind(int input, int y, int n) {
        inputs.bind(input, y, n, starts);
        inputs.bind(input, y + half, n, starts);
    }

    @Override
    public void take(int product, int point, ExtensionVector values, int n) {
        kernels.addScaled(values, 0, products.weight(product), sums.get(point), 0, n);
    }
}
