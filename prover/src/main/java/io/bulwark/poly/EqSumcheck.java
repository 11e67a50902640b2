package io.bulwark.poly;

import io.bulwark.field.Extension;

/**
 * The scalars of a sumcheck over sum_x eq(r, x) h(x), with eq kept out of the sums over the cube: after j rounds the round polynomial is
 * <pre>  eq(r_1 .. r_j, z_1 .. z_j) * eq(r_{j+1}, X) * h_j(X),   h_j(X) = sum_y eq(r_{j+2} .. r_n, y) h(z_1 .. z_j, X, y),</pre>
 * whose inner factor has one degree less, and of whose two values at 0 and 1 one follows from the other:
 * (1 - r_{j+1}) h_j(0) + r_{j+1} h_j(1) = h_{j-1}(z_j)  (A. Gruen, eprint 2024/108, section 3).
 */
public final class EqSumcheck {
    private final Extension[] point;
    private final Extension[] inverses;
    private Extension prefix = Extension.ONE;
    private Extension claim;
    private RoundPolynomial inner;
    private int round;

    /**
     * @param point r
     * @param claim sum_x eq(r, x) h(x)
     */
    public EqSumcheck(Extension[] point, Extension claim) {
        this.point = point.clone();
        this.inverses = invertedWhereNotZero(point);
        this.claim = claim;
    }

    /** What is left of the claim without eq: h at the point reached once all variables are bound. */
    public Extension claim() {
        return claim;
    }

    /** eq of the coordinates bound so far at their challenges. */
    public Extension prefix() {
        return prefix;
    }

    /** At which of 0 and 1 the next round needs h_j: at 0, unless r_{j+1} = 0 hides h_j(1) from the claim. */
    public int vertex() {
        return point[round].isZero() ? 1 : 0;
    }

    /** h_j(0) and h_j(1), the claim giving the one that is not given: {@code atVertex} is h_j({@link #vertex()}). */
    public Extension[] ends(Extension atVertex) {
        Extension r = point[round];
        if (r.isZero()) {
            return new Extension[] {claim, atVertex};
        }
        Extension other = claim.sub(Extension.ONE.sub(r).mul(atVertex)).mul(inverses[round]);
        return new Extension[] {atVertex, other};
    }

    /**
     * The next round's polynomial, eq included, of degree one above h_j's.
     *
     * @param at0 h_j(0)
     * @param at1 h_j(1)
     * @param higher coefficients of X^2, X^3, ... of h_j
     */
    public RoundPolynomial round(Extension at0, Extension at1, Extension... higher) {
        Extension r = point[round];
        Extension[] c = new Extension[higher.length + 2];
        c[0] = at0;
        c[1] = at1.sub(at0);
        for (int i = 0; i < higher.length; i++) {
            c[i + 2] = higher[i];
            c[1] = c[1].sub(higher[i]);
        }
        inner = RoundPolynomial.of(c);
        Extension constant = prefix.mul(Extension.ONE.sub(r));
        return inner.timesLinear(constant, prefix.mul(r).sub(constant));
    }

    /** Fixes the variable of the round just sent. */
    public void bind(Extension challenge) {
        Extension r = point[round];
        Extension product = r.mul(challenge);
        Extension eq = Extension.ONE.sub(r).sub(challenge).add(product).add(product);
        prefix = prefix.mul(eq);
        claim = inner.at(challenge);
        round++;
    }

    /** One inversion for all (Montgomery's trick); a zero stays what it is. */
    private static Extension[] invertedWhereNotZero(Extension[] values) {
        Extension[] before = new Extension[values.length];
        Extension product = Extension.ONE;
        for (int i = 0; i < values.length; i++) {
            before[i] = product;
            product = values[i].isZero() ? product : product.mul(values[i]);
        }
        Extension rest = product.inverse();
        Extension[] out = new Extension[values.length];
        for (int i = values.length - 1; i >= 0; i--) {
            boolean zero = values[i].isZero();
            out[i] = zero ? Extension.ZERO : rest.mul(before[i]);
            rest = zero ? rest : rest.mul(values[i]);
        }
        return out;
    }
}
