package io.bulwark.proof;

import io.bulwark.field.Extension;
import io.bulwark.field.KoalaBear;
import io.bulwark.poly.RoundPolynomial;

/**
 * The points at which a polynomial of degree d in each of its variables is known: 0, 1, infinity (the coefficient of X^d) and, if d is 3, -1. They are numbered in
 * this order. On a square of two variables point (u, v) has number u * side + v.
 */
final class EvaluationGrid {
    static final int ZERO = 0;
    static final int ONE = 1;
    static final int INFINITY = 2;
    static final int MINUS_ONE = 3;

    private static final int HALF = KoalaBear.halve(KoalaBear.ONE);

    private final int degree;

    /**
     * The grid for a degree.
     *
     * @param degree 2 or 3; 0 where there are no products, and 0 and 1 are enough
     */
    EvaluationGrid(int degree) {
        this.degree = degree;
    }

    /** Points on a line. */
    int side() {
        return degree == 0 ? 2 : degree + 1;
    }

    /** Whether a point of the square is one of the cube's corners. */
    boolean isCorner(int point) {
        return point / side() < INFINITY && point % side() < INFINITY;
    }

    boolean isAtInfinity(int point) {
        return point / side() == INFINITY || point % side() == INFINITY;
    }

    /** The polynomial on a line with these values, as many as the grid has. */
    RoundPolynomial polynomial(Extension... values) {
        return RoundPolynomial.of(values[ZERO], linear(values)).plus(highest(values));
    }

    /** Coefficients of X^2 and above, as many as the degree has. */
    Extension[] higher(Extension... values) {
        return switch (degree) {
            case 3 -> new Extension[] {quadratic(values), values[INFINITY]};
            case 2 -> new Extension[] {values[INFINITY]};
            default -> new Extension[0];
        };
    }

    private RoundPolynomial highest(Extension[] values) {
        Extension[] c = new Extension[2 + higher(values).length];
        c[0] = Extension.ZERO;
        c[1] = Extension.ZERO;
        System.arraycopy(higher(values), 0, c, 2, c.length - 2);
        return RoundPolynomial.of(c);
    }

    private Extension linear(Extension[] values) {
        Extension c = values[ONE].sub(values[ZERO]);
        for (Extension higher : higher(values)) {
            c = c.sub(higher);
        }
        return c;
    }

    /** Half of f(1) + f(-1), less f(0). */
    private static Extension quadratic(Extension[] values) {
        return values[ONE].add(values[MINUS_ONE]).scale(HALF).sub(values[ZERO]);
    }
}
