package io.bulwark.riscv.memory;

import io.bulwark.field.KoalaBear;
import io.bulwark.hash.TaggedCompression;
import io.bulwark.riscv.Words;

/**
 * The hashes of the memory tree, many side by side. A leaf is the hash of a block's 16 half-words, low before high, and two zeros, under tag 2; a node is that
 * of its children under tag 1. Keeps scratch: one for each thread.
 */
final class MemoryHash {
    private static final int LANES = Digest.LENGTH;
    /** Hashes between two looks at the arrays: what goes in stays in the second-level cache. */
    private static final int CHUNK = 1024;

    private static final int[] DEFAULTS = defaults();

    private final TaggedCompression compression = new TaggedCompression();
    private final int[] inputs = new int[CHUNK * TaggedCompression.INPUTS];

    /** Where a digest comes from and goes to. */
    interface Pairs {
        /** Writes both children of pair i, 18 elements, to {@code inputs} from {@code at} on. */
        void write(int i, int[] inputs, int at);
    }

    /** Writes the root of an untouched subtree of 2^height blocks. */
    static void copyDefault(int height, int[] out, int at) {
        System.arraycopy(DEFAULTS, LANES * height, out, at, LANES);
    }

    /** Writes the leaves of {@code count} blocks of 8 words each. */
    void leaves(int[] words, int count, int[] digests, int at) {
        for (int from = 0; from < count; from += CHUNK) {
            int n = Math.min(CHUNK, count - from);
            for (int i = 0; i < n; i++) {
                halves(words, Words.BLOCK * (from + i), inputs, TaggedCompression.INPUTS * i);
            }
            compression.hash(TaggedCompression.MEMORY_BLOCK, inputs, n, digests, at + LANES * from);
        }
    }

    /** Writes the parents of {@code count} pairs. Pairs may lie where digests go, as long as pair i lies at or behind digest i. */
    void parents(Pairs pairs, int count, int[] digests, int at) {
        for (int from = 0; from < count; from += CHUNK) {
            int n = Math.min(CHUNK, count - from);
            for (int i = 0; i < n; i++) {
                pairs.write(from + i, inputs, TaggedCompression.INPUTS * i);
            }
            compression.hash(TaggedCompression.NODE, inputs, n, digests, at + LANES * from);
        }
    }

    /** Replaces 2 n digests, one after another, by their n parents. */
    void fold(int[] digests, int n) {
        parents((i, in, at) -> System.arraycopy(digests, 2 * LANES * i, in, at, 2 * LANES), n, digests, 0);
    }

    private static void halves(int[] words, int from, int[] out, int at) {
        for (int j = 0; j < Words.BLOCK; j++) {
            int word = words[from + j];
            out[at + 2 * j] = KoalaBear.fromCanonical(word & 0xffff);
            out[at + 2 * j + 1] = KoalaBear.fromCanonical(word >>> 16);
        }
        out[at + 2 * Words.BLOCK] = KoalaBear.ZERO;
        out[at + 2 * Words.BLOCK + 1] = KoalaBear.ZERO;
    }

    private static int[] defaults() {
        TaggedCompression compression = new TaggedCompression();
        int[] defaults = new int[LANES * (BlockSpace.DEPTH + 1)];
        int[] pair = new int[TaggedCompression.INPUTS];
        compression.hash(TaggedCompression.MEMORY_BLOCK, pair, 1, defaults, 0);
        for (int height = 1; height <= BlockSpace.DEPTH; height++) {
            int below = LANES * (height - 1);
            System.arraycopy(defaults, below, pair, 0, LANES);
            System.arraycopy(defaults, below, pair, LANES, LANES);
            compression.hash(TaggedCompression.NODE, pair, 1, defaults, LANES * height);
        }
        return defaults;
    }
}
