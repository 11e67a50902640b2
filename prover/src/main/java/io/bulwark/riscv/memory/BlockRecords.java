package io.bulwark.riscv.memory;

/**
 * The blocks that a segment opens, in ascending order of their indices: rows of the Block table. Arrays are flat, row after row.
 */
public final class BlockRecords {
    /** How many. */
    public final int count;

    /** Of each block: word index / 8. */
    public final int[] index;

    /** 8 words each, as 32-bit patterns. */
    public final int[] before;

    /** 8 words each. */
    public final int[] after;

    /** Timestamp of the last access to each of the 8 words; 0 for a word that was not accessed. */
    public final int[] time;

    /** 9 elements each, in Montgomery form: the leaf before. */
    public final int[] digestBefore;

    /** The leaf after. */
    public final int[] digestAfter;

    /** All of one segment. The arrays are not copied. */
    public BlockRecords(
            int count, int[] index, int[] before, int[] after, int[] time, int[] digestBefore, int[] digestAfter) {
        this.count = count;
        this.index = index;
        this.before = before;
        this.after = after;
        this.time = time;
        this.digestBefore = digestBefore;
        this.digestAfter = digestAfter;
    }
}
