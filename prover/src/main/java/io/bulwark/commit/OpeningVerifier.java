package io.bulwark.commit;

import io.bulwark.backend.Ring;
import io.bulwark.field.KoalaBear;
import io.bulwark.poly.EqualityPolynomial;
import java.util.ArrayList;
import java.util.HashMap;
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
    public List<K> columnWeights(List<K> challenges) {
        return eq.firstOf(challenges, slots.size());
    }

    /** sum_c e_c v_c. */
    public K claim(List<K> columnWeights, List<K> values) {
        return dot(columnWeights, values);
    }

    /**
     * What the sum of step 7 must come to: the final entries against A with its first logWidth + s - f variables bound to z.
     *
     * @param rho the point of step 4; a column of 2^k rows is read at its first k coordinates
     * @param z challenges of steps 6 and 7, in order
     * @param finalEntries 2^f values on the cube, most significant bit first
     */
    public K expectedClaim(List<K> columnWeights, List<K> rho, List<K> z, List<K> finalEntries) {
        return dot(finalEntries, tail(columnWeights, rho, z));
    }

    /**
     * A over the 2^f entries that are left. Column by column, without a table of A: the variables that select a column's block are bound to its number,
     * those within it to eq(rho, .).
     */
    private List<K> tail(List<K> columnWeights, List<K> rho, List<K> z) {
        List<K> tail = new ArrayList<>();
        for (int i = 0; i < 1 << logFinal; i++) {
            tail.add(ring.constant(KoalaBear.ZERO));
        }
        Map<Integer, Block<K>> blocks = new HashMap<>();
        for (int c = 0; c < slots.size(); c++) {
            Slot slot = slots.get(c);
            int k = slot.logHeight();
            Block<K> block = blocks.computeIfAbsent(k, height -> block(height, rho, z));
            int reach = Math.max(k, logFinal);
            // A column below the final entries' height fills a part of them; a higher one all.
            int first = (int) (slot.start() & ((1L << reach) - 1));
            K selected = eq.at(z.subList(0, logStack + logWidth - reach), slot.start() >>> reach);
            K factor = ring.mul(ring.mul(columnWeights.get(c), block.bound()), selected);
            for (int x = 0; x < block.free().size(); x++) {
                tail.set(
                        first + x,
                        ring.add(
                                tail.get(first + x),
                                ring.mul(factor, block.free().get(x))));
            }
        }
        return tail;
    }

    /** The same for all columns of one height: eq(rho, .) with the bound variables as a number and the free ones as a table. */
    private record Block<K>(K bound, List<K> free) {}

    private Block<K> block(int k, List<K> rho, List<K> z) {
        List<K> point = rho.subList(0, k);
        int bound = Math.max(k - logFinal, 0);
        int select = logStack + logWidth - Math.max(k, logFinal);
        return new Block<>(
                eq.between(point.subList(0, bound), z.subList(select, select + bound)),
                eq.table(point.subList(bound, k)));
    }

    private K dot(List<K> a, List<K> b) {
        K sum = ring.constant(KoalaBear.ZERO);
        for (int i = 0; i < a.size(); i++) {
            sum = ring.add(sum, ring.mul(a.get(i), b.get(i)));
        }
        return sum;
    }
}
