package io.bulwark.hash;

import io.bulwark.field.Cores;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A Merkle tree over rows, cut off at a cap. Leaf i is the hash of row i; a path lists the siblings from the leaf upwards, and bit h of i is the side at
 * height h. A tree smaller than the cap is all cap. A commitment's root is its cap folded to the top: the same whatever the cap's height.
 */
public final class MerkleTree {
    /** Fewer parents than this are not worth a thread. */
    private static final int LEAST_CHUNK = 4 * StateBlock.STATES;

    private final RowHash rowHash;
    private final int logLeaves;
    /** From the leaves to the cap: entry k of node i is layer[k][i]. */
    private final List<int[][]> layers = new ArrayList<>();

    private MerkleTree(RowHash rowHash, int logLeaves) {
        this.rowHash = rowHash;
        this.logLeaves = logLeaves;
    }

    /** With the row and node hash of Poseidon2. */
    public static MerkleTree of(Rows rows, int capHeight, Cores cores) {
        return of(rows, capHeight, new Poseidon2RowHash(), new Poseidon2NodeHash(), cores);
    }

    /**
     * The tree over all rows.
     *
     * @param rows 2^d of them
     * @param capHeight the cap has 2^min(d, capHeight) digests
     * @throws IllegalArgumentException unless the number of rows is a power of two and the cap's height at least 0
     */
    public static MerkleTree of(Rows rows, int capHeight, RowHash rowHash, NodeHash nodeHash, Cores cores) {
        if (Integer.bitCount(rows.count()) != 1 || capHeight < 0) {
            throw new IllegalArgumentException("expected 2^d rows and a cap of height 0 or more, got " + rows.count()
                    + " rows and height " + capHeight);
        }
        MerkleTree tree = new MerkleTree(rowHash, Integer.numberOfTrailingZeros(rows.count()));
        int[][] leaves = new int[rowHash.digestLength()][rows.count()];
        cores.forRange(rows.count(), StateBlock.STATES, (from, to) -> rowHash.hashRows(rows, from, to, leaves));
        tree.layers.add(leaves);
        for (int log = tree.logLeaves; log > capHeight; log--) {
            tree.layers.add(parents(tree.layers.getLast(), nodeHash, cores));
        }
        return tree;
    }

    /** Digests 0, 1, ... of the cap, one after another. */
    public int[] cap() {
        int[][] top = layers.getLast();
        int nodes = top[0].length;
        int[] cap = new int[nodes * top.length];
        for (int i = 0; i < nodes; i++) {
            copy(top, i, cap, i * top.length);
        }
        return cap;
    }

    /**
     * Siblings of leaf i and of the nodes above it up to the cap, one digest after another.
     *
     * @throws IndexOutOfBoundsException unless 0 <= i < number of leaves
     */
    public int[] path(int i) {
        Objects.checkIndex(i, 1 << logLeaves);
        int length = rowHash.digestLength();
        int[] path = new int[length * (layers.size() - 1)];
        for (int h = 0; h < layers.size() - 1; h++) {
            copy(layers.get(h), (i >> h) ^ 1, path, h * length);
        }
        return path;
    }

    /** The number of leaves is 2 to this. */
    public int logLeaves() {
        return logLeaves;
    }

    /** A flat cap folded to the top by the node hash of Poseidon2; that of no digest at all is all zeros. */
    public static int[] rootOfCap(int[] cap) {
        return rootOfCap(cap, new Poseidon2NodeHash());
    }

    /**
     * A flat cap folded to the top; that of no digest at all is all zeros.
     *
     * @throws IllegalArgumentException unless the cap has none or 2^h digests
     */
    public static int[] rootOfCap(int[] cap, NodeHash nodeHash) {
        int length = nodeHash.digestLength();
        int nodes = cap.length / length;
        if (cap.length % length != 0 || Integer.bitCount(nodes) > 1) {
            throw new IllegalArgumentException("expected 2^h digests of " + length + " elements, got " + cap.length);
        }
        int[] layer = nodes == 0 ? new int[length] : cap.clone();
        for (; nodes > 1; nodes /= 2) {
            for (int i = 0; i < nodes; i += 2) {
                nodeHash.hash(layer, i * length, layer, (i + 1) * length, layer, i / 2 * length);
            }
        }
        return Arrays.copyOf(layer, length);
    }

    private static int[][] parents(int[][] children, NodeHash nodeHash, Cores cores) {
        int[][] parents = new int[children.length][children[0].length / 2];
        cores.forRange(parents[0].length, LEAST_CHUNK, (from, to) -> nodeHash.hashLayer(children, from, to, parents));
        return parents;
    }

    private static void copy(int[][] layer, int node, int[] out, int at) {
        for (int k = 0; k < layer.length; k++) {
            out[at + k] = layer[k][node];
        }
    }
}
