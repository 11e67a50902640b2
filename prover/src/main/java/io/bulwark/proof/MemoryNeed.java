package io.bulwark.proof;

import io.bulwark.air.Chip;
import io.bulwark.air.Layout;
import io.bulwark.air.ProductProgram;
import io.bulwark.field.Extension;
import io.bulwark.hash.Poseidon2;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
        return new MemoryNeed(kept(layout), logUp(layout), zerocheck(layout), fri(layout));
    }

    /** Pieces, stacked columns that are not a column already, code words, and two digests a leaf for the tree. */
    private static long kept(Layout layout) {
        long cells = closedCells(layout);
        long whole = 0;
        for (Layout.Column column : layout.columns()) {
            cells += 1L << column.slot().logHeight();
            whole += !column.preprocessed() && column.slot().logHeight() == layout.logStack() ? 1 : 0;
        }
        long stacked = (layout.mainWidth() - whole) << layout.logStack();
        long words = (long) layout.mainWidth() << layout.logDomain();
        return ELEMENT * (cells + stacked + words) + (TREE << layout.logDomain());
    }

    /** All layers as far as the leaves are, and what the leaves' own round binds. */
    private static long logUp(Layout layout) {
        long leaves = 0;
        for (Layout.Block block : layout.blocks()) {
            leaves += 1L << layout.pieces().get(block.piece()).logHeight();
        }
        long fractions = 0;
        for (int layer = 0; layer < layout.logLeaves(); layer++) {
            fractions += Math.min(leaves, 1L << layer);
        }
        long half = 1L << Math.max(0, layout.logLeaves() - 1);
        return leaves * (ELEMENT + EXTENSION)
                + fractions * 2 * EXTENSION
                + EXTENSION * (Math.max(0, leaves - half) + half / 2);
    }

    /** Of each piece, the inputs of its products over F that are no columns, all of them over K after one round, and the affine form. */
    private static long zerocheck(Layout layout) {
        long bytes = 0;
        // Pieces of one chip have one program, and to compile it takes a while.
        Map<Integer, Long> rows = new HashMap<>();
        for (int t = 0; t < layout.pieces().size(); t++) {
            Chip chip = layout.chip(t);
            long row = rows.computeIfAbsent(layout.pieces().get(t).chip(), number -> zerocheckRow(chip));
            bytes += row << layout.pieces().get(t).logHeight();
        }
        return bytes;
    }

    private static long zerocheckRow(Chip chip) {
        List<ProductProgram.Input> inputs = ProductProgram.of(chip).inputs();
        long computed = inputs.stream().filter(i -> i.column() < 0).count();
        return ELEMENT * computed + EXTENSION * (inputs.size() + 2) / 2;
    }

    /** Eq tables of all heights, g, its weights and their bands; the words, an eighth longer with all that follow, and their trees. */
    private static long fri(Layout layout) {
        return EXTENSION * (4L << layout.logStack())
                + EXTENSION * 2 * bandCells(layout)
                + ((EXTENSION * 8 / 7 + TREE / 4) << layout.logDomain());
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
