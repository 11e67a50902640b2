package io.bulwark.field;

/**
 * Steps that only sumchecks need, fused so that nothing is stored between them; each falls back to {@link Kernels} for what does not fill a register, and where there are no
 * registers. Operands are as there.
 */
public final class SumcheckKernels {
    private final Kernels kernels;
    private final int length;

    /** The steps in the registers that these kernels use. */
    public SumcheckKernels(Kernels kernels) {
        this.kernels = kernels;
        this.length = kernels.bits() / Integer.SIZE;
    }

    /** Elements among n that fill registers. */
    private int bound(int n) {
        return length > 1 ? n - n % length : 0;
    }

    /** out = a^3 over F. */
    public void cube(int[] a, int aAt, int[] out, int outAt, int n) {
        Ranges.check(a, aAt, out, outAt, n);
        int bound = bound(n);
        if (bound > 0) {
            LineKernels.cube(a, aAt, out, outAt, bound);
        }
        for (int i = bound; i < n; i++) {
            int x = a[aAt + i];
            out[outAt + i] = KoalaBear.mul(KoalaBear.square(x), x);
        }
    }

    /** out = a + b + c over F. */
    public void add(int[] a, int aAt, int[] b, int bAt, int[] c, int cAt, int[] out, int outAt, int n) {
        Ranges.check(a, aAt, b, bAt, n);
        Ranges.check(c, cAt, out, outAt, n);
        int bound = bound(n);
        if (bound > 0) {
            LineKernels.addThree(a, aAt, b, bAt, c, cAt, out, outAt, bound);
        }
        for (int i = bound; i < n; i++) {
            out[outAt + i] = KoalaBear.add(KoalaBear.add(a[aAt + i], b[bAt + i]), c[cAt + i]);
        }
    }

    /** out = a + factor b over F. */
    public void addScaled(int[] a, int aAt, int[] b, int bAt, int factor, int[] out, int outAt, int n) {
        Ranges.check(a, aAt, b, bAt, out, outAt, n);
        int bound = bound(n);
        if (bound > 0) {
            LineKernels.addScaled(a, aAt, b, bAt, factor, out, outAt, bound);
        }
        for (int i = bound; i < n; i++) {
            out[outAt + i] = KoalaBear.add(a[aAt + i], KoalaBear.mul(factor, b[bAt + i]));
        }
    }

    /** Of the line through low at 0 and high at 1: its slope and its value at -1, both written from index 0 on. */
    public void line(int[] low, int lowAt, int[] high, int highAt, int[] slope, int[] atMinusOne, int n) {
        Ranges.check(low, lowAt, high, highAt, n);
        Ranges.check(slope, 0, atMinusOne, 0, n);
        int bound = bound(n);
        if (bound > 0) {
            LineKernels.line(low, lowAt, high, highAt, slope, atMinusOne, bound);
        }
        for (int i = bound; i < n; i++) {
            slope[i] = KoalaBear.sub(high[highAt + i], low[lowAt + i]);
            atMinusOne[i] = KoalaBear.sub(low[lowAt + i], slope[i]);
        }
    }

    /** out = out + a b over K. */
    public void addProduct(
            ExtensionVector a, int aAt, ExtensionVector b, int bAt, ExtensionVector out, int outAt, int n) {
        Ranges.check(a, aAt, b, bAt, out, outAt, n);
        int bound = bound(n);
        if (bound > 0) {
            ExtensionProductSums.add(a, aAt, b, bAt, out, outAt, bound);
        }
        for (int i = bound; i < n; i++) {
            out.set(outAt + i, out.get(outAt + i).add(a.get(aAt + i).mul(b.get(bAt + i))));
        }
    }

    /**
     * out = out + sum_i c[i] a[i], four terms at a time: one reduction and one pass over the sum for four products.
     *
     * @param a arrays in Montgomery form, at least {@code terms}
     * @param aAt index of each array's first element
     * @param terms how many are summed
     */
    public void addCombination(int[][] a, int[] aAt, Extension[] c, int terms, ExtensionVector out, int outAt, int n) {
        for (int i = 0; i < terms; i++) {
            Ranges.check(a[i], aAt[i], out.coefficients(0), outAt, n);
        }
        int bound = bound(n);
        for (int i = 0; i < terms && bound > 0; i += 4) {
            addFour(a, aAt, c, i, terms - 1, out, outAt, bound);
        }
        for (int i = 0; i < terms && bound < n; i++) {
            kernels.addScaled(a[i], aAt[i] + bound, c[i], out, outAt + bound, n - bound);
        }
    }

    /** Terms i .. i + 3; behind the last one, that one again with coefficient zero. */
    private static void addFour(
            int[][] a, int[] aAt, Extension[] c, int i, int last, ExtensionVector out, int outAt, int n) {
        int i1 = Math.min(i + 1, last);
        int i2 = Math.min(i + 2, last);
        int i3 = Math.min(i + 3, last);
        for (int j = 0; j < Extension.DEGREE; j++) {
            LineKernels.addFour(
                    a[i],
                    aAt[i],
                    c[i].coefficient(j),
                    a[i1],
                    aAt[i1],
                    i + 1 > last ? 0 : c[i1].coefficient(j),
                    a[i2],
                    aAt[i2],
                    i + 2 > last ? 0 : c[i2].coefficient(j),
                    a[i3],
                    aAt[i3],
                    i + 3 > last ? 0 : c[i3].coefficient(j),
                    out.coefficients(j),
                    outAt,
                    n);
        }
    }
}
