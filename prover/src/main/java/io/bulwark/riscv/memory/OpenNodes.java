package io.bulwark.riscv.memory;

import java.util.Arrays;

/** The nodes of an opening, level by level from the root to the blocks, each level from left to right. */
final class OpenNodes {
    private final NodeArena arena;
    private final int stamp;
    private final int[] nodes;
    private final int[] index;
    /** Where each level begins, and where the last ends. */
    private final int[] begin = new int[BlockSpace.DEPTH + 2];

    private OpenNodes(NodeArena arena, int stamp, int size) {
        this.arena = arena;
        this.stamp = stamp;
        nodes = new int[size];
        index = new int[size];
    }

    /** All nodes of one stamp, of which there are so many. */
    static OpenNodes below(int root, NodeArena arena, int stamp, int innerNodes, int blocks) {
        OpenNodes open = new OpenNodes(arena, stamp, innerNodes + blocks);
        if (blocks > 0) {
            open.collect(root);
        }
        return open;
    }

    private void collect(int root) {
        nodes[0] = root;
        begin[1] = 1;
        for (int depth = 0; depth < BlockSpace.DEPTH; depth++) {
            int end = begin[depth + 1];
            for (int i = begin[depth]; i < begin[depth + 1]; i++) {
                for (int side = 0; side < 2; side++) {
                    int child = arena.child(nodes[i], side);
                    if (isOpen(child)) {
                        nodes[end] = child;
                        index[end] = 2 * index[i] + side;
                        end++;
                    }
                }
            }
            begin[depth + 2] = end;
        }
    }

    private boolean isOpen(int node) {
        return node > NodeArena.ABSENT && arena.stamp(node) == stamp;
    }

    /** How many at a depth. */
    int count(int depth) {
        return begin[depth + 1] - begin[depth];
    }

    /** The i-th at a depth. */
    int node(int depth, int i) {
        return nodes[begin[depth] + i];
    }

    /** Their places at a depth, ascending. */
    int[] indices(int depth) {
        return Arrays.copyOfRange(index, begin[depth], begin[depth + 1]);
    }

    /** Digests beside them, in {@link Opening}'s order. */
    int[] siblings() {
        int inner = begin[BlockSpace.DEPTH];
        int blocks = count(BlockSpace.DEPTH);
        if (blocks == 0) {
            return new int[0];
        }
        int[] siblings = new int[Digest.LENGTH * BlockSpace.siblings(blocks, inner)];
        int at = 0;
        for (int depth = BlockSpace.DEPTH - 1; depth >= 0; depth--) {
            for (int i = begin[depth]; i < begin[depth + 1]; i++) {
                for (int side = 0; side < 2; side++) {
                    int child = arena.child(nodes[i], side);
                    if (!isOpen(child)) {
                        arena.copyDigest(child, BlockSpace.DEPTH - depth - 1, siblings, at);
                        at += Digest.LENGTH;
                    }
                }
            }
        }
        return siblings;
    }
}
