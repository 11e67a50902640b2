package io.bulwark.field;

/**
 * Sums of many arrays over F with coefficients in K, four terms at a time: one reduction and one pass over the sum for four products. What makes an affine form over many
 * columns, or a batch of many constraints, cheap.
 */
public final class LinearCombination {
    private static final int TERMS = 4;

    private LinearCombination() {}

    /**
     * out = out + sum_i c[i] a[i], over {@code n} elements of each array.
     *
     * @param a arrays in Montgomery form, at least {@code terms}
     * @param aAt index of each array's first element
     * @param terms how many are summed
     * @throws IndexOutOfBoundsException if a range is outside its array
     */
    public static void add(
            Kernels kernels, int[][] a, int[] aAt, Extension[] c, int terms, ExtensionVector out, int outAt, int n) {
        for (int i = 0; i < terms; i++) {
            Ranges.check(a[i], aAt[i], out.coefficients(0), outAt, n);
        }
        boolean vectors = kernels.bits() > Integer.SIZE;
        int bound = vectors ? n - n % (kernels.bits() / Integer.SIZE) : 0;
        for (int i = 0; i < terms && bound > 0; i += TERMS) {
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
            FourProducts.add(
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
