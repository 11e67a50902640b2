package io.bulwark.riscv.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.field.KoalaBear;
import io.bulwark.riscv.Assembly;
import io.bulwark.riscv.GuestElf;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.memory.BlockRecords;
import io.bulwark.riscv.memory.NodeRecords;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Walks of the memory tree: honest ones are true, forged ones are refused even where memory goes along with the forger. */
class MemoryTreeLiesTest {
    private static final long SEED = 28;
    private static final Program PROGRAM = Program.load(GuestElf.of(Assembly.ECALL));
    private static final int REGISTERS = 1 << 27;
    private static final int BASE = 0x20000;
    private static final String NODE = "balance of bus " + Buses.NODE.number();
    private static final String MEMORY = "balance of bus " + Buses.MEMORY.number();

    /** Blocks with shared ancestors, of memory, registers and input, the last that exists, and one, BASE + 1, that is opened and not changed. */
    private static final SortedSet<Integer> OPEN = new TreeSet<>(List.of(
            BASE, BASE + 1, BASE ^ 4, 77, REGISTERS, REGISTERS + 4, REGISTERS + (1 << 25) + 5, BlockTable.END - 1));

    private final Map<Integer, int[]> before = new HashMap<>();
    private final Map<Integer, int[]> after = new HashMap<>();
    private final Map<Integer, Integer> times = new HashMap<>();
    private final SmallTree treeBefore;
    private final SmallTree treeAfter;

    MemoryTreeLiesTest() {
        Random random = new Random(SEED);
        for (int block : OPEN) {
            // The first is zero at the start.
            int[] words = block == 77 ? new int[8] : random.ints(8).toArray();
            before.put(block, words);
            after.put(block, words.clone());
            for (int i = 0; i < 8 && block != BASE + 1; i++) {
                if (random.nextInt(3) > 0) {
                    after.get(block)[i] = random.nextInt();
                    times.put(8 * block + i, 1 + random.nextInt(1 << 22));
                }
            }
        }
        int[] unopened = random.ints(8).toArray();
        before.put(BASE + 9, unopened);
        after.put(BASE + 9, unopened);
        treeBefore = new SmallTree(before);
        treeAfter = new SmallTree(after);
    }

    private FilledTable blocks(SortedSet<Integer> open) {
        BlockRecords records = SmallTree.blockRecords(treeBefore, treeAfter, open, times);
        BlockTable table = new BlockTable();
        FilledTable filled = FilledTable.of(table.chip(), table.columns(), records.count);
        LookupCounts counts = new LookupCounts(LookupFacts.AGE_BITS, 1);
        HashRequests hashes = new HashRequests();
        table.fill(records, 0, records.count, filled.cells(), counts, hashes);
        assertThat(hashes.count()).isEqualTo(2 * records.count);
        return filled;
    }

    private FilledTable nodes(SortedSet<Integer> open) {
        NodeRecords records = SmallTree.nodeRecords(treeBefore, treeAfter, open);
        NodeTable table = new NodeTable();
        FilledTable filled = FilledTable.of(table.chip(), table.columns(), records.count);
        HashRequests hashes = new HashRequests();
        table.fill(records, 0, records.count, filled.cells(), hashes);
        assertThat(hashes.count()).isEqualTo(2 * records.count);
        return filled;
    }

    private Set<String> judged(FilledTable blocks, FilledTable nodes, List<Integer> entered, Integer... unread) {
        Judge judge = new Judge(PROGRAM, unread).take(blocks).take(nodes);
        List<Integer> roots = new ArrayList<>(List.of(0, 0));
        for (SmallTree tree : List.of(treeBefore, treeAfter)) {
            Arrays.stream(tree.root()).map(KoalaBear::toCanonical).forEach(roots::add);
        }
        judge.put(Buses.NODE, 1, roots);
        for (int block : entered) {
            for (int i = 0; i < 8; i++) {
                int word = (int) ((8L * block + i) % KoalaBear.P);
                judge.put(Buses.MEMORY, -1, tuple(word, before, block, i, 0));
                judge.put(Buses.MEMORY, 1, tuple(word, after, block, i, times.getOrDefault(8 * block + i, 0)));
            }
        }
        return judge.complaints();
    }

