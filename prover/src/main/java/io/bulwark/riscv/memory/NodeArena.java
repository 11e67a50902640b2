package io.bulwark.riscv.memory;

import java.util.ArrayList;
import java.util.List;

/**
 * Nodes of the tree in flat arrays: a digest, two children, the opening that the node was last part of. Nodes are numbered from 1; {@link #ABSENT} stands for
 * an untouched subtree. They come in chunks, so that growing copies nothing.
 */
final class NodeArena {
    static final int ABSENT = 0;
    /** Both children of a node whose subtree is known by its digest only. */
    static final int SEALED = -1;

    private static final int LOG_CHUNK = 14;
    private static final int CHUNK = 1 << LOG_CHUNK;
    private static final int LEFT = Digest.LENGTH;
    private static final int STAMP = LEFT + 2;
    private static final int NODE = STAMP + 1;

    private final List<int[]> list = new ArrayList<>();
    private int[][] chunks = {};
    private int count;

    /** How many nodes there are. */
    int count() {
        return count;
    }

    /** A new node at the top of an untouched subtree. */
    int create(int height) {
        count = Math.addExact(count, 1);
        if (count >>> LOG_CHUNK == chunks.length) {
            list.add(new int[CHUNK * NODE]);
            chunks = list.toArray(int[][]::new);
        }
        MemoryHash.copyDefault(height, chunk(count), at(count));
        return count;
    }

    int child(int node, int side) {
        return chunk(node)[at(node) + LEFT + side];
    }

    void setChild(int node, int side, int child) {
        chunk(node)[at(node) + LEFT + side] = child;
    }

    /** A number of the caller's own, in place of a leaf's children. */
    int order(int leaf) {
        return child(leaf, 0);
    }

    void setOrder(int leaf, int order) {
        setChild(leaf, 0, order);
    }

    void seal(int node) {
        setChild(node, 0, SEALED);
        setChild(node, 1, SEALED);
    }

    boolean isSealed(int node) {
        return child(node, 0) == SEALED;
    }

    int stamp(int node) {
        return chunk(node)[at(node) + STAMP];
    }

    void setStamp(int node, int stamp) {
        chunk(node)[at(node) + STAMP] = stamp;
    }

    void copyDigest(int node, int[] out, int at) {
        System.arraycopy(chunk(node), at(node), out, at, Digest.LENGTH);
    }

    /** The digest of a node or, if it is absent, of an untouched subtree. */
    void copyDigest(int node, int height, int[] out, int at) {
        if (node == ABSENT) {
            MemoryHash.copyDefault(height, out, at);
        } else {
            copyDigest(node, out, at);
        }
    }

    void setDigest(int node, int[] digests, int at) {
        System.arraycopy(digests, at, chunk(node), at(node), Digest.LENGTH);
    }

    private int[] chunk(int node) {
        return chunks[node >>> LOG_CHUNK];
    }

    private static int at(int node) {
        return (node & (CHUNK - 1)) * NODE;
    }
}
