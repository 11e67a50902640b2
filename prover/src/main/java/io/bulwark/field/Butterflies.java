package io.bulwark.field;

/**
 * The inner loops of {@link Ntt}: stages of a decimation in time (J. W. Cooley, J. W. Tukey, 1965), in place, from bit-reversed to natural order.
 *
 * <p>The stage of half size h takes blocks of 2 h elements, each the values of two polynomials on the subgroup of size h, to the values of one on the
 * subgroup of size 2 h: a[k], a[k + h] become a[k] + w a[k + h], a[k] - w a[k + h] with w = twiddles[h + k], the k-th power of the generator of the
 * subgroup of size 2 h. All sizes are powers of two.
 */
interface Butterflies {
    /** out[(i << logCopies) + k] = table[i] for i < n: the stages below half size 2^logCopies of a sequence that is zero but at multiples of it. */
    void copy(int[] table, int at, int n, int logCopies, int[] out, int outAt);

    /** The stage of half size {@code half} on {@code n} elements, n a multiple of 2 half. */
    void stage(int[] a, int at, int n, int half, int[] twiddles);

    /** The stages of half sizes {@code half} and 2 half on {@code n} elements, n a multiple of 4 half. */
    void twoStages(int[] a, int at, int n, int half, int[] twiddles);
}
