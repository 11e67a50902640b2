package io.bulwark.proof;

import static io.bulwark.proof.EvaluationGrid.INFINITY;
import static io.bulwark.proof.EvaluationGrid.MINUS_ONE;

import io.bulwark.air.ProductEvaluator;
import io.bulwark.field.Extension;
import io.bulwark.field.ExtensionVector;
import io.bulwark.field.Kernels;
import java.util.List;

/**
 * The products of a piece over K on lines: position y stands for entries y and y + half of the bound tables. Evaluated at a vertex, at infinity and, for products of
 * degree 3, at -1. An input is bound to the last challenges when it is loaded, in the pass that evaluates it.
 */
final class LineSource implements ProductEvaluator.Source<ExtensionVector> {
    private static final int VERTEX = 0;

    private final PieceProducts products;
    private final BoundInputs inputs;
    private final Kernels kernels;
    private final int vertex;
    private final int half;
    private final ExtensionVector[] sums;
    private final ExtensionVector scratch;

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
        this.vertex = vertex;
        this.half = half;
        this.scratch = new ExtensionVector(block);
        this.sums = new ExtensionVector[points(products).length];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = new ExtensionVector(block);
        }
    }

    /** The evaluator's points, by whether they lie at infinity: a vertex, infinity, -1. */
    private static boolean[] points(PieceProducts products) {
        return switch (products.grid().side()) {
            case MINUS_ONE + 1 -> new boolean[] {false, true, false};
            case INFINITY + 1 -> new boolean[] {false, true};
            default -> new boolean[] {false};
        };
    }

    boolean[] atInfinity() {
        return points(products);
    }

    /** Starts the sums of a block. */
    void clear(int n) {
        for (ExtensionVector sum : sums) {
            sum.fill(0, n, Extension.ZERO);
        }
    }

    /** Sums of the weighted products: at the vertex, at infinity, at -1, as far as the degree needs them. */
    ExtensionVector[] sums() {
        return sums;
    }

    @Override
    public void load(int input, int y, int n, List<ExtensionVector> out) {
        inputs.bind(input, y, n, scratch);
        inputs.bind(input, y + half, n, scratch);
        ExtensionVector table = inputs.table(input);
        out.get(VERTEX).copyFrom(table, y + vertex * half, 0, n);
        if (out.size() > 1) {
            ExtensionVector difference = out.get(1);
            kernels.sub(table, y + half, table, y, difference, 0, n);
            if (out.size() > 2) {
                kernels.sub(table, y, difference, 0, out.get(2), 0, n);
            }
        }
    }

    @Override
    public void take(int product, int point, ExtensionVector values, int n) {
        if (products.isCarried(product)) {
            kernels.add(sums[point], 0, values, 0, sums[point], 0, n);
        } else {
            kernels.addScaled(values, 0, products.weight(product), sums[point], 0, n);
        }
    }
}
