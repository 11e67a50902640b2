package io.bulwark.logup;

import io.bulwark.field.Cores;
import io.bulwark.field.Extension;
import io.bulwark.field.ExtensionVector;
import io.bulwark.field.Kernels;

/**
 * The tree of fraction sums above the leaves: layer l has 2^l fractions, fraction i of it is the sum of fractions i and i + 2^l of layer l + 1:
 * p = p0 q1 + p1 q0, q = q0 q1. Each layer is stored as far as the leaves are.
 */
final class FractionLayers {
    private static final int CHUNK = 8 * PaddedTable.BLOCK;

    private final Leaves leaves;
    private final ExtensionVector[] numerators;
    private final ExtensionVector[] denominators;

    /** Sums all layers up, from the leaves to the root. */
    FractionLayers(Leaves leaves, Kernels kernels, Cores cores) {
        int n = leaves.logLeaves();
        this.leaves = leaves;
        this.numerators = new ExtensionVector[n + 1];
        this.denominators = new ExtensionVector[n + 1];
        denominators[n] = leaves.denominators();
        for (int l = n - 1; l >= 0; l--) {
            int stored = Math.min(1 << l, denominators[l + 1].length());
            numerators[l] = new ExtensionVector(stored);
            denominators[l] = new ExtensionVector(stored);
            int layer = l;
            cores.forRange(stored, CHUNK, (from, to) -> sumUp(layer, from, to, kernels));
        }
    }

    Extension rootNumerator() {
        return leaves.logLeaves() == 0 ? Extension.of(leaves.numerators()[0]) : numerators[0].get(0);
    }

    Extension rootDenominator() {
        return denominators[0].get(0);
    }

    /** Numerators of layer l < n; they may be overwritten when the layer below is done with them. */
    ExtensionVector numerators(int l) {
        return numerators[l];
    }

    /** Denominators of layer l <= n. */
    ExtensionVector denominators(int l) {
        return denominators[l];
    }

    private void sumUp(int l, int from, int to, Kernels kernels) {
        ExtensionVector q = denominators[l + 1];
        ExtensionVector scratch = new ExtensionVector(Math.min(PaddedTable.BLOCK, to - from));
        for (int i = from; i < to; i += PaddedTable.BLOCK) {
            int n = Math.min(PaddedTable.BLOCK, to - i);
            int j = i + (1 << l);
            if (j >= q.length()) {
                // The other half is 0/1 here: p * 1 + 0 * q, q * 1.
                copyNumerators(l, i, n);
                denominators[l].copyFrom(q, i, i, n);
                continue;
            }
            crossProduct(l, j, q, i, numerators[l], i, n, kernels);
            crossProduct(l, i, q, j, scratch, 0, n, kernels);
            kernels.add(numerators[l], i, scratch, 0, numerators[l], i, n);
            kernels.mul(q, i, q, j, denominators[l], i, n);
        }
    }

    private void copyNumerators(int l, int i, int n) {
        if (l + 1 == leaves.logLeaves()) {
            System.arraycopy(leaves.numerators(), i, numerators[l].coefficients(0), i, n);
        } else {
            numerators[l].copyFrom(numerators[l + 1], i, i, n);
        }
    }

    /** out = numerators of layer l + 1 from {@code pAt} on, times denominators from {@code qAt} on. */
    private void crossProduct(
            int l, int pAt, ExtensionVector q, int qAt, ExtensionVector out, int outAt, int n, Kernels kernels) {
        if (l + 1 == leaves.logLeaves()) {
            kernels.mul(q, qAt, leaves.numerators(), pAt, out, outAt, n);
        } else {
            kernels.mul(numerators[l + 1], pAt, q, qAt, out, outAt, n);
        }
    }
}
