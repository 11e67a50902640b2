package io.bulwark.recursion.circuit;

import java.util.function.IntConsumer;

/** Which nodes assertions and public values need, and how often each is read by one of those. */
final class Readers {
    private final Nodes nodes;
    private final int[] counts;
    private final boolean[] live;

    Readers(Nodes nodes) {
        this.nodes = nodes;
        this.counts = new int[nodes.count()];
        this.live = new boolean[nodes.count()];
        for (int node = nodes.count() - 1; node > Affine.NONE; node--) {
            visit(node);
        }
    }

    /** Whether the node is needed at all. */
    boolean isLive(int node) {
        return live[node];
    }

    int count(int node) {
        return counts[node];
    }

    private void visit(int node) {
        switch (nodes.kind(node)) {
            case ROW -> {
                live[node] |= nodes.gate(node).written() == 0;
                if (live[node]) {
                    forOperands(nodes, node, this::read);
                }
            }
            case NEXT -> live[nodes.a(node)] |= live[node];
            case PRODUCT, SUM -> {
                if (live[node]) {
                    read(nodes.a(node));
                    read(nodes.b(node));
                }
            }
            case PUBLIC -> {
                live[node] = true;
                read(nodes.a(node));
            }
        }
    }

    private void read(int node) {
        if (node == Affine.NONE) {
            return;
        }
        live[node] = true;
        counts[node]++;
    }

    /** The nodes that a row takes as wires, the one whose inverse it is included. */
    static void forOperands(Nodes nodes, int row, IntConsumer use) {
        Gate gate = nodes.gate(row);
        for (int operand : gate.operands()) {
            int node = nodes.field(row, operand);
            if (node != Affine.NONE) {
                use.accept(node);
            }
        }
        if (gate == Gate.HINT && nodes.field(row, gate.field("hint")) < 0) {
            use.accept(-nodes.field(row, gate.field("hint")));
        }
    }
}
