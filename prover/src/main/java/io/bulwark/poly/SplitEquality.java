package io.bulwark.poly;

import io.bulwark.backend.Ring;
import io.bulwark.field.KoalaBear;
import java.util.List;

/**
 * eq(point, i) of the first indices i as a product of two short tables, one over the low bits of the index and one over the others: a sum over all indices costs one
 * product each, where a table of all would cost two more.
 *
 * @param <K> an element of K
 */
public final class SplitEquality<K> {
    /** Most bits of an index that go to the low table. */
    public static final int LOG_LOW = 6;

    private final Ring<K> ring;
    private final int logLow;
    private final List<K> low;
    private final List<K> high;

    /**
     * Tables for the indices below {@code count}.
     *
     * @param point the first coordinate belongs to the most significant bit of an index
     */
    public SplitEquality(Ring<K> ring, List<K> point, int count) {
        EqualityPolynomial<K> eq = new EqualityPolynomial<>(ring);
        this.ring = ring;
        this.logLow = Math.min(LOG_LOW, (point.size() + 1) / 2);
        int split = point.size() - logLow;
        this.low = eq.table(point.subList(split, point.size()));
        this.high = eq.firstOf(point.subList(0, split), (count + (1 << logLow) - 1) >>> logLow);
    }

    /** How many bits of an index are low. */
    public int logLow() {
        return logLow;
    }

    /** The factor of the low bits of an index. */
    public K low(int index) {
        return low.get(index & ((1 << logLow) - 1));
    }

    /** The factor of the other bits of an index. */
    public K high(int index) {
        return high.get(index >>> logLow);
    }

    /** eq(point, index). */
    public K at(int index) {
        return ring.mul(high(index), low(index));
    }

    /** The sum of eq(point, i) values[i]. */
    public K sum(List<K> values) {
        K sum = ring.constant(KoalaBear.ZERO);
        for (int from = 0; from < values.size(); from += 1 << logLow) {
            K part = ring.constant(KoalaBear.ZERO);
            for (int i = from; i < Math.min(from + (1 << logLow), values.size()); i++) {
                part = ring.add(part, ring.mul(low(i), values.get(i)));
            }
            sum = ring.add(sum, ring.mul(high(from), part));
        }
        return sum;
    }
}
