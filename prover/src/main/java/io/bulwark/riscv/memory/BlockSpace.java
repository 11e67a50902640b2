package io.bulwark.riscv.memory;

import io.bulwark.riscv.Words;

/** Where blocks of 8 words lie in the memory tree, and what a set of them opens. */
public final class BlockSpace {
    /** Edges from the root to a leaf. */
    public static final int DEPTH = 28;
    /** Blocks from here on do not exist: their words could alias modulo p. */
    public static final int END = 3 << 26;
    /** The first block of registers. */
    public static final int REGISTERS = Words.REGISTERS / Words.BLOCK;
    /** Blocks that hold x0 to x31, input position and length, and the sink. */
    public static final int REGISTER_BLOCKS = 5;
    /** The first block of input. */
    public static final int INPUT = Words.INPUT / Words.BLOCK;

    private BlockSpace() {}

    /** Inner nodes that lie above {@code block} and not above {@code other}. */
    public static int nodesApart(int block, int other) {
        return Math.max(0, Integer.SIZE - Integer.numberOfLeadingZeros(block ^ other) - 1);
    }

    /**
     * Inner nodes above any of some blocks, the root among them.
     *
     * @param blocks strictly ascending
     */
    public static int nodesAbove(int... blocks) {
        int nodes = blocks.length == 0 ? 0 : DEPTH;
        for (int i = 1; i < blocks.length; i++) {
            nodes += nodesApart(blocks[i], blocks[i - 1]);
        }
        return nodes;
    }

    /**
     * Siblings that are needed beside some blocks to find the root: each node above has two children, and all that are no node or block of the opening
     * are siblings.
     *
     * @param nodes {@link #nodesAbove} of the blocks, more than 0
     */
    public static int siblings(int blocks, int nodes) {
        return nodes + 1 - blocks;
    }
}
