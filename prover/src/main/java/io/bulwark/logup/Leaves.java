package io.bulwark.logup;

import io.bulwark.field.Extension;
import io.bulwark.field.ExtensionVector;
import io.bulwark.field.KoalaBear;

/** Leaves that are stored: whoever makes them writes numerators and denominators to their places. */
public final class Leaves implements LeafSource {
    private final int logLeaves;
    private final int[] numerators;
    private final ExtensionVector denominators;

    /**
     * Room for {@code length} fractions out of 2^{@code logLeaves}, all of them 0/1.
     *
     * @throws IllegalArgumentException unless 0 <= length <= 2^logLeaves and logLeaves <= 30
     */
    public Leaves(int logLeaves, int length) {
        int stored = storedLength(logLeaves, length);
        this.logLeaves = logLeaves;
        this.numerators = new int[stored];
        this.denominators = new ExtensionVector(stored);
        denominators.fill(0, stored, Extension.of(KoalaBear.ONE));
    }

    /**
     * The length of the stored prefix: whole blocks, or everything where that is less than a block.
     *
     * @throws IllegalArgumentException unless 0 <= length <= 2^logLeaves and logLeaves <= 30
     */
    static int storedLength(int logLeaves, int length) {
        if (logLeaves < 0 || logLeaves > 30 || length < 0 || length > 1 << logLeaves) {
            throw new IllegalArgumentException("expected at most 2^" + logLeaves + " leaves, got " + length);
        }
        int blocks = Math.max(1, (length + PaddedTable.BLOCK - 1) / PaddedTable.BLOCK);
        return Math.min(1 << logLeaves, blocks * PaddedTable.BLOCK);
    }

    @Override
    public int logLeaves() {
        return logLeaves;
    }

    /** The stored numerators in Montgomery form, to be written by who makes the leaves. */
    @Override
    public int[] numerators() {
        return numerators;
    }

    /** The stored denominators, to be written by who makes the leaves. */
    public ExtensionVector denominators() {
        return denominators;
    }

    @Override
    public void denominators(int from, int n, ExtensionVector out, int at) {
        out.copyFrom(denominators, from, at, n);
    }
}
