package io.bulwark.riscv.profile;

import java.util.Arrays;

/**
 * The calls that a run is in, as far as jumps and links tell them. A call is known by its return address: a return ends the newest call that it leads behind,
 * and those within it, so a return that skips frames costs nothing. Whatever else leads into another function, a tail call or code that runs on, puts
 * that function in the place of the one before.
 */
final class ShadowStack {
    static final int MAX_FRAMES = 1 << 20;
    /** How far down a return looks for its call, so that a program of odd jumps is not searched through at each. */
    private static final int MAX_SEARCH = 1024;

    private static final int NO_RETURN = 1;

    private final CallTree tree;
    private int[] returns = new int[64];
    private int[] nodes = new int[64];
    private int[] functions = new int[64];
    private int top;
    /** Calls deeper than the frames that are kept. */
    private long beyond;

    ShadowStack(CallTree tree, int function) {
        this.tree = tree;
        set(0, NO_RETURN, tree.child(CallTree.ROOT, function), function);
        tree.called(nodes[0]);
    }

    /** The function that the run is in. */
    int function() {
        return functions[top];
    }

    /** Its node in the tree. */
    int node() {
        return nodes[top];
    }

    void call(int function, int returnAddress) {
        if (top + 1 == MAX_FRAMES) {
            beyond++;
            return;
        }
        int node = tree.child(nodes[top], function);
        if (top + 1 == returns.length) {
            returns = Arrays.copyOf(returns, 2 * returns.length);
            nodes = Arrays.copyOf(nodes, returns.length);
            functions = Arrays.copyOf(functions, returns.length);
        }
        top++;
        set(top, returnAddress, node, function);
        tree.called(node);
    }

    /** A jump through the return address to an instruction of a function. */
    void back(int address, int function) {
        if (beyond > 0) {
            beyond--;
            return;
        }
        int lowest = Math.max(1, top - MAX_SEARCH);
        for (int frame = top; frame >= lowest; frame--) {
            if (returns[frame] == address) {
                top = frame - 1;
                return;
            }
        }
        // A long jump: to a place behind a call that has ended, in a function that has not.
        for (int frame = top; frame >= lowest - 1; frame--) {
            if (functions[frame] == function) {
                top = frame;
                return;
            }
        }
    }

    /** The run is in a function that no call and no return led to. */
    void replace(int function) {
        int parent = top == 0 ? CallTree.ROOT : nodes[top - 1];
        nodes[top] = tree.child(parent, function);
        functions[top] = function;
        tree.called(nodes[top]);
    }

    private void set(int frame, int returnAddress, int node, int function) {
        returns[frame] = returnAddress;
        nodes[frame] = node;
        functions[frame] = function;
    }
}
