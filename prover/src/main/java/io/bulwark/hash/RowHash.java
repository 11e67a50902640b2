package io.bulwark.hash;

import java.util.List;

/** The hash of a row of elements of F, of any length: the leaf of a Merkle tree. Elements and digests are in Montgomery form. */
public interface RowHash {
    /** Elements of a digest. */
    int digestLength();

    /** Writes the digest of {@code row[from]} to {@code row[from + length - 1]} to {@code digests} from {@code at} on. */
    void hash(int[] row, int from, int length, int[] digests, int at);

    /** Writes the digests of rows {@code from} to {@code to - 1}: entry k of the digest of row i to {@code digests[k][i]}. */
    void hashRows(Rows rows, int from, int to, int[][] digests);

    /** Digests of rows that need have nothing in common, in order; fastest where many in a row have one length. */
    List<int[]> hashAll(List<int[]> rows);

    /** Digest of a whole row. */
    default int[] hash(int... row) {
        int[] digest = new int[digestLength()];
        hash(row, 0, row.length, digest, 0);
        return digest;
    }
}
