package io.bulwark.hash;

import io.bulwark.field.Cores;
import java.util.ArrayList;
import java.util.List;

/**
 * A Merkle tree over the row hashes of a matrix, cut off at its cap. Leaf i belongs to row i; digests lie flat, one after another, in Montgomery form.
 *
 * <p>A tree of 2^d leaves has a cap of 2^min(d, capHeight) digests; the one above leaf i has i's remaining high bits as its number.
 */
public final class MerkleTree {
    private static final int DIGEST = Poseidon2.DIGEST;
    private static final NodeHash NODE_HASH = new Poseidon2NodeHash();
    /** Hashes worth a thread. */
    private static final int CHUNK = 64;

    /** From the leaves upwards; the last one is the cap. */
    private final List<int[]> layers;

    private MerkleTree(List<int[]> layers) {
        this.layers = layers;
    }

    /**
     * The tree whose leaf i hashes {@code columns[c][offsets[c] + i]} for all c in order.
     *
     * @param columns in Montgomery form
     * @param offsets of each column, where its first row stands
     * @param rows a power of two
     */
    public static MerkleTree ofRows(int[][] columns, int[] offsets, int rows, int capHeight, Cores cores) {
        RowHash rowHash = new Poseidon2RowHash();
        int[] leaves = new int[DIGEST * rows];
        cores.forRange(rows, CHUNK, (from, to) -> {
            int[] row = new int[columns.length];
            for (int i = from; i < to; i++) {
                for (int c = 0; c < row.length; c++) {
                    row[c] = columns[c][offsets[c] + i];
                }
                rowHash.hash(row, 0, row.length, leaves, DIGEST * i);
            }
        });
        List<int[]> layers = new ArrayList<>(List.of(leaves));
        int logRows = Integer.numberOfTrailingZeros(rows);
        for (int height = logRows; height > Math.min(logRows, capHeight); height--) {
            layers.add(parents(layers.getLast(), cores));
        }
        return new MerkleTree(layers);
    }

    /** The digests of the cap. */
    public int[] cap() {
        return layers.getLast().clone();
    }

    /** The siblings of leaf i and of the nodes above it, from the leaf upwards, up to below the cap. */
    public int[] path(int i) {
        int[] path = new int[DIGEST * (layers.size() - 1)];
        for (int height = 0; height < layers.size() - 1; height++) {
            System.arraycopy(layers.get(height), DIGEST * (i >>> height ^ 1), path, DIGEST * height, DIGEST);
        }
        return path;
    }

    /** The root that a cap folds to, the same whatever the cap's height. */
    public static int[] rootOfCap(int[] cap) {
        int[] layer = cap.clone();
        while (layer.length > DIGEST) {
            layer = parents(layer, Cores.one());
        }
        return layer;
    }

    private static int[] parents(int[] layer, Cores cores) {
        int[] parents = new int[layer.length / 2];
        cores.forRange(parents.length / DIGEST, CHUNK, (from, to) -> {
            for (int i = from; i < to; i++) {
                NODE_HASH.hash(layer, 2 * DIGEST * i, layer, 2 * DIGEST * i + DIGEST, parents, DIGEST * i);
            }
        });
        return parents;
    }
}