    private static List<Integer> tuple(int word, Map<Integer, int[]> tree, int block, int i, int time) {
        int value = tree.getOrDefault(block, new int[8])[i];
        return List.of(word, value & 0xffff, value >>> 16, time);
    }

    private static List<Integer> with(SortedSet<Integer> open, int block) {
        List<Integer> out = new ArrayList<>(open);
        out.add(block);
        return out;
    }

    private static int[] rows(FilledTable table, int... more) {
        return IntStream.concat(IntStream.range(0, table.rows()), Arrays.stream(more))
                .toArray();
    }

    private static int[] path(FilledTable nodes, int block) {
        return IntStream.range(0, nodes.rows())
                .filter(r -> nodes.get("index", r) == block >>> (BlockTable.DEPTH - nodes.get("depth", r)))
                .toArray();
    }

    private int place(int block) {
        return new ArrayList<>(OPEN).indexOf(block);
    }

    @Test
    void acceptsAnHonestWalk() {
        assertThat(judged(blocks(OPEN), nodes(OPEN), new ArrayList<>(OPEN))).isEmpty();
    }

    @Test
    void acceptsABlockThatIsOpenedAndNotAccessed() {
        SortedSet<Integer> more = new TreeSet<>(OPEN);
        more.add(BASE + 9);
        more.add(5);
        assertThat(judged(blocks(more), nodes(more), new ArrayList<>(more))).isEmpty();
    }

    @Test
    void refusesADoubleEntryOfABlock() {
        FilledTable blocks = blocks(OPEN);
        for (int block : OPEN) {
            FilledTable twice = blocks.withRows(rows(blocks, place(block)));
            assertThat(judged(twice, nodes(OPEN), new ArrayList<>(OPEN))).contains(NODE);
            assertThat(judged(twice, nodes(OPEN), with(OPEN, block))).containsExactly(NODE);
        }
    }

    @Test
    void refusesASecondPathToABlock() {
        FilledTable blocks = blocks(OPEN);
        FilledTable nodes = nodes(OPEN);
        for (int block : OPEN) {
            FilledTable twice = blocks.withRows(rows(blocks, place(block)));
            int[] path = path(nodes, block);
            assertThat(path).hasSize(BlockTable.DEPTH);
            for (int length = 1; length <= path.length; length++) {
                FilledTable longer = nodes.withRows(rows(nodes, Arrays.copyOf(path, length)));
                assertThat(judged(twice, longer, with(OPEN, block))).containsExactly(NODE);
            }
        }
    }

    @Test
    void refusesABlockThatIsLeftOut() {
        FilledTable blocks = blocks(OPEN);
        for (int block : OPEN) {
            int[] others = IntStream.range(0, blocks.rows())
                    .filter(r -> r != place(block))
                    .toArray();
            List<Integer> entered = new ArrayList<>(OPEN);
            entered.removeIf(other -> other == block);
            assertThat(judged(blocks.withRows(others), nodes(OPEN), entered)).containsExactly(NODE);
        }
    }

    @Test
    void refusesAChangedChildThatIsHidden() {
        FilledTable blocks = blocks(OPEN);
        int changed = 0;
        for (int block : OPEN) {
            if (block == BASE + 1) {
                continue;
            }
            FilledTable nodes = nodes(OPEN);
            int row = path(nodes, block)[0];
            nodes.set(block % 2 == 0 ? "tl" : "tr", row, 0);
            int[] others = IntStream.range(0, blocks.rows())
                    .filter(r -> r != place(block))
                    .toArray();
            List<Integer> entered = new ArrayList<>(OPEN);
            entered.removeIf(other -> other == block);
            assertThat(judged(blocks.withRows(others), nodes, entered))
                    .isNotEmpty()
                    .allMatch(what -> what.startsWith("Node constraint"));
            changed++;
        }
        assertThat(changed).isEqualTo(OPEN.size() - 1);
    }

