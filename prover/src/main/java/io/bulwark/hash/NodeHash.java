package io.bulwark.hash;

import java.util.List;

/** The hash of two digests: the inner node of a Merkle tree. Digests are in Montgomery form, {@link #digestLength()} elements each. */
public interface NodeHash {
    /** Elements of a digest. */
    int digestLength();

    /** Writes the parent of the digests at {@code left[leftAt]} and {@code right[rightAt]} to {@code parents} from {@code at} on. */
    void hash(int[] left, int leftAt, int[] right, int rightAt, int[] parents, int at);

    /**
     * Writes parents {@code from} to {@code to - 1} of a layer: parent i is that of nodes 2 i and 2 i + 1 below. Entry k of node i of a layer is
     * {@code layer[k][i]}.
     */
    void hashLayer(int[][] children, int from, int to, int[][] parents);

    /** Parents of left.get(i) and right.get(i), in order. */
    List<int[]> hashAll(List<int[]> left, List<int[]> right);

    /** Parent of two digests. */
    default int[] hash(int[] left, int[] right) {
        int[] parent = new int[digestLength()];
        hash(left, 0, right, 0, parent, 0);
        return parent;
    }
}
