package io.bulwark.commit;

import io.bulwark.backend.Backend;
import io.bulwark.backend.VerificationException.Reason;
import java.util.ArrayList;
import java.util.List;

/**
 * Merkle paths of many queries side by side, and the fold of a cap (section 2 of the design).
 *
 * @param <V> a sequence of elements of F
 * @param <B> a bit
 */
public final class MerkleVerifier<V, B> {
    private final Backend<?, ?, V, B> backend;

    public MerkleVerifier(Backend<?, ?, V, B> backend) {
        this.backend = backend;
    }

    /** Elements of the cap of a tree of 2^logLeaves leaves; a tree smaller than its cap is all cap. */
    public static int capElements(int logLeaves, int capHeight) {
        return Backend.DIGEST << Math.min(logLeaves, capHeight);
    }

    /** Elements of a path in a tree of 2^logLeaves leaves. */
    public static int pathElements(int logLeaves, int capHeight) {
        return Backend.DIGEST * Math.max(logLeaves - capHeight, 0);
    }

    /**
     * Checks that each row is the leaf of its index.
     *
     * @param cap 2^h digests
     * @param indices of each query the bits of its leaf's number, lowest first; the last h of them choose the cap's entry
     * @param rows of each query
     * @param paths of each query: siblings from the leaf upwards
     */
    public void checkPaths(V cap, List<List<B>> indices, List<V> rows, List<V> paths, Reason reason) {
        List<V> digests = backend.rowHashes(rows);
        int height = backend.length(paths.getFirst()) / Backend.DIGEST;
        for (int h = 0; h < height; h++) {
            int level = h;
            digests = backend.climb(
                    indices.stream().map(index -> index.get(level)).toList(),
                    digests,
                    paths.stream().map(path -> digest(path, level)).toList());
        }
        backend.assertEntries(
                digests(cap),
                indices.stream()
                        .map(index -> index.subList(height, index.size()))
                        .toList(),
                digests,
                reason);
    }

    /** The root that a cap of 2^h digests folds to, the same whatever h. */
    public V root(V cap) {
        List<V> layer = digests(cap);
        while (layer.size() > 1) {
            List<V> left = new ArrayList<>(layer.size() / 2);
            List<V> right = new ArrayList<>(layer.size() / 2);
            for (int i = 0; i < layer.size(); i += 2) {
                left.add(layer.get(i));
                right.add(layer.get(i + 1));
            }
            layer = backend.nodeHashes(left, right);
        }
        return layer.getFirst();
    }

    private List<V> digests(V flat) {
        List<V> digests = new ArrayList<>();
        for (int i = 0; i < backend.length(flat) / Backend.DIGEST; i++) {
            digests.add(digest(flat, i));
        }
        return digests;
    }

    private V digest(V flat, int i) {
        return backend.slice(flat, i * Backend.DIGEST, (i + 1) * Backend.DIGEST);
    }
}
