package io.bulwark.air;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A chip's graph with one more product behind it for each guard, value * selector: a guard's constraint is value - value * selector. Which products the sum of all
 * constraints contains, and whether a product is in one constraint only.
 */
final class ProductGraph {
    private static final int UNREACHED = -1;
    private static final int SEVERAL = -2;

    private final Graph graph;
    private final List<Guard> guards;
    private final int declared;
    /** Of each node: the only constraint that contains it with weight 1 or -1, or one of the two marks. */
    private final int[] owner;

    private final boolean[] negative;

    ProductGraph(Chip chip) {
        this.graph = chip.graph();
        this.guards = chip.guards();
        this.declared = chip.constraints().size();
        this.owner = new int[graph.size()];
        this.negative = new boolean[graph.size()];
        Arrays.fill(owner, UNREACHED);
        for (int c = 0; c < declared; c++) {
            reach(chip.constraints().get(c), c, false);
        }
        for (int n = graph.size() - 1; n >= 0; n--) {
            if (owner[n] != UNREACHED && !graph.operation(n).isLeaf() && !isProduct(n)) {
                passDown(n);
            }
        }
    }

    private void reach(int node, int constraint, boolean minus) {
        owner[node] = owner[node] == UNREACHED ? constraint : SEVERAL;
        negative[node] = minus;
    }

    private void passDown(int n) {
        boolean scaled = graph.operation(n) == Operation.MUL;
        reach(graph.a(n), scaled ? SEVERAL : owner[n], negative[n]);
        reach(graph.b(n), scaled ? SEVERAL : owner[n], negative[n] != (graph.operation(n) == Operation.SUB));
    }

    /** The products that a sum of all constraints contains: nodes, then guards. */
    List<ProductProgram.Product> products() {
        List<ProductProgram.Product> out = new ArrayList<>();
        for (int n = 0; n < graph.size(); n++) {
            if (owner[n] != UNREACHED && isProduct(n)) {
                out.add(new ProductProgram.Product(n, -1, Math.max(owner[n], -1), negative[n]));
            }
        }
        for (int g = 0; g < guards.size(); g++) {
            if (degree(graph.size() + g) > 1) {
                out.add(new ProductProgram.Product(-1, g, declared + g, true));
            }
        }
        return out;
    }

    /** The node that stands for a product here. */
    int nodeOf(ProductProgram.Product product) {
        return product.guard() < 0 ? product.node() : graph.size() + product.guard();
    }

    boolean isProduct(int n) {
        return n >= graph.size() || Adjoint.isProduct(graph, n);
    }

    int size() {
        return graph.size() + guards.size();
    }

    Operation operation(int n) {
        return n < graph.size() ? graph.operation(n) : Operation.MUL;
    }

    int a(int n) {
        return n < graph.size() ? graph.a(n) : guards.get(n - graph.size()).value();
    }

    int b(int n) {
        return n < graph.size() ? graph.b(n) : guards.get(n - graph.size()).selector();
    }

    int degree(int n) {
        return n < graph.size() ? graph.degree(n) : graph.degree(a(n)) + graph.degree(b(n));
    }
}
