package io.bulwark.proof;

import io.bulwark.backend.Backend;
import java.util.Arrays;

/**
 * The commitment to the preprocessed columns of one shape, in Montgomery form. Immutable: arrays go in and come out as copies.
 */
public final class Preprocessed {
    private final int[] root;
    private final int[] cap;

    /**
     * A commitment that someone computed from the preprocessed tables.
     *
     * @param root a digest; nine zeros for a shape without preprocessed columns
     * @param cap digests, flat; empty for such a shape
     */
    public Preprocessed(int[] root, int[] cap) {
        if (root.length != Backend.DIGEST) {
            throw new IllegalArgumentException(
                    "expected a root of " + Backend.DIGEST + " elements, got " + root.length);
        }
        this.root = root.clone();
        this.cap = cap.clone();
    }

    /** Of a shape without preprocessed columns. */
    public static Preprocessed none() {
        return new Preprocessed(new int[Backend.DIGEST], new int[0]);
    }

    public int[] root() {
        return root.clone();
    }

    public int[] cap() {
        return cap.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Preprocessed o && Arrays.equals(root, o.root) && Arrays.equals(cap, o.cap);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(root) + Arrays.hashCode(cap);
    }
}
