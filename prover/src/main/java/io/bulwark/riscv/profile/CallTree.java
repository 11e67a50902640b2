package io.bulwark.riscv.profile;

import java.util.Arrays;

/**
 * Costs by call stack: each node is a function called from its parent's. A child has a larger number than its parent; node 0 is the root, which is no
 * function. What is deeper or more than the limits is counted at the node where they are met.
 */
final class CallTree {
    static final int MAX_DEPTH = 512;
    static final int MAX_NODES = 1 << 18;
    static final int ROOT = 0;

    private static final int NONE = -1;

    private int[] parent = new int[64];
    private int[] function = new int[64];
    private int[] depth = new int[64];
    private int[] firstChild = new int[64];
    private int[] nextSibling = new int[64];
    private long[] cycles = new long[64];
    private long[] cells = new long[64];
    private long[] calls = new long[64];
    private int count = 1;
    private boolean cut;

    CallTree() {
        parent[ROOT] = NONE;
        function[ROOT] = NONE;
        firstChild[ROOT] = NONE;
        nextSibling[ROOT] = NONE;
    }

    /** The node of a function called from another node's. */
    int child(int node, int of) {
        int before = NONE;
        for (int child = firstChild[node]; child != NONE; child = nextSibling[child]) {
            if (function[child] == of) {
                if (before != NONE) {
                    // To the front: who called it once calls it again.
                    nextSibling[before] = nextSibling[child];
                    nextSibling[child] = firstChild[node];
                    firstChild[node] = child;
                }
                return child;
            }
            before = child;
        }
        if (depth[node] >= MAX_DEPTH || count == MAX_NODES) {
            cut = true;
            return node;
        }
        return add(node, of);
    }

    private int add(int node, int of) {
        if (count == parent.length) {
            grow();
        }
        parent[count] = node;
        function[count] = of;
        depth[count] = depth[node] + 1;
        firstChild[count] = NONE;
        nextSibling[count] = firstChild[node];
        firstChild[node] = count;
        return count++;
    }

    private void grow() {
        int size = 2 * count;
        parent = Arrays.copyOf(parent, size);
        function = Arrays.copyOf(function, size);
        depth = Arrays.copyOf(depth, size);
        firstChild = Arrays.copyOf(firstChild, size);
        nextSibling = Arrays.copyOf(nextSibling, size);
        cycles = Arrays.copyOf(cycles, size);
        cells = Arrays.copyOf(cells, size);
        calls = Arrays.copyOf(calls, size);
    }

    void cost(int node, long moreCells) {
        cycles[node]++;
        cells[node] += moreCells;
    }

    void called(int node) {
        calls[node]++;
    }

    /** Nodes, the root among them. */
    int count() {
        return count;
    }

    int parent(int node) {
        return parent[node];
    }

    int function(int node) {
        return function[node];
    }

    long cycles(int node) {
        return cycles[node];
    }

    long cells(int node) {
        return cells[node];
    }

    long calls(int node) {
        return calls[node];
    }

    /** Whether some stack was deeper, or there were more of them, than is told apart. */
    boolean isCut() {
        return cut;
    }
}
