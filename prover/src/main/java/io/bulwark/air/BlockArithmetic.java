package io.bulwark.air;

import io.bulwark.field.ExtensionVector;
import io.bulwark.field.Kernels;

/**
 * What an evaluation of products needs of blocks of values, over F or over K: the same steps run on both.
 *
 * @param <V> an array of values
 */
public interface BlockArithmetic<V> {
    /** {@code n} zeros. */
    V allocate(int n);

    /** Sets the first {@code n} values to an element of F. */
    void fill(V out, int n, int value);

    void add(V a, V b, V out, int n);

    void sub(V a, V b, V out, int n);

    void mul(V a, V b, V out, int n);

    void square(V a, V out, int n);

    /** out = c a with c in F. */
    void scale(V a, int c, V out, int n);

    void copy(V a, V out, int n);

    /** Over F: one array. */
    static BlockArithmetic<int[]> base(Kernels kernels) {
        return new BaseBlocks(kernels);
    }

    /** Over K. */
    static BlockArithmetic<ExtensionVector> extension(Kernels kernels) {
        return new ExtensionBlocks(kernels);
    }
}
