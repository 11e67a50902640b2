package io.bulwark.air;

import io.bulwark.air.ClosedColumn.Literal;
import io.bulwark.air.ClosedColumn.Term;
import io.bulwark.backend.Ring;
import io.bulwark.field.KoalaBear;
import io.bulwark.poly.EqualityPolynomial;
import java.util.List;

/**
 * A closed-form column as a multilinear polynomial, for a verifier that computes it itself: linear in its terms, or in its values.
 *
 * @param <T> an element
 */
public final class ClosedColumnAtPoint<T> {
    private final Ring<T> ring;
    private final List<T> point;

    /**
     * Columns at one point.
     *
     * @param point k coordinates of a table of 2^k rows; bit i of the row index is coordinate k - i (from 1)
     */
    public ClosedColumnAtPoint(Ring<T> ring, List<T> point) {
        this.ring = ring;
        this.point = List.copyOf(point);
    }

    public T evaluate(ClosedColumn column) {
        return switch (column) {
            case ClosedColumn.Terms terms -> sum(terms.terms());
            case ClosedColumn.Values values -> extend(values.values());
        };
    }

    private T sum(List<Term> terms) {
        T sum = ring.constant(KoalaBear.ZERO);
        for (Term term : terms) {
            T product = ring.constant(KoalaBear.fromCanonical(term.weight()));
            for (Literal literal : term.literals()) {
                T x = point.get(point.size() - 1 - literal.bit());
                product = ring.mul(product, literal.negated() ? ring.sub(ring.constant(KoalaBear.ONE), x) : x);
            }
            sum = ring.add(sum, product);
        }
        return sum;
    }

    private T extend(List<Integer> values) {
        List<T> eq = new EqualityPolynomial<>(ring).table(point);
        T sum = ring.constant(KoalaBear.ZERO);
        for (int i = 0; i < values.size(); i++) {
            sum = ring.add(sum, ring.mul(ring.constant(KoalaBear.fromCanonical(values.get(i))), eq.get(i)));
        }
        return sum;
    }
}
