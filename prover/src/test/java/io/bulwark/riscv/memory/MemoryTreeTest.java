package io.bulwark.riscv.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The memory tree, its openings and the walk through both trees, against the tree as it is defined. */
class MemoryTreeTest {
    private static final long SEED = 11;
    private static final int[] CORNERS = {
        0, 1, 2, (1 << 27) - 1, 1 << 27, (1 << 27) + 4, BlockSpace.INPUT - 1, BlockSpace.INPUT, BlockSpace.END - 1
    };

    private final Random random = new Random(SEED);
    private final SlowTree slow = new SlowTree();
    private final MemoryTree tree = MemoryTree.empty();

    /** Gives blocks random words in both trees. */
    private Opening update(int... blocks) {
        for (int block : blocks) {
            tree.open(block, slow::word);
        }
        Opening opening = tree.opening();
        for (int block : blocks) {
            slow.set(block, random.ints(8).toArray());
        }
        tree.close(slow::word);
        return opening;
    }

    private int[] someBlocks(int count) {
        return IntStream.range(0, count)
                .map(i -> random.nextInt(3) == 0 ? random.nextInt(BlockSpace.END) : 1000 + random.nextInt(200))
                .toArray();
    }

    @Test
    void anUntouchedTreeHasTheRootOfZeros() {
        assertThat(tree.root()).isEqualTo(slow.root());
        tree.open(77, word -> 0);
        tree.close(word -> 0);
        assertThat(tree.root()).isEqualTo(slow.root());
    }

    @Test
    void singleBlocksChangeTheRootAsDefined() {
        for (int block : CORNERS) {
            update(block);
            assertThat(tree.root()).as("block %d, seed %d", block, SEED).isEqualTo(slow.root());
        }
    }

    @Test
    void manyBlocksAtOnceChangeTheRootAsDefined() {
        for (int count : new int[] {1, 2, 9, 70, 300}) {
            update(someBlocks(count));
            assertThat(tree.root()).as("%d blocks, seed %d", count, SEED).isEqualTo(slow.root());
        }
    }

    @Test
    void nodesAreCountedBeforeAndWhenBlocksAreOpened() {
        update(someBlocks(100));
        Set<Long> above = new HashSet<>();
        for (int block : someBlocks(200)) {
            int before = tree.openNodes();
            int more = tree.nodesToOpen(block);
            tree.open(block, slow::word);
            for (int depth = 0; depth < 28; depth++) {
                above.add((long) depth << 32 | block >>> (28 - depth));
            }
            assertThat(tree.isOpen(block)).isTrue();
            assertThat(tree.openNodes()).as("seed %d", SEED).isEqualTo(above.size());
            assertThat(before + more).isEqualTo(above.size());
        }
        int[] together = Arrays.stream(someBlocks(60)).sorted().distinct().toArray();
        int expected = tree.openNodes() + tree.nodesToOpen(together);
        Arrays.stream(together).forEach(block -> tree.open(block, slow::word));
        assertThat(tree.openNodes()).as("seed %d", SEED).isEqualTo(expected);
        assertThat(tree.opening().nodes()).isEqualTo(expected);
    }

    @Test
    void anOpeningHasTheRootAndWordsFromBefore() {
        update(someBlocks(150));
        Digest before = tree.root();
        int[] blocks = IntStream.concat(Arrays.stream(someBlocks(90)), Arrays.stream(CORNERS))
                .toArray();
        int[] wordsBefore = Arrays.stream(blocks)
                .sorted()
                .distinct()
                .flatMap(block -> IntStream.range(8 * block, 8 * block + 8).map(slow::word))
                .toArray();
        Opening opening = update(blocks);
        assertThat(opening.blocks())
                .isEqualTo(Arrays.stream(blocks).sorted().distinct().toArray());
        assertThat(opening.words()).isEqualTo(wordsBefore);
        assertThat(opening.root()).as("seed %d", SEED).isEqualTo(before);
    }

    @Test
    void anOpeningThatIsTamperedWithHasAnotherRoot() {
        update(someBlocks(50));
        Opening opening = update(someBlocks(20));
        Digest root = opening.root();
        int[] siblings = new int[9 * opening.siblingCount()];
        Arrays.setAll(siblings, i -> opening.sibling(i / 9, i % 9));
        assertThat(new Opening(opening.blocks(), opening.words(), siblings).root())
                .isEqualTo(root);
        for (int i = 0; i < opening.words().length; i++) {
            int[] words = opening.words();
            words[i] ^= 1 << random.nextInt(32);
            assertThat(new Opening(opening.blocks(), words, siblings).root())
                    .as("word %d, seed %d", i, SEED)
                    .isNotEqualTo(root);
        }
        for (int i = 0; i < siblings.length; i += 1 + random.nextInt(40)) {
            int[] changed = siblings.clone();
            changed[i] = changed[i] == 0 ? 1 : 0;
            assertThat(new Opening(opening.blocks(), opening.words(), changed).root())
                    .as("sibling element %d, seed %d", i, SEED)
                    .isNotEqualTo(root);
        }
    }

