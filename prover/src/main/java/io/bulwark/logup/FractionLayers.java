package io.bulwark.logup;

import io.bulwark.field.Cores;
import io.bulwark.field.Extension;
import io.bulwark.field.ExtensionVector;
import io.bulwark.field.Kernels;
import io.bulwark.field.SumcheckKernels;

/**
 * The tree of fraction sums above the leaves: layer l has 2^l fractions, fraction i of it is the sum of fractions i and i + 2^l of layer l + 1:
 * p = p0 q1 + p1 q0, q = q0 q1. Each layer is stored as far as the leaves are, until it is taken; the leaves are read and not kept.
 */
final class FractionLayers {
    private static final int CHUNK = 8 * PaddedTable.BLOCK;

    private static final Layer NONE = new Layer(new ExtensionVector(0), new ExtensionVector(0));

    private final LeafSource leaves;
    private final Kernels kernels;
    private final Layer[] layers;
    private final Extension rootNumerator;
    private final Extension rootDenominator;

    /** Numerators and denominators of a layer, as far as they are stored. */
    record Layer(ExtensionVector numerators, ExtensionVector denominators) {}

    /** Sums all layers up, from the leaves to the root. */
    FractionLayers(LeafSource leaves, Kernels kernels, Cores cores) {
        int n = leaves.logLeaves();
        this.leaves = leaves;
        this.kernels = kernels;
        this.layers = new Layer[n];
        for (int l = n - 1; l >= 0; l--) {
            int stored = Math.min(1 << l, leaves.stored());
            layers[l] = new Layer(ExtensionVector.zeros(stored, cores), ExtensionVector.zeros(stored, cores));
            int layer = l;
            cores.forRange(stored, CHUNK, (from, to) -> {
                if (layer + 1 == n) {
                    sumUpLeaves(from, to);
                } else {
                    sumUp(layer, from, to);
                }
            });
        }
        if (n == 0) {
            ExtensionVector only = new ExtensionVector(1);
            leaves.denominators(0, 1, only, 0);
            rootNumerator = Extension.of(leaves.numerators()[0]);
            rootDenominator = only.get(0);
        } else {
            rootNumerator = layers[0].numerators.get(0);
            rootDenominator = layers[0].denominators.get(0);
        }
    }

    Extension rootNumerator() {
        return rootNumerator;
    }

    Extension rootDenominator() {
        return rootDenominator;
    }

    /** Layer l < n, to be used up: it is not kept here any more. */
    Layer take(int l) {
        Layer layer = layers[l];
        layers[l] = NONE;
        return layer;
    }

    /** The fractions of layer 1 < n, padding included: p0, p1, q0, q1. */
    Extension[] rootPair() {
        Layer layer = layers[1];
        boolean both = layer.numerators.length() > 1;
        return new Extension[] {
            layer.numerators.get(0),
            both ? layer.numerators.get(1) : Extension.ZERO,
            layer.denominators.get(0),
            both ? layer.denominators.get(1) : Extension.ONE
        };
    }

    private void sumUp(int l, int from, int to) {
        Layer out = layers[l];
        ExtensionVector p = layers[l + 1].numerators;
        ExtensionVector q = layers[l + 1].denominators;
        SumcheckKernels fused = new SumcheckKernels(kernels);
        for (int i = from; i < to; i += PaddedTable.BLOCK) {
            int n = Math.min(PaddedTable.BLOCK, to - i);
            int j = i + (1 << l);
            if (j >= q.length()) {
                // The other half is 0/1 here: p * 1 + 0 * q, q * 1.
                out.numerators.copyFrom(p, i, i, n);
                out.denominators.copyFrom(q, i, i, n);
                continue;
            }
            kernels.mul(p, i, q, j, out.numerators, i, n);
            fused.addProduct(p, j, q, i, out.numerators, i, n);
            kernels.mul(q, i, q, j, out.denominators, i, n);
        }
    }

    private void sumUpLeaves(int from, int to) {
        int l = leaves.logLeaves() - 1;
        int[] p = leaves.numerators();
        ExtensionVector outP = layers[l].numerators;
        ExtensionVector outQ = layers[l].denominators;
        int block = Math.min(PaddedTable.BLOCK, to - from);
        ExtensionVector q0 = new ExtensionVector(block);
        ExtensionVector q1 = new ExtensionVector(block);
        ExtensionVector product = new ExtensionVector(block);
        for (int i = from; i < to; i += PaddedTable.BLOCK) {
            int n = Math.min(PaddedTable.BLOCK, to - i);
            int j = i + (1 << l);
            if (j >= leaves.stored()) {
                System.arraycopy(p, i, outP.coefficients(0), i, n);
                leaves.denominators(i, n, outQ, i);
                continue;
            }
            leaves.denominators(i, n, q0, 0);
            leaves.denominators(j, n, q1, 0);
            kernels.mul(q1, 0, p, i, outP, i, n);
            kernels.mul(q0, 0, p, j, product, 0, n);
            kernels.add(outP, i, product, 0, outP, i, n);
            kernels.mul(q0, 0, q1, 0, outQ, i, n);
        }
    }
}