    @Test
    void refusesAnAlteredDigest() {
        for (String digest : new String[] {"po", "pn", "lo", "ln", "ro", "rn"}) {
            for (int k = 0; k < 9; k++) {
                for (int row : new int[] {0, 40, nodes(OPEN).rows() - 1}) {
                    FilledTable nodes = nodes(OPEN);
                    nodes.set(digest + k, row, nodes.get(digest + k, row) + 1L);
                    assertThat(judged(blocks(OPEN), nodes, new ArrayList<>(OPEN)))
                            .contains("Node lookup on bus " + Buses.HASH9.number());
                }
            }
        }
        for (String digest : new String[] {"o", "n"}) {
            for (int k = 0; k < 9; k++) {
                FilledTable blocks = blocks(OPEN);
                blocks.set(digest + k, 2, blocks.get(digest + k, 2) + 1L);
                assertThat(judged(blocks, nodes(OPEN), new ArrayList<>(OPEN)))
                        .contains("Block lookup on bus " + Buses.HASH9.number(), NODE);
            }
        }
    }

    @Test
    void refusesWordsOrTimesThatAreNotMemorys() {
        for (String name : new String[] {"i3", "f3"}) {
            FilledTable blocks = blocks(OPEN);
            blocks.set(name, 1, blocks.get(name, 1) + 1L);
            assertThat(judged(blocks, nodes(OPEN), new ArrayList<>(OPEN)))
                    .contains("Block lookup on bus " + Buses.HASH9.number(), MEMORY);
        }
        FilledTable blocks = blocks(OPEN);
        assertThat(judged(blocks.set("s0", 0, blocks.get("s0", 0) + 1L), nodes(OPEN), new ArrayList<>(OPEN)))
                .containsExactly(MEMORY);
    }

    @Test
    void refusesABlockWhoseWordsAliasOthersModuloP() {
        // 8 ghost + i = 8 BASE + j + p: everything else goes along, and the lookups of the index alone refuse it.
        int ghost = (int) ((KoalaBear.P + 8L * BASE + 7) / 8);
        SortedSet<Integer> open = new TreeSet<>(OPEN);
        open.add(ghost);
        FilledTable blocks = aliased(open, ghost);
        List<Integer> entered = new ArrayList<>(open);
        assertThat(8L * ghost - KoalaBear.P).isBetween(8L * BASE, 8L * BASE + 7);
        assertThat(judged(blocks, nodes(open), entered, Buses.RANGE.number())).isEmpty();
        int place = entered.indexOf(ghost);
        for (int rest : new int[] {0, 1, 0xffff, (BlockTable.END - 1 - ghost) & 0xffff}) {
            assertThat(judged(blocks.set("rest", place, rest), nodes(open), entered))
                    .containsExactly("Block lookup on bus " + Buses.RANGE.number());
        }
    }

    @Test
    void refusesTheFirstBlockThatDoesNotExistAndTakesTheLastThatDoes() {
        assertThat(OPEN).contains(BlockTable.END - 1);
        SortedSet<Integer> open = new TreeSet<>(OPEN);
        open.add(BlockTable.END);
        FilledTable blocks = aliased(open, BlockTable.END);
        for (int rest = 0; rest < 1 << 16; rest += 4093) {
            blocks.set("rest", new ArrayList<>(open).indexOf(BlockTable.END), rest);
            assertThat(judged(blocks, nodes(open), new ArrayList<>(open)))
                    .containsExactly("Block lookup on bus " + Buses.RANGE.number());
        }
    }

    /** The blocks of an opening with one that the filling would refuse. */
    private FilledTable aliased(SortedSet<Integer> open, int ghost) {
        SortedSet<Integer> real = new TreeSet<>(open);
        real.remove(ghost);
        FilledTable filled = blocks(real);
        // The rows in the opening's order; the ghost's is that of a zero block, 77's before, under its own index.
        int at = new ArrayList<>(open).indexOf(ghost);
        FilledTable out = filled.withRows(IntStream.range(0, open.size())
                .map(i -> i < at ? i : Math.max(i - 1, 0))
                .toArray());
        FilledTable zero = blocks(new TreeSet<>(List.of(0)));
        for (String name : zero.columns().names()) {
            out.set(name, at, zero.get(name, 0));
        }
        return out.set("index", at, ghost);
    }
}