    @Test
    void anOpeningOfOtherBlocksHasAnotherRoot() {
        Opening opening = update(8);
        int[] siblings = new int[9 * opening.siblingCount()];
        Arrays.setAll(siblings, i -> opening.sibling(i / 9, i % 9));
        slow.set(8, new int[8]);
        int[] words = random.ints(8).toArray();
        assertThat(new Opening(new int[] {8}, words, siblings).root())
                .isNotEqualTo(new Opening(new int[] {9}, words, siblings).root());
    }

    @Test
    void refusesOpeningsWhosePartsDoNotFit() {
        Opening opening = update(5, 6);
        int[] siblings = new int[9 * opening.siblingCount()];
        int[] words = new int[16];
        assertThat(new Opening(new int[] {5, 6}, words, siblings).count()).isEqualTo(2);
        for (int[] blocks : new int[][] {{6, 5}, {5, 5}, {-1, 5}, {5, BlockSpace.END}, {5}, {4, 5}, {}}) {
            assertThatThrownBy(() -> new Opening(blocks, words, siblings))
                    .as(Arrays.toString(blocks))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new Opening(new int[] {5, 6}, new int[15], siblings))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Opening(new int[] {5, 6}, words, new int[siblings.length - 9]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theWalkGoesThroughBothTreesInTheSameRows() {
        update(someBlocks(100));
        Digest start = tree.root();
        Opening opening = update(someBlocks(80));
        int[] after = Arrays.stream(opening.blocks())
                .flatMap(block -> IntStream.range(8 * block, 8 * block + 8).map(slow::word))
                .toArray();
        int[] time = random.ints(after.length, 0, 1 << 20).toArray();
        MemoryWalk walk = MemoryWalk.of(opening, after, time);
        assertThat(walk.startRoot()).isEqualTo(start);
        assertThat(walk.endRoot()).as("seed %d", SEED).isEqualTo(tree.root());
        BlockRecords blocks = walk.blocks();
        assertThat(blocks.after).isEqualTo(after);
        assertThat(blocks.time).isEqualTo(time);
        Set<Long> open = new HashSet<>();
        for (int i = 0; i < blocks.count; i++) {
            open.add(28L << 32 | blocks.index[i]);
            assertThat(Arrays.copyOfRange(blocks.digestBefore, 9 * i, 9 * i + 9))
                    .isEqualTo(SlowTree.leaf(Arrays.copyOfRange(blocks.before, 8 * i, 8 * i + 8)));
            assertThat(Arrays.copyOfRange(blocks.digestAfter, 9 * i, 9 * i + 9))
                    .isEqualTo(SlowTree.leaf(Arrays.copyOfRange(after, 8 * i, 8 * i + 8)));
        }
        checkNodes(walk.nodes(), open);
    }

    /** Each row is right by itself, is sent by exactly one row above, and leaves alone what it does not open. */
    private static void checkNodes(NodeRecords nodes, Set<Long> open) {
        for (int i = 0; i < nodes.count; i++) {
            int at = 9 * i;
            int[] leftBefore = Arrays.copyOfRange(nodes.leftBefore, at, at + 9);
            int[] leftAfter = Arrays.copyOfRange(nodes.leftAfter, at, at + 9);
            int[] rightBefore = Arrays.copyOfRange(nodes.rightBefore, at, at + 9);
            int[] rightAfter = Arrays.copyOfRange(nodes.rightAfter, at, at + 9);
            assertThat(Arrays.copyOfRange(nodes.before, at, at + 9)).isEqualTo(SlowTree.node(leftBefore, rightBefore));
            assertThat(Arrays.copyOfRange(nodes.after, at, at + 9)).isEqualTo(SlowTree.node(leftAfter, rightAfter));
            long child = (nodes.depth[i] + 1L) << 32 | 2L * nodes.index[i];
            assertThat(open.remove(child)).isEqualTo(nodes.openLeft[i]);
            assertThat(open.remove(child + 1)).isEqualTo(nodes.openRight[i]);
            assertThat(nodes.openLeft[i] || Arrays.equals(leftBefore, leftAfter))
                    .isTrue();
            assertThat(nodes.openRight[i] || Arrays.equals(rightBefore, rightAfter))
                    .isTrue();
            assertThat(open.add((long) nodes.depth[i] << 32 | nodes.index[i])).isTrue();
        }
        assertThat(open).containsExactly(0L);
    }

    @Test
    void theTreeGrowsWithTheBlocksEverOpenedOnly() {
        int[] blocks = someBlocks(100);
        update(blocks);
        int size = tree.size();
        for (int i = 0; i < 20; i++) {
            update(blocks);
        }
        assertThat(tree.size()).isEqualTo(size).isLessThan(100 * 29);
    }

    @Test
    void refusesBlocksThatDoNotExist() {
        for (int block : new int[] {-1, BlockSpace.END, Integer.MAX_VALUE}) {
            assertThatThrownBy(() -> tree.open(block, word -> 0)).isInstanceOf(IndexOutOfBoundsException.class);
        }
        assertThatThrownBy(tree::opening).isInstanceOf(IllegalArgumentException.class);
    }
}
