package io.bulwark.field;

/**
 * The base field F of p = 2^31 - 2^24 + 1 elements (KoalaBear), one element at a time.
 *
 * <p>An element is an {@code int} in Montgomery form: x is kept as x * 2^32 mod p, always in [0, p). Every method takes and returns elements in
 * that form, except the two that convert. This class is the reference that the kernels over arrays are held against.
 *
 * <p>Source of the reduction: P. L. Montgomery, "Modular multiplication without trial division", 1985.
 */
public final class KoalaBear {
    /** p. */
    public static final int P = 0x7f000001;
    /** p - 1 = 2^24 * 127. */
    public static final int TWO_ADICITY = 24;
    /** p^-1 mod 2^32. */
    public static final int P_INVERSE = 0x81000001;
    /** Smallest generator of the multiplicative group, as a canonical number. */
    public static final int GENERATOR = 3;

    public static final int ZERO = 0;
    /** 2^32 mod p. */
    public static final int ONE = (int) ((1L << 32) % P);

    private static final int R_SQUARED = (int) (((1L << 32) % P) * ((1L << 32) % P) % P);
    private static final int HALF = fromCanonical((P + 1) / 2);
    private static final int[] ROOTS = rootsOfUnity();

    private KoalaBear() {}

    /** Whether {@code x}, read as unsigned, is the canonical form of an element. */
    public static boolean isCanonical(int x) {
        return x >= 0 && x < P;
    }

    /**
     * The element that a canonical number stands for.
     *
     * @param x a number in [0, p)
     * @throws IllegalArgumentException if it is not
     */
    public static int fromCanonical(int x) {
        if (!isCanonical(x)) {
            throw new IllegalArgumentException(
                    "expected an element below " + P + ", got " + Integer.toUnsignedString(x));
        }
        return mul(x, R_SQUARED);
    }

    /** The element that {@code x} stands for modulo p; negative numbers count from p downwards. */
    public static int fromLong(long x) {
        return mul((int) Math.floorMod(x, (long) P), R_SQUARED);
    }

    /** The canonical number in [0, p). */
    public static int toCanonical(int a) {
        return reduce(a);
    }

    public static int add(int a, int b) {
        int s = a + b - P;
        return s + (P & (s >> 31));
    }

    public static int sub(int a, int b) {
        int d = a - b;
        return d + (P & (d >> 31));
    }

    public static int neg(int a) {
        return sub(0, a);
    }

    public static int mul(int a, int b) {
        return reduce((long) a * b);
    }

    public static int square(int a) {
        return mul(a, a);
    }

    public static int halve(int a) {
        return mul(a, HALF);
    }

    /** a^e for e >= 0; a^0 is 1. */
    public static int pow(int a, long e) {
        int result = ONE;
        for (int base = a; e > 0; e >>= 1) {
            if ((e & 1) == 1) {
                result = mul(result, base);
            }
            base = square(base);
        }
        return result;
    }

    /**
     * 1 / a.
     *
     * @throws ArithmeticException if a is zero
     */
    public static int inverse(int a) {
        if (a == 0) {
            throw new ArithmeticException("zero has no inverse");
        }
        return pow(a, P - 2L);
    }

    /**
     * A generator of the subgroup of size 2^logSize; the square of the one for logSize is the one for logSize - 1.
     *
     * @throws IllegalArgumentException unless 0 <= logSize <= 24
     */
    public static int rootOfUnity(int logSize) {
        if (logSize < 0 || logSize > TWO_ADICITY) {
            throw new IllegalArgumentException(
                    "expected a subgroup of 2^0 to 2^" + TWO_ADICITY + " elements, got 2^" + logSize);
        }
        return ROOTS[logSize];
    }

    /** x * 2^-32 mod p for 0 <= x < 2^32 * p. */
    static int reduce(long x) {
        // q p has the same low word as x, so the difference of the high words is exact; it lies in (-p, p).
        int q = (int) x * P_INVERSE;
        int r = (int) (x >>> 32) - (int) (((long) P * (q & 0xFFFFFFFFL)) >>> 32);
        return r + (P & (r >> 31));
    }

    private static int[] rootsOfUnity() {
        int[] roots = new int[TWO_ADICITY + 1];
        roots[TWO_ADICITY] = pow(fromCanonical(GENERATOR), (P - 1) >> TWO_ADICITY);
        for (int i = TWO_ADICITY; i > 0; i--) {
            roots[i - 1] = square(roots[i]);
        }
        return roots;
    }
}
