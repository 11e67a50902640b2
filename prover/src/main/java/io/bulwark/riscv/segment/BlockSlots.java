package io.bulwark.riscv.segment;

import io.bulwark.riscv.Words;
import io.bulwark.riscv.memory.BlockSpace;
import io.bulwark.riscv.memory.Opening;
import java.util.Arrays;

/** Finds the place of a word among the words of an opening: two loads, whatever the block. */
final class BlockSlots {
    private static final int LOG_PAGE = 10;
    private static final int PAGE = 1 << LOG_PAGE;
    private static final int LOG_BLOCK = 3;
    /** Stands for every page without an open block. */
    private static final int[] ABSENT = new int[PAGE];

    /** Of each block 1 + 8 times its place, or 0. */
    private final int[][] pages = new int[BlockSpace.END / PAGE][];

    BlockSlots(Opening opening) {
        Arrays.fill(pages, ABSENT);
        int last = -1;
        for (int i = 0; i < opening.count(); i++) {
            int block = opening.block(i);
            int page = block >>> LOG_PAGE;
            // Blocks ascend, so those of a page follow one another.
            if (page != last) {
                pages[page] = new int[PAGE];
                last = page;
            }
            pages[page][block & (PAGE - 1)] = 1 + Words.BLOCK * i;
        }
    }

    /**
     * The place of a word among those of the opening, 8 for each block.
     *
     * @param word index in the word space
     * @throws IllegalStateException if its block is not open
     */
    int of(int word) {
        int block = word >>> LOG_BLOCK;
        int first = pages[block >>> LOG_PAGE][block & (PAGE - 1)] - 1;
        if (first < 0) {
            throw new IllegalStateException("expected a word of an open block, got 0x%08x".formatted(word));
        }
        return first + (word & (Words.BLOCK - 1));
    }
}
