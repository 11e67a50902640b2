package io.bulwark.air;

import io.bulwark.field.Extension;
import io.bulwark.field.KoalaBear;
import java.util.Arrays;

/**
 * A weighted sum of a chip's nodes, taken apart from the roots downwards (reverse accumulation): what is left is an affine form over the columns and one weight for
 * each product of two expressions that are not constant. One pass over the graph, whatever the number of roots.
 */
public final class Adjoint {
    private final Chip chip;
    private final Graph graph;
    private final int[] constants;
    private final Extension[] weights;
    private Extension constant = Extension.ZERO;

    /** The empty sum. */
    public Adjoint(Chip chip) {
        this.chip = chip;
        this.graph = chip.graph();
        this.constants = constants(graph);
        this.weights = new Extension[graph.size()];
        Arrays.fill(weights, Extension.ZERO);
    }

    /** Whether a node multiplies two expressions that are not constant. */
    static boolean isProduct(Graph graph, int node) {
        return graph.operation(node) == Operation.MUL
                && graph.degree(graph.a(node)) > 0
                && graph.degree(graph.b(node)) > 0;
    }

    /** Values of the nodes of degree 0, in Montgomery form; 0 of all others. */
    static int[] constants(Graph graph) {
        int[] values = new int[graph.size()];
        for (int n = 0; n < values.length; n++) {
            if (graph.degree(n) == 0) {
                values[n] = switch (graph.operation(n)) {
                    case ADD -> KoalaBear.add(values[graph.a(n)], values[graph.b(n)]);
                    case SUB -> KoalaBear.sub(values[graph.a(n)], values[graph.b(n)]);
                    case MUL -> KoalaBear.mul(values[graph.a(n)], values[graph.b(n)]);
                    default -> graph.constant(n);
                };
            }
        }
        return values;
    }

    /** Adds weight * node. */
    public void add(int node, Extension weight) {
        weights[node] = weights[node].add(weight);
    }

    /** Adds weight * node * constant, where the last one is a node of degree 0. */
    public void addScaled(int node, int constantNode, Extension weight) {
        add(node, weight.scale(constants[constantNode]));
    }

    /** Adds a constant. */
    public void addConstant(Extension value) {
        constant = constant.add(value);
    }

    /** Moves every weight down to columns, constants and products; to be called once, when all is added. */
    public void propagate() {
        for (int n = weights.length - 1; n >= 0; n--) {
            if (weights[n].isZero() || graph.operation(n).isLeaf() || isProduct(graph, n)) {
                continue;
            }
            Extension w = weights[n];
            int a = graph.a(n);
            int b = graph.b(n);
            switch (graph.operation(n)) {
                case ADD -> {
                    add(a, w);
                    add(b, w);
                }
                case SUB -> {
                    add(a, w);
                    add(b, w.neg());
                }
                default -> {
                    boolean constantFirst = graph.degree(a) == 0;
                    add(constantFirst ? b : a, w.scale(constants[constantFirst ? a : b]));
                }
            }
        }
    }

    /** The weight of a product once all is propagated. */
    public Extension productWeight(int node) {
        return weights[node];
    }

    /** The affine rest once all is propagated. */
    public AffineForm form() {
        Extension sum = constant;
        Extension[] columns =
                new Extension[chip.main() + chip.prep() + chip.closed().size()];
        Arrays.fill(columns, Extension.ZERO);
        for (int n = 0; n < weights.length; n++) {
            if (graph.operation(n) == Operation.CONST) {
                sum = sum.add(weights[n].scale(constants[n]));
            } else if (graph.operation(n).isLeaf()) {
                int c = columnOf(chip, n);
                columns[c] = columns[c].add(weights[n]);
            }
        }
        return new AffineForm(sum, columns);
    }

    /** Number of a leaf's column: main first, then preprocessed, then closed-form ones. */
    static int columnOf(Chip chip, int leaf) {
        int number = chip.graph().a(leaf);
        return switch (chip.graph().operation(leaf)) {
            case MAIN -> number;
            case PREP -> chip.main() + number;
            case CLOSED -> chip.main() + chip.prep() + number;
            default -> throw new IllegalArgumentException("expected a column, got node " + leaf);
        };
    }
}
