package io.bulwark.hash;

/** The hash of a row of elements of F, of any length: the leaf of a Merkle tree. Elements and digests are in Montgomery form. */
public interface RowHash {
    /** Elements of a digest. */
    int digestLength();

    /** Writes the digest of {@code row[from]} to {@code row[from + length - 1]} to {@code digests} from {@code at} on. */
    void hash(int[] row, int from, int length, int[] digests, int at);

    /** Digest of a whole row. */
    default int[] hash(int... row) {
        int[] digest = new int[digestLength()];
        hash(row, 0, row.length, digest, 0);
        return digest;
    }
}
