package io.bulwark.logup;

import io.bulwark.field.Cores;
import io.bulwark.field.Extension;
import io.bulwark.field.ExtensionVector;
import io.bulwark.field.Kernels;
import io.bulwark.field.KoalaBear;
import io.bulwark.field.SumcheckKernels;
import io.bulwark.logup.LayerSumcheck.Buffers;
import io.bulwark.logup.LayerSumcheck.Pairs;
import java.util.Arrays;

/**
 * The leaves as the pairs that the layer above them sums, before the first variable is bound: numerators over F, denominators made anew for each pass, so that only a
 * quarter of the leaves' number is ever stored of each of the four tables.
 */
record LeafPairs(LeafSource leaves, Extension lambda) implements Pairs {
    private static final int MINUS_ONE = KoalaBear.neg(KoalaBear.ONE);

    /** {@code leaves} has at least two layers above it. */
    LeafPairs {
        if (leaves.logLeaves() < 2) {
            throw new IllegalArgumentException("expected at least 4 leaves, got 2^" + leaves.logLeaves());
        }
    }

    @Override
    public int size() {
        return 1 << (leaves.logLeaves() - 1);
    }

    @Override
    public int prefix() {
        return Math.min(size(), leaves.stored());
    }

    @Override
    public void slopeProducts(int y, int n, ExtensionVector out, Buffers buffers, Kernels kernels) {
        ExtensionVector q0 = buffers.slope();
        ExtensionVector q1 = buffers.otherSlope();
        int[] p = buffers.line().coefficients(0);
        slope(size() + y, n, q1, buffers.line(), kernels);
        slope(y, n, q0, buffers.line(), kernels);
        numeratorSlope(y, n, p, kernels);
        kernels.mul(q1, 0, p, 0, out, 0, n);
        // The slope of p1 + lambda q1 in place of that of q1, then times that of q0.
        numeratorSlope(size() + y, n, p, kernels);
        kernels.scale(q1, 0, lambda, q1, 0, n);
        kernels.add(q1.coefficients(0), 0, p, 0, q1.coefficients(0), 0, n);
        new SumcheckKernels(kernels).addProduct(q1, 0, q0, 0, out, 0, n);
    }

    @Override
    public Fractions half(Cores cores) {
        int half = size() / 2;
        int lower = Math.min(half, leaves.stored());
        int upper = Math.clamp((long) leaves.stored() - size(), 0, half);
        return new Fractions(
                PaddedTable.of(ExtensionVector.zeros(lower, cores), 0, half, Extension.ZERO),
                PaddedTable.of(ExtensionVector.zeros(upper, cores), 0, half, lambda),
                PaddedTable.of(ExtensionVector.zeros(lower, cores), 0, half, Extension.ONE),
                PaddedTable.of(ExtensionVector.zeros(upper, cores), 0, half, Extension.ONE));
    }

    @Override
    public void bindBlock(int y, int n, Extension z, Fractions half, Buffers buffers, Kernels kernels) {
        if (y < half.q0().prefix()) {
            bindDenominators(y, n, z, half.q0().stored(), y, buffers.line(), kernels);
            bindNumerators(y, n, z, half.p0().stored(), y, kernels);
        }
        if (y < half.q1().prefix()) {
            ExtensionVector mixed = half.mixed().stored();
            bindDenominators(size() + y, n, z, half.q1().stored(), y, buffers.line(), kernels);
            bindNumerators(size() + y, n, z, mixed, y, kernels);
            kernels.addScaled(half.q1().stored(), y, lambda, mixed, y, n);
        }
    }

    private void bindDenominators(
            int from, int n, Extension z, ExtensionVector out, int at, ExtensionVector line, Kernels kernels) {
        denominators(from, n, line, 0);
        denominators(from + size() / 2, n, line, n);
        kernels.bind(line, 0, n, z, out, at, n);
    }

    private void bindNumerators(int from, int n, Extension z, ExtensionVector out, int at, Kernels kernels) {
        int high = from + size() / 2;
        if (high < leaves.stored()) {
            kernels.bind(leaves.numerators(), from, high, z, out, at, n);
        } else {
            // The other end of the line is the padding 0.
            kernels.scale(leaves.numerators(), from, Extension.ONE.sub(z), out, at, n);
        }
    }

    /** Of the denominators on the {@code n} lines from {@code from} on. */
    private void slope(int from, int n, ExtensionVector out, ExtensionVector line, Kernels kernels) {
        denominators(from, n, line, 0);
        denominators(from + size() / 2, n, line, n);
        kernels.sub(line, n, line, 0, out, 0, n);
    }

    private void numeratorSlope(int from, int n, int[] out, Kernels kernels) {
        int[] p = leaves.numerators();
        int half = size() / 2;
        if (from >= p.length) {
            Arrays.fill(out, 0, n, 0);
        } else if (from + half >= p.length) {
            kernels.scale(p, from, MINUS_ONE, out, 0, n);
        } else {
            kernels.sub(p, from + half, p, from, out, 0, n);
        }
    }

    private void denominators(int from, int n, ExtensionVector out, int at) {
        if (from >= leaves.stored()) {
            out.fill(at, n, Extension.ONE);
        } else {
            leaves.denominators(from, n, out, at);
        }
    }
}
