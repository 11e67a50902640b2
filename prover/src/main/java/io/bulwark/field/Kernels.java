package io.bulwark.field;

/**
 * Arithmetic over arrays of F and K: the inner loops of the prover, once scalar and once for each vector width.
 *
 * <p>Conventions of every method:
 * <ul>
 *   <li>An operand is an array and the index of its first element; {@code n} >= 0 elements follow, of any alignment. All implementations give the same bits.
 *   <li>Elements of F are in Montgomery form in [0, p) and results are, too. Other inputs give unspecified results, but no error.
 *   <li>The result may be written exactly over an input (same array, same index); any other overlap gives unspecified results.
 *   <li>A range outside its array is an {@link IndexOutOfBoundsException} before anything is written.
 *   <li>Nothing is allocated but scratch of a fixed size by dot products and inverses, and by the scalar implementation. Stateless, thread-safe.
 * </ul>
 */
public interface Kernels {
    /** The implementation for this machine: see {@link KernelChoice}. The same object at every call. */
    static Kernels best() {
        return KernelChoice.BEST;
    }

    /** The one-element-at-a-time reference, which needs no vector module. */
    static Kernels scalar() {
        return ScalarKernels.INSTANCE;
    }

    /** Bits of a vector register, 32 for the scalar implementation. */
    int bits();

    // Over F.

    /** out = a + b. */
    void add(int[] a, int aAt, int[] b, int bAt, int[] out, int outAt, int n);

    /** out = a - b. */
    void sub(int[] a, int aAt, int[] b, int bAt, int[] out, int outAt, int n);

    /** out = a b. */
    void mul(int[] a, int aAt, int[] b, int bAt, int[] out, int outAt, int n);

    /** out = a + c. */
    void addConstant(int[] a, int aAt, int c, int[] out, int outAt, int n);

    /** out = c a. */
    void scale(int[] a, int aAt, int c, int[] out, int outAt, int n);

    /** out = out + c a. */
    void addScaled(int[] a, int aAt, int c, int[] out, int outAt, int n);

    /** out = the elements that the canonical numbers a in [0, p) stand for: {@link KoalaBear#fromCanonical} of each, unchecked. */
    default void fromCanonical(int[] a, int aAt, int[] out, int outAt, int n) {
        // 2^32 mod p, read as a canonical number, is 2^64 mod p in Montgomery form: times that, x becomes x 2^32.
        scale(a, aAt, KoalaBear.fromCanonical(KoalaBear.ONE), out, outAt, n);
    }

    // Over K.

    /** out = a + b. */
    void add(ExtensionVector a, int aAt, ExtensionVector b, int bAt, ExtensionVector out, int outAt, int n);

    /** out = a - b. */
    void sub(ExtensionVector a, int aAt, ExtensionVector b, int bAt, ExtensionVector out, int outAt, int n);

    /** out = a b. */
    void mul(ExtensionVector a, int aAt, ExtensionVector b, int bAt, ExtensionVector out, int outAt, int n);

    /** out = a b with b over F. */
    void mul(ExtensionVector a, int aAt, int[] b, int bAt, ExtensionVector out, int outAt, int n);

    /** out = a^2. */
    void square(ExtensionVector a, int aAt, ExtensionVector out, int outAt, int n);

    /** out = a + c. */
    void addConstant(ExtensionVector a, int aAt, Extension c, ExtensionVector out, int outAt, int n);

    /** out = c a. */
    void scale(ExtensionVector a, int aAt, Extension c, ExtensionVector out, int outAt, int n);

    /** out = c a with c in F. */
    void scale(ExtensionVector a, int aAt, int c, ExtensionVector out, int outAt, int n);

    /** out = c a with a over F. */
    void scale(int[] a, int aAt, Extension c, ExtensionVector out, int outAt, int n);

    /** out = out + c a. */
    void addScaled(ExtensionVector a, int aAt, Extension c, ExtensionVector out, int outAt, int n);

    /** out = out + c a with a over F. */
    void addScaled(int[] a, int aAt, Extension c, ExtensionVector out, int outAt, int n);

    // Multilinear tables: 2^k values on the cube, the first variable is the most significant bit of the index.

    /** out = lo + z (hi - lo), lo and hi being the elements of a from loAt and from hiAt on; out may be written exactly over lo. */
    void bind(int[] a, int loAt, int hiAt, Extension z, ExtensionVector out, int outAt, int n);

    /** The same over K. */
    void bind(ExtensionVector a, int loAt, int hiAt, Extension z, ExtensionVector out, int outAt, int n);

    /** Fixes the first variable of a table of 2 n values: {@link #bind(int[], int, int, Extension, ExtensionVector, int, int)} of its halves. */
    default void bindFirst(int[] a, int at, Extension z, ExtensionVector out, int outAt, int n) {
        bind(a, at, at + n, z, out, outAt, n);
    }

    /** The same over K. */
    default void bindFirst(ExtensionVector a, int at, Extension z, ExtensionVector out, int outAt, int n) {
        bind(a, at, at + n, z, out, outAt, n);
    }

    /**
     * out[outAt + i] = scale * eq(point, bits of i) for i < 2^point.length, where point[0] belongs to the most significant bit of i.
     */
    void eqTable(Extension[] point, Extension scale, ExtensionVector out, int outAt);

    /** {@link #eqTable(Extension[], Extension, ExtensionVector, int)} of scale 1 from index 0 on. */
    default void eqTable(Extension[] point, ExtensionVector out) {
        eqTable(point, Extension.ONE, out, 0);
    }

    // Dot products.

    int dot(int[] a, int aAt, int[] b, int bAt, int n);

    Extension dot(int[] a, int aAt, ExtensionVector b, int bAt, int n);

    Extension dot(ExtensionVector a, int aAt, ExtensionVector b, int bAt, int n);

    // Inverses by Montgomery's trick (P. L. Montgomery, "Speeding the Pollard and elliptic curve methods of
    // factorization", 1987, section 10.3.1).

    /**
     * out = 1 / a.
     *
     * @param out not the array {@code a}
     * @throws ArithmeticException if an element is zero; {@code out} is then unspecified
     */
    void invert(int[] a, int aAt, int[] out, int outAt, int n);

    /**
     * out = 1 / a.
     *
     * @param out not the vector {@code a}
     * @throws ArithmeticException if an element is zero; {@code out} is then unspecified
     */
    void invert(ExtensionVector a, int aAt, ExtensionVector out, int outAt, int n);
}
