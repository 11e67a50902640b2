package io.bulwark.riscv.memory;

import io.bulwark.field.KoalaBear;
import io.bulwark.hash.Poseidon2;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The memory tree as it is defined: a recursion over blocks, with one permutation after another. */
final class SlowTree {
    private final int[][] untouched = new int[29][];
    private final NavigableMap<Integer, int[]> blocks = new TreeMap<>();

    SlowTree() {
        untouched[0] = leaf(new int[8]);
        for (int height = 1; height <= 28; height++) {
            untouched[height] = node(untouched[height - 1], untouched[height - 1]);
        }
    }

    void set(int block, int... words) {
        blocks.put(block, words.clone());
    }

    int word(int index) {
        int[] block = blocks.get(index / 8);
        return block == null ? 0 : block[index % 8];
    }

    Map<Integer, int[]> blocks() {
        return blocks;
    }

    Digest root() {
        return digest(0, 0);
    }

    Digest digest(int depth, int index) {
        return Digest.of(subtree(28 - depth, index));
    }

    private int[] subtree(int height, int index) {
        if (blocks.subMap(index << height, (index + 1) << height).isEmpty()) {
            return untouched[height];
        }
        return height == 0
                ? leaf(blocks.get(index))
                : node(subtree(height - 1, 2 * index), subtree(height - 1, 2 * index + 1));
    }

    static int[] leaf(int... words) {
        int[] state = new int[24];
        for (int i = 0; i < 8; i++) {
            state[2 * i] = KoalaBear.fromCanonical(words[i] & 0xffff);
            state[2 * i + 1] = KoalaBear.fromCanonical(words[i] >>> 16);
        }
        state[18] = KoalaBear.fromCanonical(2);
        Poseidon2.permute(state);
        return Arrays.copyOf(state, 9);
    }

    static int[] node(int[] left, int[] right) {
        int[] state = new int[24];
        System.arraycopy(left, 0, state, 0, 9);
        System.arraycopy(right, 0, state, 9, 9);
        state[18] = KoalaBear.fromCanonical(1);
        Poseidon2.permute(state);
        return Arrays.copyOf(state, 9);
    }
}
