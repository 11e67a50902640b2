package io.bulwark.riscv.memory;

import io.bulwark.riscv.Input;
import io.bulwark.riscv.Words;
import java.util.Arrays;

/**
 * The subtree of a run's input, known by the roots of its subtrees of 64 blocks. What lies below is hashed again when someone opens it: the words never
 * change, and most of a large input need not stay in memory.
 */
final class SealedInput {
    /** Depth of the node above all input. */
    static final int DEPTH = 3;
    /** Its place in that depth. */
    static final int INDEX = BlockSpace.INPUT >>> (BlockSpace.DEPTH - DEPTH);
    /** Its height. */
    static final int HEIGHT = BlockSpace.DEPTH - DEPTH;
    /** Blocks of a sealed subtree are 2 to this. */
    static final int LOG_SUBTREE = 6;

    private static final int SUBTREE = 1 << LOG_SUBTREE;
    /** Subtrees hashed together. */
    private static final int TOGETHER = 16;

    private final Input input;
    private final int subtrees;
    private final int[] digests;
    private final MemoryHash hash = new MemoryHash();

    private SealedInput(Input input, int subtrees) {
        this.input = input;
        this.subtrees = subtrees;
        digests = new int[Digest.LENGTH * subtrees];
    }

    static SealedInput none() {
        return new SealedInput(Input.none(), 0);
    }

    /** Reads all words once. */
    static SealedInput of(Input input) {
        int bytes = SUBTREE * Words.BLOCK * 4;
        SealedInput sealed = new SealedInput(input, Math.ceilDiv(input.length(), bytes));
        for (int first = 0; first < sealed.subtrees; first += TOGETHER) {
            int n = Math.min(TOGETHER, sealed.subtrees - first);
            int[] roots = sealed.leaves(first, n);
            for (int half = n * SUBTREE / 2; half >= n; half /= 2) {
                sealed.hash.fold(roots, half);
            }
            System.arraycopy(roots, 0, sealed.digests, Digest.LENGTH * first, Digest.LENGTH * n);
        }
        return sealed;
    }

    /** The root of the whole subtree. */
    Digest root() {
        int n = Math.max(subtrees, 1);
        int[] level = Arrays.copyOf(digests, Digest.LENGTH * (n + 1));
        if (subtrees == 0) {
            MemoryHash.copyDefault(LOG_SUBTREE, level, 0);
        }
        for (int height = LOG_SUBTREE; height < HEIGHT; height++) {
            // The twin of the last one may be untouched.
            MemoryHash.copyDefault(height, level, Digest.LENGTH * n);
            n = (n + 1) / 2;
            hash.fold(level, n);
        }
        return Digest.of(level, 0);
    }

    /** How many subtrees of 64 blocks, of which the last may go beyond the input's end. */
    int subtrees() {
        return subtrees;
    }

    void copyDigest(int subtree, int[] out, int at) {
        System.arraycopy(digests, Digest.LENGTH * subtree, out, at, Digest.LENGTH);
    }

    /** Digests of the leaves of a subtree. */
    int[] leaves(int subtree) {
        return leaves(subtree, 1);
    }

    private int[] leaves(int first, int n) {
        int[] words = new int[n * SUBTREE * Words.BLOCK];
        for (int i = 0; i < words.length; i++) {
            words[i] = input.word(first * SUBTREE * Words.BLOCK + i);
        }
        int[] leaves = new int[n * SUBTREE * Digest.LENGTH];
        hash.leaves(words, n * SUBTREE, leaves, 0);
        return leaves;
    }
}
