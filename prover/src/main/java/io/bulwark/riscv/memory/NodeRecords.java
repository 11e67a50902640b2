package io.bulwark.riscv.memory;

/**
 * The inner nodes above a segment's open blocks, in the start root's and the end root's tree at once: rows of the Node table. Digests are 9 elements each in
 * Montgomery form, flat, row after row.
 */
public final class NodeRecords {
    /** How many. */
    public final int count;

    /** 0 for the root, 27 for the parent of leaves. */
    public final int[] depth;

    /** Of the node at its depth. */
    public final int[] index;

    /** Digest before. */
    public final int[] before;

    /** Digest after. */
    public final int[] after;

    /** Left child before. */
    public final int[] leftBefore;

    /** Left child after. */
    public final int[] leftAfter;

    /** Right child before. */
    public final int[] rightBefore;

    /** Right child after. */
    public final int[] rightAfter;

    /** Whether the left child is opened, by a node or block of its own. */
    public final boolean[] openLeft;

    /** The same of the right child. */
    public final boolean[] openRight;

    /** All of one segment. The arrays are not copied. */
    public NodeRecords(
            int count,
            int[] depth,
            int[] index,
            int[] before,
            int[] after,
            int[] leftBefore,
            int[] leftAfter,
            int[] rightBefore,
            int[] rightAfter,
            boolean[] openLeft,
            boolean[] openRight) {
        this.count = count;
        this.depth = depth;
        this.index = index;
        this.before = before;
        this.after = after;
        this.leftBefore = leftBefore;
        this.leftAfter = leftAfter;
        this.rightBefore = rightBefore;
        this.rightAfter = rightAfter;
        this.openLeft = openLeft;
        this.openRight = openRight;
    }
}
