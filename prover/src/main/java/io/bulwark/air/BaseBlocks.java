package io.bulwark.air;

import io.bulwark.field.Kernels;
import java.util.Arrays;

/** Blocks over F. */
record BaseBlocks(Kernels kernels) implements BlockArithmetic<int[]> {
    @Override
    public int[] allocate(int n) {
        return new int[n];
    }

    @Override
    public void fill(int[] out, int n, int value) {
        Arrays.fill(out, 0, n, value);
    }

    @Override
    public void add(int[] a, int[] b, int[] out, int n) {
        kernels.add(a, 0, b, 0, out, 0, n);
    }

    @Override
    public void sub(int[] a, int[] b, int[] out, int n) {
        kernels.sub(a, 0, b, 0, out, 0, n);
    }

    @Override
    public void mul(int[] a, int[] b, int[] out, int n) {
        kernels.mul(a, 0, b, 0, out, 0, n);
    }

    @Override
    public void square(int[] a, int[] out, int n) {
        kernels.mul(a, 0, a, 0, out, 0, n);
    }

    @Override
    public void scale(int[] a, int c, int[] out, int n) {
        kernels.scale(a, 0, c, out, 0, n);
    }

    @Override
    public void copy(int[] a, int[] out, int n) {
        System.arraycopy(a, 0, out, 0, n);
    }
}
