package io.bulwark.hash;

/** The hash of two digests: the inner node of a Merkle tree. Digests are in Montgomery form, {@link #digestLength()} elements each. */
public interface NodeHash {
    /** Elements of a digest. */
    int digestLength();

    /** Writes the parent of the digests at {@code left[leftAt]} and {@code right[rightAt]} to {@code parents} from {@code at} on. */
    void hash(int[] left, int leftAt, int[] right, int rightAt, int[] parents, int at);

    /** Parent of two digests. */
    default int[] hash(int[] left, int[] right) {
        int[] parent = new int[digestLength()];
        hash(left, 0, right, 0, parent, 0);
        return parent;
    }
}
