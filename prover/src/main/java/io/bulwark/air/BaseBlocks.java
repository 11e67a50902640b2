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
    public void add(int[] a, int aAt, int[] b, int bAt, int[] out, int n) {
        kernels.add(a, aAt, b, bAt, out, 0, n);
    }

    @Override
    public void sub(int[] a, int aAt, int[] b, int bAt, int[] out, int n) {
        kernels.sub(a, aAt, b, bAt, out, 0, n);
    }

    @Override
    public void mul(int[] a, int aAt, int[] b, int bAt, int[] out, int n) {
        kernels.mul(a, aAt, b, bAt, out, 0, n);
    }

    @Override
    public void square(int[] a, int aAt, int[] out, int n) {
        kernels.mul(a, aAt, a, aAt, out, 0, n);
    }

    @Override
    public void scale(int[] a, int aAt, int c, int[] out, int n) {
        kernels.scale(a, aAt, c, out, 0, n);
    }

    @Override
    public void copy(int[] a, int aAt, int[] out, int n) {
        System.arraycopy(a, aAt, out, 0, n);
    }
}
