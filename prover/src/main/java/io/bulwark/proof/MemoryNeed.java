package io.bulwark.proof;

import io.bulwark.air.Layout;
import io.bulwark.field.Extension;
import io.bulwark.hash.Poseidon2;

/**
 * An upper bound of the memory that a proof of a shape needs at its peak, beside the tables that it is given; known from the shape and the parameters alone.
 *
 * <p>What lives from step 1 to the end is {@link #kept}: the pieces, the stack, the code words and the tree over them. On top of it comes the largest of the steps, which
 * give back what they used: {@link #logUp}, {@link #zerocheck}, {@link #fri}.
 *
 * @param kept bytes from step 1 to step 8
 * @param logUp bytes of step 3
 * @param zerocheck bytes of step 4
 * @param fri bytes of steps 5 to 8
 */
public record MemoryNeed(long kept, long logUp, long zerocheck, long fri) {
    private static final long ELEMENT = Integer.BYTES;
    private static final long EXTENSION = ELEMENT * Extension.DEGREE;
    /** Digests of a tree, inner nodes included, for each leaf: at most two. */
    private static final long TREE = 2 * ELEMENT * Poseidon2.DIGEST;

    /** Of one proof. */
    public static MemoryNeed of(Layout layout) {
        long rows = 1L << layout.logStack();
        long domain = 1L << layout.logDomain();
        long cells = layout.columns().stream()
                .mapToLong(c -> 1L << c.slot().logHeight())
                .sum();
        long stacked = (long) layout.mainWidth() << layout.logStack();
        long kept = ELEMENT * (cells + closedCells(layout) + stacked + layout.mainWidth() * domain) + TREE * domain;
        long leaves = 1L << layout.logLeaves();
        // Layers of one numerator and one denominator, twice the leaves in all, and the tables of the round that is
        // bound.
        long logUp = leaves * (ELEMENT + 6 * EXTENSION);
        // Half of the rows remain after the first round, for every input over K, and the eq tables.
        long zerocheck = EXTENSION * ((cells + closedCells(layout)) / 2 + 4 * rows);
        // Eq tables of all heights; g and the weights; the words, 8/7 of the first one, and their trees; the bands of
        // every height.
        long fri = EXTENSION * (2 * rows + 2 * rows + 2 * domain + 2 * bandCells(layout)) + TREE * domain / 4;
        return new MemoryNeed(kept, logUp, zerocheck, fri);
    }

    /** Bytes at the peak. */
    public long bytes() {
        return kept + Math.max(logUp, Math.max(zerocheck, fri));
    }

    /**
     * Refuses a need beyond a budget.
     *
     * @throws MemoryBudgetException if it is
     */
    public void require(long budget) {
        if (bytes() > budget) {
            throw new MemoryBudgetException(bytes(), budget);
        }
    }

    private static long closedCells(Layout layout) {
        long cells = 0;
        for (int t = 0; t < layout.pieces().size(); t++) {
            cells += (long) layout.chip(t).closed().size()
                    << layout.pieces().get(t).logHeight();
        }
        return cells;
    }

    /** Values of step 6's tables: for each height, its bands times the stacked columns, see {@link io.bulwark.commit.OpeningReduction}. */
    private static long bandCells(Layout layout) {
        long width = 1L << layout.logWidth();
        long cells = 0;
        for (int k = 0; k <= layout.logStack(); k++) {
            int height = k;
            long columns = layout.columns().stream()
                    .filter(c -> c.slot().logHeight() == height)
                    .count();
            cells += width * Math.min(columns, 1L << (layout.logStack() - k));
        }
        return cells;
    }
}
