package io.bulwark.riscv.tables;

import io.bulwark.field.KoalaBear;
import io.bulwark.hash.Poseidon2;
import io.bulwark.hash.Poseidon2NodeHash;
import io.bulwark.riscv.memory.BlockRecords;
import io.bulwark.riscv.memory.NodeRecords;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A memory tree with few blocks that are not zero, straight from its definition. */
final class SmallTree {
    private static final int[][] ZERO = new int[BlockTable.DEPTH + 1][];
    private static final int[] NO_WORDS = new int[8];

    private final NavigableMap<Integer, int[]> blocks;
    private final Map<Long, int[]> digests = new HashMap<>();

    static {
        ZERO[BlockTable.DEPTH] = leaf(NO_WORDS);
        for (int depth = BlockTable.DEPTH - 1; depth >= 0; depth--) {
            ZERO[depth] = new Poseidon2NodeHash().hash(ZERO[depth + 1], ZERO[depth + 1]);
        }
    }

    /** The tree of these blocks of 8 words by index; all others are zero. */
    SmallTree(Map<Integer, int[]> blocks) {
        this.blocks = new TreeMap<>(blocks);
    }

    private static int[] leaf(int[] words) {
        int[] state = new int[Poseidon2.WIDTH];
        for (int i = 0; i < words.length; i++) {
            state[2 * i] = KoalaBear.fromCanonical(words[i] & 0xffff);
            state[2 * i + 1] = KoalaBear.fromCanonical(words[i] >>> 16);
        }
        state[18] = KoalaBear.fromCanonical(2);
        Poseidon2.permute(state);
        return Arrays.copyOf(state, Poseidon2.DIGEST);
    }

    int[] words(int index) {
        return blocks.getOrDefault(index, NO_WORDS);
    }

    int[] root() {
        return digest(0, 0);
    }

    int[] digest(int depth, int index) {
        int shift = BlockTable.DEPTH - depth;
        if (blocks.subMap(index << shift, (index + 1) << shift).isEmpty()) {
            return ZERO[depth];
        }
        long key = (long) depth << 32 | index;
        int[] known = digests.get(key);
        if (known == null) {
            known = depth == BlockTable.DEPTH
                    ? leaf(words(index))
                    : new Poseidon2NodeHash().hash(digest(depth + 1, 2 * index), digest(depth + 1, 2 * index + 1));
            digests.put(key, known);
        }
        return known;
    }

    /** The records of the blocks that are open. */
    static BlockRecords blockRecords(
            SmallTree before, SmallTree after, SortedSet<Integer> open, Map<Integer, Integer> times) {
        int n = open.size();
        BlockRecords out = new BlockRecords(
                n, new int[n], new int[8 * n], new int[8 * n], new int[8 * n], new int[9 * n], new int[9 * n]);
        int i = 0;
        for (int index : open) {
            out.index[i] = index;
            System.arraycopy(before.words(index), 0, out.before, 8 * i, 8);
            System.arraycopy(after.words(index), 0, out.after, 8 * i, 8);
            for (int j = 0; j < 8; j++) {
                out.time[8 * i + j] = times.getOrDefault(8 * index + j, 0);
            }
            System.arraycopy(before.digest(BlockTable.DEPTH, index), 0, out.digestBefore, 9 * i, 9);
            System.arraycopy(after.digest(BlockTable.DEPTH, index), 0, out.digestAfter, 9 * i, 9);
            i++;
        }
        return out;
    }

    /** The records of all nodes above the open blocks, the deepest first. */
    static NodeRecords nodeRecords(SmallTree before, SmallTree after, SortedSet<Integer> open) {
        List<int[]> places = new ArrayList<>();
        SortedSet<Integer> level = open;
        for (int depth = BlockTable.DEPTH - 1; depth >= 0; depth--) {
            SortedSet<Integer> above = new TreeSet<>();
            SortedSet<Integer> below = level;
            below.forEach(child -> above.add(child >>> 1));
            for (int index : above) {
                places.add(new int[] {
                    depth, index, below.contains(2 * index) ? 1 : 0, below.contains(2 * index + 1) ? 1 : 0
                });
            }
            level = above;
        }
        int n = places.size();
        int[][] digests = new int[6][9 * n];
        NodeRecords out = new NodeRecords(
                n,
                new int[n],
                new int[n],
                digests[0],
                digests[1],
                digests[2],
                digests[3],
                digests[4],
                digests[5],
                new boolean[n],
                new boolean[n]);
        for (int i = 0; i < n; i++) {
            int[] place = places.get(i);
            out.depth[i] = place[0];
            out.index[i] = place[1];
            out.openLeft[i] = place[2] == 1;
            out.openRight[i] = place[3] == 1;
            SmallTree[] trees = {before, after};
            for (int t = 0; t < 2; t++) {
                int[] node = trees[t].digest(place[0], place[1]);
                int[] left = trees[t].digest(place[0] + 1, 2 * place[1]);
                int[] right = trees[t].digest(place[0] + 1, 2 * place[1] + 1);
                System.arraycopy(node, 0, digests[t], 9 * i, 9);
                System.arraycopy(left, 0, digests[2 + t], 9 * i, 9);
                System.arraycopy(right, 0, digests[4 + t], 9 * i, 9);
            }
        }
        return out;
    }
}
