package io.bulwark.recursion.circuit;

import io.bulwark.field.KoalaBear;

/**
 * Writes an arithmetic node as one sum: nodes that nothing else reads go into it, all others are terms and need a wire. To be asked from the last node down to the
 * first: then all readers of a node have been looked at before it.
 */
final class Flattening {
    private final Nodes nodes;
    private final Readers readers;
    private final boolean[] wired;
    private final NodeHeap open = new NodeHeap();
    /** Of open nodes: the factor, and how many readers within the sum have been seen. */
    private final int[] factors;

    private final int[] seen;
    private int offset;

    /**
     * Flattens sums of one program.
     *
     * @param wired of each node, whether it has a wire of its own; the nodes that sums read are added
     */
    Flattening(Nodes nodes, Readers readers, boolean[] wired) {
        this.nodes = nodes;
        this.readers = readers;
        this.wired = wired;
        this.factors = new int[nodes.count()];
        this.seen = new int[nodes.count()];
    }

    /** The terms of a node, the latest first. */
    void flatten(int root, Terms terms) {
        terms.clear();
        offset = KoalaBear.ZERO;
        boolean base = nodes.isBase(root);
        expand(root, KoalaBear.ONE, terms);
        while (!open.isEmpty()) {
            int node = open.poll();
            int factor = factors[node];
            boolean alone = seen[node] == readers.count(node);
            factors[node] = 0;
            seen[node] = 0;
            if (factor == KoalaBear.ZERO) {
                continue;
            }
            // What is over F within a sum over K is cheaper in a row of its own kind.
            if (alone && !wired[node] && isArithmetic(node) && nodes.isBase(node) == base) {
                expand(node, factor, terms);
            } else {
                wired[node] = true;
                terms.addLinear(node, factor);
            }
        }
        terms.setOffset(offset);
    }

    private boolean isArithmetic(int node) {
        return switch (nodes.kind(node)) {
            case PRODUCT, SUM -> true;
            case ROW, NEXT, PUBLIC -> false;
        };
    }

    private void expand(int node, int factor, Terms terms) {
        int a = nodes.a(node);
        int b = nodes.b(node);
        switch (nodes.kind(node)) {
            case PRODUCT -> {
                wired[a] = true;
                wired[b] = true;
                terms.addProduct(a, b, factor);
            }
            case SUM, PUBLIC -> {
                read(a, KoalaBear.mul(factor, nodes.j(node)));
                if (b != Affine.NONE) {
                    read(b, KoalaBear.mul(factor, nodes.k(node)));
                }
                offset = KoalaBear.add(offset, KoalaBear.mul(factor, nodes.c(node)));
            }
            case ROW, NEXT -> throw new IllegalArgumentException("no sum: node " + node);
        }
    }

    private void read(int node, int factor) {
        if (seen[node]++ == 0) {
            open.add(node);
        }
        factors[node] = KoalaBear.add(factors[node], factor);
    }
}
