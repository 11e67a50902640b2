package io.bulwark.poly;

import io.bulwark.backend.Ring;
import io.bulwark.field.KoalaBear;
import java.util.ArrayList;
import java.util.List;

/**
 * eq(a, b) = prod_j (a_j b_j + (1 - a_j)(1 - b_j)): multilinear, and 1 where two corners of the cube are equal, else 0. The first coordinate of a
 * point belongs to the most significant bit of an index.
 *
 * @param <K> an element of K
 */
public final class EqualityPolynomial<K> {
    private final Ring<K> ring;
    private final K one;

    public EqualityPolynomial(Ring<K> ring) {
        this.ring = ring;
        this.one = ring.constant(KoalaBear.ONE);
    }

    /** eq(a, b) of two points of one length; 1 if they have no coordinates. */
    public K between(List<K> a, List<K> b) {
        if (a.size() != b.size()) {
            throw new IllegalArgumentException("expected points of one length, got " + a.size() + " and " + b.size());
        }
        K product = one;
        for (int j = 0; j < a.size(); j++) {
            K both = ring.mul(a.get(j), b.get(j));
            // a b + (1 - a)(1 - b) = 1 - a - b + 2 a b.
            K neither = ring.add(ring.sub(ring.sub(one, a.get(j)), b.get(j)), both);
            product = ring.mul(product, ring.add(neither, both));
        }
        return product;
    }

    /** eq(point, bits of the index); bits beyond the point's length must be 0. */
    public K at(List<K> point, long index) {
        K product = one;
        for (int j = 0; j < point.size(); j++) {
            boolean bit = ((index >>> (point.size() - 1 - j)) & 1) == 1;
            product = ring.mul(product, bit ? point.get(j) : ring.sub(one, point.get(j)));
        }
        return product;
    }

    /** eq(point, i) for the first {@code count} indices i, in order. */
    public List<K> firstOf(List<K> point, int count) {
        List<K> table = List.of(one);
        for (int j = 0; j < point.size(); j++) {
            // Entries of this level that have an index below count among their descendants.
            int below = point.size() - 1 - j;
            int needed = (int) ((count + (1L << below) - 1) >>> below);
            List<K> next = new ArrayList<>(needed);
            for (K entry : table) {
                K upper = ring.mul(entry, point.get(j));
                next.add(ring.sub(entry, upper));
                if (next.size() < needed) {
                    next.add(upper);
                }
            }
            table = next;
        }
        return table.subList(0, Math.min(count, table.size()));
    }

    /** eq(point, i) for all indices i, in order. */
    public List<K> table(List<K> point) {
        return firstOf(point, 1 << point.size());
    }
}
