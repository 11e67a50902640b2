package io.bulwark.commit;

import io.bulwark.backend.Ring;
import io.bulwark.field.KoalaBear;
import io.bulwark.poly.EqualityPolynomial;
import io.bulwark.poly.SplitEquality;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Step 6, the verifier: all opened values as one sum over the common stack, sum_c e_c v_c = sum_y Q(y) A(y), where A is e_c eq(rho_t, x) on the
 * block of column c.
 *
 * @param <K> an element of K
 */
public final class OpeningVerifier<K> {
    private final Ring<K> ring;
    private final EqualityPolynomial<K> eq;
    private final List<Slot> slots;
    private final int logStack;
    private final int logWidth;
    private final int logFinal;

    /**
     * Openings of one shape.
     *
     * @param slots where the opened columns lie in the common stack, in the order of the openings
     * @param logStack s
     * @param logWidth log of the stacked columns, zero columns included
     * @param logFinal f, at most s
     */
    public OpeningVerifier(Ring<K> ring, List<Slot> slots, int logStack, int logWidth, int logFinal) {
        this.ring = ring;
        this.eq = new EqualityPolynomial<>(ring);
        this.slots = List.copyOf(slots);
        this.logStack = logStack;
        this.logWidth = logWidth;
        this.logFinal = logFinal;
    }

    /** How many challenges {@link #columnWeights} takes: ceil log2 of the columns. */
    public int weightChallenges() {
        return slots.size() <= 1 ? 0 : Integer.SIZE - Integer.numberOfLeadingZeros(slots.size() - 1);
    }

    /** e_c of every opened column: an eq-table over its number, whose error is log2(columns) / |K| (a power of one challenge would cost columns / |K|). */
    public SplitEquality<K> columnWeights(List<K> challenges) {
        return new SplitEquality<>(ring, challenges, slots.size());
    }

    /** sum_c e_c v_c. */
    public K claim(SplitEquality<K> columnWeights, List<K> values) {
        return columnWeights.sum(values);
    }

    /**
     * What the sum of step 7 must come to: the final entries against A with its first logWidth + s - f variables bound to z. Column by column, without a
     * table of A: the variables that select a column's block are bound to its number, those within it to eq(rho, .). Columns of one height that fill the same
     * entries are added up before they meet these.
     *
     * @param rho the point of step 4; a column of 2^k rows is read at its first k coordinates
     * @param z challenges of steps 6 and 7, in order
     * @param finalEntries 2^f values on the cube, most significant bit first
     */
    public K expectedClaim(SplitEquality<K> columnWeights, List<K> rho, List<K> z, List<K> finalEntries) {
        K sum = ring.constant(KoalaBear.ZERO);
        for (Map.Entry<Span, K> factor : factors(columnWeights, z).entrySet()) {
            Span span = factor.getKey();
            K values = block(span.logHeight(), rho, z, finalEntries.subList(span.first(), span.end(logFinal)));
            sum = ring.add(sum, ring.mul(factor.getValue(), values));
        }
        return sum;
    }

    /**
     * Of each span the sum of e_c eq(z, number of c's block). Both are split into low and high bits; neighbours share the high ones, so that a column costs one
     * product.
     */
    private Map<Span, K> factors(SplitEquality<K> columnWeights, List<K> z) {
        Map<Integer, List<K>> lowTables = new HashMap<>();
        Map<Cell, K> cells = new LinkedHashMap<>();
        for (int c = 0; c < slots.size(); c++) {
            Slot slot = slots.get(c);
            int reach = Math.max(slot.logHeight(), logFinal);
            List<K> point = selectors(reach, z);
            int logLow = Math.min(SplitEquality.LOG_LOW, point.size());
            List<K> low =
                    lowTables.computeIfAbsent(reach, r -> eq.table(point.subList(point.size() - logLow, point.size())));
            long number = slot.start() >>> reach;
            Span span = new Span(slot.logHeight(), (int) (slot.start() & ((1L << reach) - 1)));
            cells.merge(
                    new Cell(span, c >>> columnWeights.logLow(), number >>> logLow),
                    ring.mul(columnWeights.low(c), low.get((int) (number & ((1L << logLow) - 1)))),
                    ring::add);
        }
        Map<Span, K> factors = new LinkedHashMap<>();
        cells.forEach((cell, sum) -> {
            List<K> point = selectors(Math.max(cell.span().logHeight(), logFinal), z);
            int logLow = Math.min(SplitEquality.LOG_LOW, point.size());
            K selected = eq.at(point.subList(0, point.size() - logLow), cell.block());
            K high = ring.mul(columnWeights.high(cell.columns() << columnWeights.logLow()), selected);
            factors.merge(cell.span(), ring.mul(high, sum), ring::add);
        });
        return factors;
    }

    /** The coordinates that select a block of 2^reach cells. */
    private List<K> selectors(int reach, List<K> z) {
        return z.subList(0, logStack + logWidth - reach);
    }

    /**
     * Final entries that a column reaches.
     *
     * @param first 0 for a column that is no lower than the final entries: it fills all of them
     */
    private record Span(int logHeight, int first) {
        /** The entry behind the last one. */
        int end(int logFinal) {
            return first + (1 << Math.min(logHeight, logFinal));
        }
    }

    /**
     * Columns of one span whose numbers agree in their high bits, and whose blocks' numbers do.
     *
     * @param columns high bits of the columns' numbers
     * @param block high bits of the blocks' numbers
     */
    private record Cell(Span span, int columns, long block) {}

    /**
     * The entries of a span against eq(rho, .) of columns of one height, whose first variables are bound to z.
     *
     * @param entries that these columns reach: one for each number of the variables that are left
     */
    private K block(int k, List<K> rho, List<K> z, List<K> entries) {
        List<K> point = rho.subList(0, k);
        int bound = Math.max(k - logFinal, 0);
        int select = logStack + logWidth - Math.max(k, logFinal);
        K rest = new SplitEquality<>(ring, point.subList(bound, k), entries.size()).sum(entries);
        return ring.mul(eq.between(point.subList(0, bound), z.subList(select, select + bound)), rest);
    }
}
