package io.bulwark.air;

import io.bulwark.air.ProductProgram.Product;
import java.util.List;

/** Chooses which affine nodes are the inputs of a {@link ProductProgram}. */
final class InputChoice {
    /** What an input costs in a sumcheck (its binding, mostly), in additions over K. */
    private static final int INPUT_COST = 6;

    private final ProductGraph graph;
    private final boolean[] isInput;

    private InputChoice(ProductGraph graph) {
        this.graph = graph;
        this.isInput = new boolean[graph.size()];
    }

    /** Of each node, whether it is an input of the program for these products. */
    static boolean[] of(ProductGraph graph, List<Product> products) {
        InputChoice choice = new InputChoice(graph);
        choice.chooseInputs(choice.neededNodes(products));
        return choice.isInput;
    }

    /** All products and what they are made of, down to affine nodes. */
    private boolean[] neededNodes(List<Product> products) {
        boolean[] needed = new boolean[graph.size()];
        products.forEach(p -> needed[graph.nodeOf(p)] = true);
        for (int n = graph.size() - 1; n >= 0; n--) {
            if (needed[n] && graph.degree(n) > 1) {
                needed[graph.a(n)] = true;
                needed[graph.b(n)] = true;
            }
        }
        return needed;
    }

    /**
     * An affine operand becomes an input unless a few additions make it from columns and other inputs: the sum of two inputs, or 1 - x, is cheaper to compute at every
     * point than to bind in every round.
     */
    private void chooseInputs(boolean[] needed) {
        for (int n = 0; n < graph.size(); n++) {
            if (needed[n] && graph.degree(n) == 1) {
                if (cost(n, INPUT_COST + 1) <= INPUT_COST + 1) {
                    useColumnsBelow(n);
                } else {
                    isInput[n] = true;
                }
            }
        }
    }

    /** Additions and inputs to make an affine node; above {@code budget} it is not followed further. */
    private int cost(int n, int budget) {
        if (graph.degree(n) == 0 || isInput[n]) {
            return 0;
        }
        if (graph.operation(n).isLeaf()) {
            return INPUT_COST;
        }
        if (budget <= 0) {
            return 1;
        }
        int first = cost(graph.a(n), budget - 1);
        return first >= budget ? first + 1 : 1 + first + cost(graph.b(n), budget - 1 - first);
    }

    private void useColumnsBelow(int n) {
        if (graph.degree(n) == 0 || isInput[n]) {
            return;
        }
        if (graph.operation(n).isLeaf()) {
            isInput[n] = true;
            return;
        }
        useColumnsBelow(graph.a(n));
        useColumnsBelow(graph.b(n));
    }
}
