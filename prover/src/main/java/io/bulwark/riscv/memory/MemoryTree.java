package io.bulwark.riscv.memory;

import io.bulwark.riscv.Words;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * The memory of a run as it goes on. Blocks are opened, which keeps their words and tells how many nodes lie above them; {@link #opening} gives the proof of
 * what they held, and {@link #close} takes their new words. What no one opened costs nothing: the tree grows with the blocks ever opened.
 *
 * <p>Source of the words at the start: {@link InitialMemory}. Not thread-safe.
 */
public final class MemoryTree {
    private static final int LANES = Digest.LENGTH;

    private final NodeArena arena = new NodeArena();
    private final MemoryHash hash = new MemoryHash();
    private final SealedInput input;
    private final int root;
    private int opening = 1;
    private int openBlocks;
    private int openNodes;
    private int[] wordsBefore = new int[64 * Words.BLOCK];

    private MemoryTree(SealedInput input) {
        this.input = input;
        this.root = arena.create(BlockSpace.DEPTH);
    }

    /** All words zero. */
    public static MemoryTree empty() {
        return new MemoryTree(SealedInput.none());
    }

    /** The words of an input in their place, all others zero. */
    static MemoryTree with(SealedInput input) {
        MemoryTree tree = new MemoryTree(input);
        if (input.subtrees() > 0) {
            tree.attach(SealedInput.DEPTH, SealedInput.INDEX, tree.inputTop());
        }
        return tree;
    }

    /** The root, as of the last {@link #close}. */
    public Digest root() {
        return digest(0, 0);
    }

    /** The digest of a node above leaves, as of the last {@link #close}. */
    Digest digest(int depth, int index) {
        int node = root;
        for (int d = 1; d <= depth && node != NodeArena.ABSENT; d++) {
            node = arena.child(node, index >>> (depth - d) & 1);
        }
        int[] digest = new int[LANES];
        arena.copyDigest(node, BlockSpace.DEPTH - depth, digest, 0);
        return Digest.of(digest);
    }

    /** Nodes kept, inner ones and leaves: what the tree's memory is proportional to. */
    public int size() {
        return arena.count();
    }

    /** Blocks opened since the last {@link #close}. */
    public int openBlocks() {
        return openBlocks;
    }

    /** Inner nodes above these, the root among them. */
    public int openNodes() {
        return openNodes;
    }

    /** Whether a block is open. */
    public boolean isOpen(int block) {
        return openAbove(block) > BlockSpace.DEPTH;
    }

    /** Inner nodes that opening a block would add; 0 for an open one. */
    public int nodesToOpen(int block) {
        return Math.max(0, BlockSpace.DEPTH - openAbove(block));
    }

    /**
     * Inner nodes that opening blocks together would add.
     *
     * @param blocks strictly ascending; those that are open add nothing
     */
    public int nodesToOpen(int[] blocks) {
        int nodes = 0;
        for (int i = 0; i < blocks.length; i++) {
            int alone = nodesToOpen(blocks[i]);
            nodes += i == 0 ? alone : Math.min(alone, BlockSpace.nodesApart(blocks[i], blocks[i - 1]));
        }
        return nodes;
    }

    /** How many nodes on the way to a block are open: they come first, since what lies above an open one is open. */
    private int openAbove(int block) {
        int node = root;
        int depth = 0;
        while (node > NodeArena.ABSENT && arena.stamp(node) == opening) {
            depth++;
            if (depth > BlockSpace.DEPTH) {
                break;
            }
            node = arena.child(node, block >>> (BlockSpace.DEPTH - depth) & 1);
        }
        return depth;
    }

    /**
     * Opens a block, unless it is open.
     *
     * @param words the word of an index, for the block's 8
     * @throws IndexOutOfBoundsException unless the block is below {@link BlockSpace#END}
     */
    public void open(int block, IntUnaryOperator words) {
        if (block < 0 || block >= BlockSpace.END) {
            throw new IndexOutOfBoundsException("block " + Integer.toUnsignedString(block));
        }
        int node = root;
        for (int height = BlockSpace.DEPTH - 1; height >= 0; height--) {
            if (arena.stamp(node) != opening) {
                arena.setStamp(node, opening);
                openNodes++;
            }
            if (arena.isSealed(node)) {
                unseal(node, block);
            }
            int side = block >>> height & 1;
            int child = arena.child(node, side);
            if (child == NodeArena.ABSENT) {
                child = arena.create(height);
                arena.setChild(node, side, child);
            }
            node = child;
        }
        if (arena.stamp(node) != opening) {
            arena.setStamp(node, opening);
            keep(node, block, words);
        }
    }

    private void keep(int leaf, int block, IntUnaryOperator words) {
        int at = Words.BLOCK * openBlocks;
        if (at == wordsBefore.length) {
            wordsBefore = Arrays.copyOf(wordsBefore, 2 * at);
        }
        for (int j = 0; j < Words.BLOCK; j++) {
            wordsBefore[at + j] = words.applyAsInt(Words.BLOCK * block + j);
        }
        arena.setOrder(leaf, openBlocks);
        openBlocks++;
    }

    /**
     * What is open, with the words from before and the digests as of the last {@link #close}.
     *
     * @throws IllegalArgumentException if nothing is open
     */
    public Opening opening() {
        OpenNodes open = OpenNodes.below(root, arena, opening, openNodes, openBlocks);
        int[] words = new int[Words.BLOCK * openBlocks];
        int[] blocks = open.indices(BlockSpace.DEPTH);
        for (int i = 0; i < blocks.length; i++) {
            int order = arena.order(open.node(BlockSpace.DEPTH, i));
            System.arraycopy(wordsBefore, Words.BLOCK * order, words, Words.BLOCK * i, Words.BLOCK);
        }
        return new Opening(blocks, words, open.siblings());
    }

    /**
     * Gives all open blocks their new words and closes them.
     *
     * @param words the word of an index, for the open blocks' words
     */
    public void close(IntUnaryOperator words) {
        OpenNodes open = OpenNodes.below(root, arena, opening, openNodes, openBlocks);
        int[] blocks = open.indices(BlockSpace.DEPTH);
        int[] after = new int[Words.BLOCK * blocks.length];
        for (int i = 0; i < after.length; i++) {
            after[i] = words.applyAsInt(Words.BLOCK * blocks[i / Words.BLOCK] + i % Words.BLOCK);
        }
        int[] digests = new int[LANES * Math.max(blocks.length, 1)];
        hash.leaves(after, blocks.length, digests, 0);
        for (int i = 0; i < blocks.length; i++) {
            arena.setDigest(open.node(BlockSpace.DEPTH, i), digests, LANES * i);
        }
        for (int depth = BlockSpace.DEPTH - 1; depth >= 0; depth--) {
            int level = depth;
            int n = open.count(depth);
            hash.parents((i, in, at) -> children(open.node(level, i), BlockSpace.DEPTH - level, in, at), n, digests, 0);
            for (int i = 0; i < n; i++) {
                arena.setDigest(open.node(depth, i), digests, LANES * i);
            }
        }
        opening++;
        openBlocks = 0;
        openNodes = 0;
    }

    private void children(int node, int height, int[] in, int at) {
        arena.copyDigest(arena.child(node, 0), height - 1, in, at);
        arena.copyDigest(arena.child(node, 1), height - 1, in, at + LANES);
    }

    private void attach(int depth, int index, int subtree) {
        int node = root;
        for (int d = 1; d < depth; d++) {
            int side = index >>> (depth - d) & 1;
            int child = arena.child(node, side);
            if (child == NodeArena.ABSENT) {
                child = arena.create(BlockSpace.DEPTH - d);
                arena.setChild(node, side, child);
            }
            node = child;
        }
        arena.setChild(node, index & 1, subtree);
    }

    /** The node above all of the input, whose lower subtrees are sealed. */
    private int inputTop() {
        int[] level = new int[input.subtrees()];
        int[] digests = new int[LANES * level.length];
        for (int i = 0; i < level.length; i++) {
            level[i] = arena.create(SealedInput.LOG_SUBTREE);
            input.copyDigest(i, digests, LANES * i);
            arena.setDigest(level[i], digests, LANES * i);
            arena.seal(level[i]);
        }
        for (int height = SealedInput.LOG_SUBTREE + 1; height <= SealedInput.HEIGHT; height++) {
            level = parents(level, height, digests);
        }
        return level[0];
    }

    /** New nodes above a level, which begins on the left. */
    private int[] parents(int[] level, int height, int[] scratch) {
        int[] above = new int[(level.length + 1) / 2];
        for (int i = 0; i < above.length; i++) {
            above[i] = arena.create(height);
            arena.setChild(above[i], 0, level[2 * i]);
            arena.setChild(above[i], 1, 2 * i + 1 < level.length ? level[2 * i + 1] : NodeArena.ABSENT);
        }
        hash.parents((i, in, at) -> children(above[i], height, in, at), above.length, scratch, 0);
        for (int i = 0; i < above.length; i++) {
            arena.setDigest(above[i], scratch, LANES * i);
        }
        return above;
    }

    /** Puts the nodes below a sealed one, on the way to a block, in their places. */
    private void unseal(int node, int block) {
        int first = (block - BlockSpace.INPUT) >>> SealedInput.LOG_SUBTREE;
        if (first < 0 || first >= input.subtrees()) {
            throw new IllegalStateException("nothing is known below the digest above block " + block);
        }
        int[] digests = input.leaves(first);
        int[] level = new int[1 << SealedInput.LOG_SUBTREE];
        for (int i = 0; i < level.length; i++) {
            level[i] = arena.create(0);
            arena.setDigest(level[i], digests, LANES * i);
        }
        for (int height = 1; height < SealedInput.LOG_SUBTREE; height++) {
            level = parents(level, height, digests);
        }
        arena.setChild(node, 0, level[0]);
        arena.setChild(node, 1, level[1]);
    }
}
