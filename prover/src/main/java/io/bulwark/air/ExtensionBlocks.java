package io.bulwark.air;

import io.bulwark.field.Extension;
import io.bulwark.field.ExtensionVector;
import io.bulwark.field.Kernels;

/** Blocks over K. */
record ExtensionBlocks(Kernels kernels) implements BlockArithmetic<ExtensionVector> {
    @Override
    public ExtensionVector allocate(int n) {
        return new ExtensionVector(n);
    }

    @Override
    public void fill(ExtensionVector out, int n, int value) {
        out.fill(0, n, Extension.of(value));
    }

    @Override
    public void add(ExtensionVector a, int aAt, ExtensionVector b, int bAt, ExtensionVector out, int n) {
        kernels.add(a, aAt, b, bAt, out, 0, n);
    }

    @Override
    public void sub(ExtensionVector a, int aAt, ExtensionVector b, int bAt, ExtensionVector out, int n) {
        kernels.sub(a, aAt, b, bAt, out, 0, n);
    }

    @Override
    public void mul(ExtensionVector a, int aAt, ExtensionVector b, int bAt, ExtensionVector out, int n) {
        kernels.mul(a, aAt, b, bAt, out, 0, n);
    }

    @Override
    public void square(ExtensionVector a, int aAt, ExtensionVector out, int n) {
        kernels.square(a, aAt, out, 0, n);
    }

    @Override
    public void scale(ExtensionVector a, int aAt, int c, ExtensionVector out, int n) {
        kernels.scale(a, aAt, c, out, 0, n);
    }

    @Override
    public void copy(ExtensionVector a, int aAt, ExtensionVector out, int n) {
        out.copyFrom(a, aAt, 0, n);
    }
}
