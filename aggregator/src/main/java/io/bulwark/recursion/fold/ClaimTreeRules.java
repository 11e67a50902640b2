package io.bulwark.recursion.fold;

import io.bulwark.backend.Backend;
import io.bulwark.field.KoalaBear;
import java.util.ArrayList;
import java.util.List;

/**
 * The tree over the claims of a bundle, over any backend. It has {@link FoldSystem#MAX_BUNDLE} places. A leaf is the row hash of (tag, all public values of a
 * finished run), an empty place the row hash of a tag of its own; inner nodes are node hashes, which no row hash equals, since a row hash starts from a state with a length
 * in its last lane and a node hash from one with 0 there.
 *
 * @param <V> a sequence of elements of F
 */
final class ClaimTreeRules<V> {
    /** Log of the places. */
    static final int DEPTH = Integer.numberOfTrailingZeros(FoldSystem.MAX_BUNDLE);

    /** "CLAM" as a number. */
    private static final int TAG = 0x434c414d;
    /** "NONE" as a number. */
    private static final int EMPTY_TAG = 0x4e4f4e45;

    private final Backend<?, ?, V, ?> backend;

    ClaimTreeRules(Backend<?, ?, V, ?> backend) {
        this.backend = backend;
    }

    /** All levels, from the places to the root. */
    List<List<V>> levels(List<V> claims) {
        List<V> level = new ArrayList<>();
        for (V values : claims) {
            level.add(leaf(values));
        }
        while (level.size() < FoldSystem.MAX_BUNDLE) {
            level.add(hash(List.of(known(EMPTY_TAG))));
        }
        List<List<V>> levels = new ArrayList<>(List.of(level));
        while (level.size() > 1) {
            List<V> left = new ArrayList<>();
            List<V> right = new ArrayList<>();
            for (int i = 0; i < level.size(); i += 2) {
                left.add(level.get(i));
                right.add(level.get(i + 1));
            }
            level = backend.nodeHashes(left, right);
            levels.add(level);
        }
        return levels;
    }

    /** Nine elements. */
    V root(List<V> claims) {
        return levels(claims).getLast().getFirst();
    }

    /** The leaf of a finished run's public values. */
    V leaf(V values) {
        return hash(List.of(known(TAG), values));
    }

    private V hash(List<V> parts) {
        return backend.rowHashes(List.of(backend.concat(parts))).getFirst();
    }

    private V known(int canonical) {
        return backend.constants(new int[] {KoalaBear.fromCanonical(canonical)});
    }
}
