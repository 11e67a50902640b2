package io.bulwark.riscv.memory;

import io.bulwark.riscv.Words;
import java.util.Arrays;

/**
 * Some blocks of a memory tree with their words, and the digests beside their paths: enough to find the root, and the root after the blocks have changed.
 *
 * <p>Siblings stand level by level from the leaves upwards, and in a level from left to right: first the leaves beside opened blocks, then the nodes of
 * depth 27 beside nodes above opened blocks, and so on down to depth 1. A child is a sibling if no opened block lies below it and one lies below its twin.
 * So blocks decide how many there are and which, and an opening has one form.
 */
public final class Opening {
    private final int[] blocks;
    private final int[] words;
    private final int[] siblings;
    private final int nodes;

    /**
     * An opening; copies its parts.
     *
     * @param blocks indices of blocks below {@link BlockSpace#END}, strictly ascending, at least one
     * @param words 8 for each block
     * @param siblings 9 elements each, in Montgomery form
     * @throws IllegalArgumentException if the blocks are not as described, or the other parts not as long as the blocks demand
     */
    public Opening(int[] blocks, int[] words, int[] siblings) {
        demand(blocks.length > 0, "at least one block", 0);
        int last = -1;
        for (int block : blocks) {
            demand(block > last && block < BlockSpace.END, "ascending blocks below " + BlockSpace.END, block);
            last = block;
        }
        this.blocks = blocks.clone();
        this.words = words.clone();
        this.siblings = siblings.clone();
        this.nodes = BlockSpace.nodesAbove(blocks);
        int wordCount = Words.BLOCK * blocks.length;
        demand(words.length == wordCount, wordCount + " words", words.length);
        int elements = Digest.LENGTH * BlockSpace.siblings(blocks.length, nodes);
        demand(siblings.length == elements, elements + " elements of siblings", siblings.length);
    }

    private static void demand(boolean holds, String expected, int got) {
        if (!holds) {
            throw new IllegalArgumentException("expected " + expected + ", got " + got);
        }
    }

    /** How many blocks. */
    public int count() {
        return blocks.length;
    }

    /** Inner nodes above the blocks, the root among them. */
    public int nodes() {
        return nodes;
    }

    /** Index of the i-th block. */
    public int block(int i) {
        return blocks[i];
    }

    /** Place of a block among {@link #block}s, or a negative number if it is not opened. */
    public int find(int block) {
        return Arrays.binarySearch(blocks, block);
    }

    /** Word j of the i-th block. */
    public int word(int i, int j) {
        return words[Words.BLOCK * i + j];
    }

    /** How many siblings. */
    public int siblingCount() {
        return siblings.length / Digest.LENGTH;
    }

    /** Element k of the i-th sibling, in Montgomery form. */
    public int sibling(int i, int k) {
        return siblings[Digest.LENGTH * i + k];
    }

    /** Copies of all words, 8 for each block. */
    public int[] words() {
        return words.clone();
    }

    /** Copies of all blocks' indices. */
    public int[] blocks() {
        return blocks.clone();
    }

    /** The root that blocks and siblings give. */
    public Digest root() {
        return MemoryWalk.of(this, words, new int[words.length]).startRoot();
    }

    void copySibling(int i, int[] out, int at) {
        System.arraycopy(siblings, Digest.LENGTH * i, out, at, Digest.LENGTH);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Opening opening
                && Arrays.equals(blocks, opening.blocks)
                && Arrays.equals(words, opening.words)
                && Arrays.equals(siblings, opening.siblings);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(blocks) + Arrays.hashCode(words);
    }
}
