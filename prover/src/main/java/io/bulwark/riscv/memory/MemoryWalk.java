package io.bulwark.riscv.memory;

import io.bulwark.riscv.Words;

/**
 * What a segment does to the memory tree: the opened blocks before and after, and all nodes above them in both trees. Each node is hashed twice, side by side
 * with all others of its level.
 */
public final class MemoryWalk {
    private static final int LANES = Digest.LENGTH;

    private final Opening opening;
    private final MemoryHash hash = new MemoryHash();
    private final BlockRecords blocks;
    private final int[] depth;
    private final int[] index;
    private final int[] before;
    private final int[] after;
    private final int[][] children;
    private final boolean[] openLeft;
    private final boolean[] openRight;
    private int rows;
    private int siblings;

    private MemoryWalk(Opening opening, int[] wordsAfter, int[] time) {
        this.opening = opening;
        int nodes = opening.nodes();
        depth = new int[nodes];
        index = new int[nodes];
        before = new int[LANES * nodes];
        after = new int[LANES * nodes];
        children = new int[4][LANES * nodes];
        openLeft = new boolean[nodes];
        openRight = new boolean[nodes];
        int count = opening.count();
        int[] wordsBefore = opening.words();
        int[] leavesBefore = new int[LANES * count];
        int[] leavesAfter = new int[LANES * count];
        hash.leaves(wordsBefore, count, leavesBefore, 0);
        hash.leaves(wordsAfter, count, leavesAfter, 0);
        blocks = new BlockRecords(
                count, opening.blocks(), wordsBefore, wordsAfter.clone(), time.clone(), leavesBefore, leavesAfter);
    }

    /**
     * Walks both trees.
     *
     * @param after the opened blocks' words at the end, 8 for each in the opening's order; copied
     * @param time timestamp of the last access to each of these words, 0 for none; copied
     * @throws IllegalArgumentException unless there are as many of both as the opening has words
     */
    public static MemoryWalk of(Opening opening, int[] after, int[] time) {
        int words = Words.BLOCK * opening.count();
        if (after.length != words || time.length != words) {
            throw new IllegalArgumentException(
                    "expected " + words + " words and times, got " + after.length + " and " + time.length);
        }
        MemoryWalk walk = new MemoryWalk(opening, after, time);
        walk.climb();
        return walk;
    }

    /** The blocks, ascending. */
    public BlockRecords blocks() {
        return blocks;
    }

    /** The nodes: deepest first, and from left to right in a level; the root is the last. */
    public NodeRecords nodes() {
        return new NodeRecords(
                rows,
                depth,
                index,
                before,
                after,
                children[0],
                children[1],
                children[2],
                children[3],
                openLeft,
                openRight);
    }

    /** The root before. */
    public Digest startRoot() {
        return Digest.of(before, LANES * (rows - 1));
    }

    /** The root after. */
    public Digest endRoot() {
        return Digest.of(after, LANES * (rows - 1));
    }

    private void climb() {
        int[] below = blocks.index;
        int[] digestsBefore = blocks.digestBefore;
        int[] digestsAfter = blocks.digestAfter;
        int belowAt = 0;
        int count = blocks.count;
        for (int level = BlockSpace.DEPTH - 1; level >= 0; level--) {
            int first = rows;
            for (int i = belowAt; i < belowAt + count; i++) {
                add(level, below, i, digestsBefore, digestsAfter, first);
            }
            hashLevel(first);
            below = index;
            digestsBefore = before;
            digestsAfter = after;
            belowAt = first;
            count = rows - first;
        }
    }

    /** Makes child i of the level below a child of its parent, in a row of its own or that of its twin on the left. */
    private void add(int level, int[] below, int i, int[] digestsBefore, int[] digestsAfter, int first) {
        int side = below[i] & 1;
        int parent = below[i] >>> 1;
        boolean twin = rows > first && index[rows - 1] == parent;
        int row = twin ? rows - 1 : rows;
        if (!twin) {
            rows++;
            depth[row] = level;
            index[row] = parent;
        }
        System.arraycopy(digestsBefore, LANES * i, children[2 * side], LANES * row, LANES);
        System.arraycopy(digestsAfter, LANES * i, children[2 * side + 1], LANES * row, LANES);
        (side == 0 ? openLeft : openRight)[row] = true;
    }

    private void hashLevel(int first) {
        int n = rows - first;
        for (int row = first; row < rows; row++) {
            if (openLeft[row] != openRight[row]) {
                int side = openLeft[row] ? 1 : 0;
                opening.copySibling(siblings, children[2 * side], LANES * row);
                opening.copySibling(siblings, children[2 * side + 1], LANES * row);
                siblings++;
            }
        }
        hash.parents((i, in, at) -> pair(0, first + i, in, at), n, before, LANES * first);
        hash.parents((i, in, at) -> pair(1, first + i, in, at), n, after, LANES * first);
    }

    private void pair(int tree, int row, int[] in, int at) {
        System.arraycopy(children[tree], LANES * row, in, at, LANES);
        System.arraycopy(children[2 + tree], LANES * row, in, at + LANES, LANES);
    }
}
