package io.bulwark.logup;

import io.bulwark.field.Cores;
import io.bulwark.field.Extension;
import io.bulwark.field.ExtensionVector;
import io.bulwark.field.Kernels;
import io.bulwark.field.SumcheckKernels;
import io.bulwark.logup.FractionLayers.Layer;
import io.bulwark.logup.LayerSumcheck.Buffers;
import io.bulwark.logup.LayerSumcheck.Pairs;

/**
 * The two fractions of each position of a layer, in tables over K that are bound in place.
 *
 * @param mixed p1 + lambda q1, padded with lambda
 */
record Fractions(PaddedTable p0, PaddedTable mixed, PaddedTable q0, PaddedTable q1) implements Pairs {
    /** The fractions of layer l + 1 as the pairs that layer l sums; the layer is used up. */
    static Fractions of(int l, Layer below, Extension lambda, Kernels kernels, Cores cores) {
        int h = 1 << l;
        ExtensionVector p = below.numerators();
        ExtensionVector q = below.denominators();
        cores.forRange(
                Math.max(0, q.length() - h),
                8 * PaddedTable.BLOCK,
                (from, to) -> kernels.addScaled(q, h + from, lambda, p, h + from, to - from));
        return new Fractions(
                PaddedTable.of(p, 0, h, Extension.ZERO),
                PaddedTable.of(p, h, h, lambda),
                PaddedTable.of(q, 0, h, Extension.ONE),
                PaddedTable.of(q, h, h, Extension.ONE));
    }

    @Override
    public int size() {
        return p0.size();
    }

    @Override
    public int prefix() {
        return p0.prefix();
    }

    @Override
    public Fractions half(Cores cores) {
        return new Fractions(p0.half(), mixed.half(), q0.half(), q1.half());
    }

    @Override
    public void bindBlock(int y, int n, Extension z, Fractions half, Buffers buffers, Kernels kernels) {
        p0.bindBlock(y, n, z, kernels);
        mixed.bindBlock(y, n, z, kernels);
        q0.bindBlock(y, n, z, kernels);
        q1.bindBlock(y, n, z, kernels);
    }

    /** out = p0 q1 + mixed q0 at the {@code n} positions from {@code i} on. */
    void products(int i, int n, ExtensionVector out, Kernels kernels) {
        p0.product(i, q1, out, n, kernels);
        mixed.addProduct(i, q0, out, n, new SumcheckKernels(kernels));
    }

    @Override
    public void slopeProducts(int y, int n, ExtensionVector out, Buffers buffers, Kernels kernels) {
        p0.slope(y, buffers.slope(), n, kernels);
        q1.slope(y, buffers.otherSlope(), n, kernels);
        kernels.mul(buffers.slope(), 0, buffers.otherSlope(), 0, out, 0, n);
        mixed.slope(y, buffers.slope(), n, kernels);
        q0.slope(y, buffers.otherSlope(), n, kernels);
        new SumcheckKernels(kernels).addProduct(buffers.slope(), 0, buffers.otherSlope(), 0, out, 0, n);
    }

    /** p0, p1, q0, q1 once all variables are bound. */
    Extension[] values(Extension lambda) {
        Extension p1 = mixed.value().sub(lambda.mul(q1.value()));
        return new Extension[] {p0.value(), p1, q0.value(), q1.value()};
    }
}
