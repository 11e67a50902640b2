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
    public void add(ExtensionVector a, ExtensionVector b, ExtensionVector out, int n) {
        kernels.add(a, 0, b, 0, out, 0, n);
    }

    @Override
    public void sub(ExtensionVector a, ExtensionVector b, ExtensionVector out, int n) {
        kernels.sub(a, 0, b, 0, out, 0, n);
    }

    @Override
    public void mul(ExtensionVector a, ExtensionVector b, ExtensionVector out, int n) {
        kernels.mul(a, 0, b, 0, out, 0, n);
    }

    @Override
    public void square(ExtensionVector a, ExtensionVector out, int n) {
        kernels.square(a, 0, out, 0, n);
    }

    @Override
    public void scale(ExtensionVector a, int c, ExtensionVector out, int n) {
        kernels.scale(a, 0, c, out, 0, n);
    }

    @Override
    public void copy(ExtensionVector a, ExtensionVector out, int n) {
        out.copyFrom(a, 0, 0, n);
    }
}
