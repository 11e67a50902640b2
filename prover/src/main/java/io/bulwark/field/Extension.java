package io.bulwark.field;

import java.util.Arrays;

/**
 * An element of K = F[x] / (x^5 + x^2 - 1), immutable. |K| is 154.9 bits.
 *
 * <p>Coefficients are in Montgomery form, that of x^0 first. Only this class and the kernels over arrays of K know the degree; everyone else asks
 * {@link #DEGREE}.
 */
public final class Extension {
    public static final int DEGREE = 5;
    public static final Extension ZERO = new Extension(0, 0, 0, 0, 0);
    public static final Extension ONE = of(KoalaBear.ONE);

    private static final long P_HIGH = (long) KoalaBear.P << 32;

    /** x^p, from which the conjugates of every element follow; canonical. */
    private static final int[] FROBENIUS = {1576402667, 1173144480, 1567662457, 1206866823, 2428146};

    private static final Extension[] FROBENIUS_POWERS = frobeniusPowers();

    private final int c0;
    private final int c1;
    private final int c2;
    private final int c3;
    private final int c4;

    private Extension(int c0, int c1, int c2, int c3, int c4) {
        this.c0 = c0;
        this.c1 = c1;
        this.c2 = c2;
        this.c3 = c3;
        this.c4 = c4;
    }

    /** The element of F, in Montgomery form, as an element of K. */
    public static Extension of(int a) {
        return new Extension(a, 0, 0, 0, 0);
    }

    /** Coefficients in Montgomery form, that of x^0 first; for the kernels, which know the degree. */
    static Extension of(int c0, int c1, int c2, int c3, int c4) {
        return new Extension(c0, c1, c2, c3, c4);
    }

    /** Reads {@link #DEGREE} coefficients in Montgomery form from {@code at} on. */
    public static Extension ofCoefficients(int[] c, int at) {
        return new Extension(c[at], c[at + 1], c[at + 2], c[at + 3], c[at + 4]);
    }

    /** Coefficient of x^i, 0 <= i < {@link #DEGREE}, in Montgomery form. */
    public int coefficient(int i) {
        return switch (i) {
            case 0 -> c0;
            case 1 -> c1;
            case 2 -> c2;
            case 3 -> c3;
            case 4 -> c4;
            default -> throw new IndexOutOfBoundsException("expected a coefficient below " + DEGREE + ", got " + i);
        };
    }

    public int[] coefficients() {
        return new int[] {c0, c1, c2, c3, c4};
    }

    public boolean isZero() {
        return (c0 | c1 | c2 | c3 | c4) == 0;
    }

    public Extension add(Extension o) {
        return new Extension(
                KoalaBear.add(c0, o.c0),
                KoalaBear.add(c1, o.c1),
                KoalaBear.add(c2, o.c2),
                KoalaBear.add(c3, o.c3),
                KoalaBear.add(c4, o.c4));
    }

    public Extension sub(Extension o) {
        return new Extension(
                KoalaBear.sub(c0, o.c0),
                KoalaBear.sub(c1, o.c1),
                KoalaBear.sub(c2, o.c2),
                KoalaBear.sub(c3, o.c3),
                KoalaBear.sub(c4, o.c4));
    }

    public Extension neg() {
        return ZERO.sub(this);
    }

    /** Product with an element of F in Montgomery form. */
    public Extension scale(int a) {
        return new Extension(
                KoalaBear.mul(c0, a),
                KoalaBear.mul(c1, a),
                KoalaBear.mul(c2, a),
                KoalaBear.mul(c3, a),
                KoalaBear.mul(c4, a));
    }

    public Extension mul(Extension o) {
        // x^5 = 1 - x^2, hence x^6 = x - x^3, x^7 = x^2 - x^4, x^8 = x^3 + x^2 - 1. Gathered by the left factor's
        // coefficients, the rows hold:
        int d = KoalaBear.sub(o.c1, o.c4);
        int e = KoalaBear.sub(o.c0, o.c3);
        int f = KoalaBear.sub(o.c4, o.c2);
        int g = KoalaBear.sub(o.c3, d);
        return new Extension(
                row(o.c0, o.c4, o.c3, o.c2, d),
                row(o.c1, o.c0, o.c4, o.c3, o.c2),
                row(o.c2, d, e, f, g),
                row(o.c3, o.c2, d, e, f),
                row(o.c4, o.c3, o.c2, d, e));
    }

    /** c0 b0 + ... + c4 b4 in F, reduced once: four products are below 2 * 2^32 p, so is one more than 2^32 p. */
    private int row(int b0, int b1, int b2, int b3, int b4) {
        long sum = lower((long) c0 * b0 + (long) c1 * b1 + (long) c2 * b2 + (long) c3 * b3);
        return KoalaBear.reduce(lower(sum + (long) c4 * b4));
    }

    /** Takes 2^32 p off a number below twice that, read as unsigned, where it fits. */
    private static long lower(long x) {
        long y = x - P_HIGH;
        return y + (P_HIGH & (y >> 63));
    }

    public Extension square() {
        return mul(this);
    }

    /** this^e for e >= 0; the zeroth power is 1. */
    public Extension pow(long e) {
        Extension result = ONE;
        Extension base = this;
        for (; e > 0; e >>= 1) {
            if ((e & 1) == 1) {
                result = result.mul(base);
            }
            base = base.square();
        }
        return result;
    }

    /** The conjugate this^p. */
    public Extension frobenius() {
        Extension sum = of(c0);
        for (int i = 1; i < DEGREE; i++) {
            sum = sum.add(FROBENIUS_POWERS[i].scale(coefficient(i)));
        }
        return sum;
    }

    /**
     * By the norm: the product of all conjugates lies in F (T. Itoh, S. Tsujii, 1988).
     *
     * @throws ArithmeticException if this is zero
     */
    public Extension inverse() {
        Extension conjugate = this;
        Extension others = ONE;
        for (int i = 1; i < DEGREE; i++) {
            conjugate = conjugate.frobenius();
            others = others.mul(conjugate);
        }
        return others.scale(KoalaBear.inverse(mul(others).c0));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Extension o && c0 == o.c0 && c1 == o.c1 && c2 == o.c2 && c3 == o.c3 && c4 == o.c4;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(coefficients());
    }

    /** Canonical coefficients, that of x^0 first. */
    @Override
    public String toString() {
        return Arrays.toString(
                Arrays.stream(coefficients()).map(KoalaBear::toCanonical).toArray());
    }

    private static Extension[] frobeniusPowers() {
        int[] c = Arrays.stream(FROBENIUS).map(KoalaBear::fromCanonical).toArray();
        Extension[] powers = new Extension[DEGREE];
        powers[0] = ONE;
        for (int i = 1; i < DEGREE; i++) {
            powers[i] = powers[i - 1].mul(ofCoefficients(c, 0));
        }
        return powers;
    }
}
