package io.bulwark.poly;

import io.bulwark.field.Extension;
import io.bulwark.field.KoalaBear;
import java.util.Arrays;

/** The univariate polynomial of one sumcheck round, by its coefficients, that of X^0 first. Immutable. */
public final class RoundPolynomial {
    private final Extension[] coefficients;

    private RoundPolynomial(Extension[] coefficients) {
        this.coefficients = coefficients;
    }

    /**
     * The polynomial with these coefficients, that of X^0 first.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static RoundPolynomial of(Extension... coefficients) {
        if (coefficients.length == 0) {
            throw new IllegalArgumentException("expected at least one coefficient, got none");
        }
        return new RoundPolynomial(coefficients.clone());
    }

    /** The zero polynomial, written with {@code degree} + 1 coefficients. */
    public static RoundPolynomial zero(int degree) {
        Extension[] c = new Extension[degree + 1];
        Arrays.fill(c, Extension.ZERO);
        return new RoundPolynomial(c);
    }

    /** The polynomial of degree d with these values at 0, 1, ..., d (Newton's divided differences). */
    public static RoundPolynomial interpolate(Extension... values) {
        int n = values.length;
        Extension[] differences = values.clone();
        for (int order = 1; order < n; order++) {
            int inverse = KoalaBear.inverse(KoalaBear.fromCanonical(order));
            for (int i = n - 1; i >= order; i--) {
                differences[i] = differences[i].sub(differences[i - 1]).scale(inverse);
            }
        }
        // Horner's rule over the factors X - i, the last one first.
        RoundPolynomial sum = of(differences[n - 1]);
        for (int i = n - 2; i >= 0; i--) {
            Extension minusI = Extension.of(KoalaBear.neg(KoalaBear.fromCanonical(i)));
            sum = sum.timesLinear(minusI, Extension.ONE).plus(of(differences[i]));
        }
        return sum;
    }

    /** Number of coefficients less one; the leading one may be zero. */
    public int degree() {
        return coefficients.length - 1;
    }

    /** Coefficient of X^i, 0 <= i <= {@link #degree()}. */
    public Extension coefficient(int i) {
        return coefficients[i];
    }

    /** The value at {@code x}. */
    public Extension at(Extension x) {
        Extension value = coefficients[degree()];
        for (int i = degree() - 1; i >= 0; i--) {
            value = value.mul(x).add(coefficients[i]);
        }
        return value;
    }

    public RoundPolynomial plus(RoundPolynomial other) {
        RoundPolynomial longer = degree() < other.degree() ? other : this;
        RoundPolynomial shorter = longer == this ? other : this;
        Extension[] sum = longer.coefficients.clone();
        for (int i = 0; i <= shorter.degree(); i++) {
            sum[i] = sum[i].add(shorter.coefficients[i]);
        }
        return new RoundPolynomial(sum);
    }

    /** This times c0 + c1 X. */
    public RoundPolynomial timesLinear(Extension c0, Extension c1) {
        Extension[] product = new Extension[coefficients.length + 1];
        Arrays.fill(product, Extension.ZERO);
        for (int i = 0; i < coefficients.length; i++) {
            product[i] = product[i].add(coefficients[i].mul(c0));
            product[i + 1] = coefficients[i].mul(c1);
        }
        return new RoundPolynomial(product);
    }

    /** What a round sends: every coefficient but c_1, which follows from the claim c_0 + (c_0 + c_1 + ... + c_d). */
    public Extension[] sent() {
        Extension[] sent = new Extension[degree()];
        for (int i = 0; i <= degree(); i++) {
            if (i != 1) {
                sent[i == 0 ? 0 : i - 1] = coefficients[i];
            }
        }
        return sent;
    }
}
