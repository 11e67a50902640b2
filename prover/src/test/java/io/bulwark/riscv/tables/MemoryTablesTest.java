package io.bulwark.riscv.tables;

import static io.bulwark.riscv.Assembly.load;
import static io.bulwark.riscv.Assembly.store;
import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.field.KoalaBear;
import io.bulwark.riscv.Assembly;
import io.bulwark.riscv.Opcode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The tables of loads and stores. */
class MemoryTablesTest {
    private static final long SEED = 2025;
    private static final int[] OFFSETS = {0, 1, -1, 3, 4, 2047, 2046, -2048, -2047};
    /** First and last bytes of pages, of halves of the address space, of limbs; the last ones wrap with an offset. */
    private static final int[] ADDRESSES = {
        0x1000,
        0x1ffc,
        0xfffc,
        0x10000,
        0x1fffc,
        0x7ffffffc,
        0x80000000,
        0xbffffff0,
        0xfffffffc,
        0,
        4,
        0xfffff800,
        0x7f000000
    };

    private static final LoadWordTable LOAD_WORD = new LoadWordTable();
    private static final LoadPartTable LOAD_PART = new LoadPartTable();
    private static final StoreWordTable STORE_WORD = new StoreWordTable();
    private static final StorePartTable STORE_PART = new StorePartTable();
    private static final List<InstructionTable> TABLES = List.of(LOAD_WORD, LOAD_PART, STORE_WORD, STORE_PART);

    @TestFactory
    List<DynamicTest> chipsAreThoseOfTheReference() {
        return ReferenceTables.agreeWith(TABLES);
    }

    /** Every load and store at every place in a word, around every edge of the address space, from bases that reach it by every edge of offsets. */
    private static MadeSteps steps() {
        MadeSteps made = new MadeSteps(SEED);
        for (int at : ADDRESSES) {
            for (int offset : OFFSETS) {
                for (int place = 0; place < 4; place++) {
                    int base = at + place - offset;
                    at(made, base, offset, made.word(), made.word());
                }
            }
        }
        for (int word : MadeSteps.EDGES) {
            for (int place = 0; place < 4; place++) {
                at(made, 0x2000 + place, 0, word, ~word);
            }
        }
        for (int k = 0; k < 300; k++) {
            at(made, made.random().nextInt(), made.random().nextInt(4096) - 2048, made.word(), made.word());
        }
        return made;
    }

    private static void at(MadeSteps made, int base, int offset, int word, int value) {
        int rd = made.random().nextInt(3);
        for (String name : Assembly.LOAD.keySet()) {
            if (isAligned(name, base + offset)) {
                made.add(load(name, rd, 1, offset), base, 0, word);
            }
        }
        for (String name : Assembly.STORE.keySet()) {
            if (isAligned(name, base + offset)) {
                made.add(store(name, 2, 1, offset), base, value, word).add(store(name, 1, 1, offset), base, base, word);
            }
        }
    }

    private static boolean isAligned(String name, int address) {
        return address % Meaning.width(Opcode.valueOf(name.toUpperCase(Locale.ROOT))) == 0;
    }

    private static RowChecks checks(InstructionTable table) {
        MadeSteps made = steps();
        return new RowChecks(table, made.program(), made.of(table.id()));
    }

    private static List<DynamicTest> each(Consumer<InstructionTable> check) {
        return TABLES.stream()
                .map(table -> DynamicTest.dynamicTest(table.id().name(), () -> check.accept(table)))
                .toList();
    }

    @TestFactory
    List<DynamicTest> rowsSayWhatTheInstructionsMean() {
        return each(table -> checks(table).honestRowsHold());
    }

    @TestFactory
    List<DynamicTest> fillingBlockByBlockIsFilling() {
        return each(table -> steps().fillingBlockByBlockIsFilling(table));
    }

    @TestFactory
    List<DynamicTest> changedCellsAreRefused() {
        return each(table -> checks(table).changedCellsAreRefused(SEED, free(table)));
    }

    @TestFactory
    List<DynamicTest> changesThatFitEachOtherAreRefused() {
        return each(table -> checks(table).repairedRowsAreRefused(SEED));
    }

    @TestFactory
    List<DynamicTest> atMostOneSelectorIsSet() {
        return each(table -> checks(table)
                .atMostOneSelectorIsSet(
                        table == LOAD_PART || table == STORE_PART
                                ? new String[] {"fbyte", "fhalf"}
                                : new String[] {"real"}));
    }

    /** In a half, nothing is split into bytes. */
    private static String[] free(InstructionTable table) {
        if (table == LOAD_PART) {
            return new String[] {"oth"};
        }
        return table == STORE_PART ? new String[] {"old", "keep", "low"} : new String[0];
    }

    private static Forgery loaded(InstructionTable table, String name, int base, int offset, int word) {
        return Forgery.of(table, new MadeSteps(SEED).add(load(name, 3, 1, offset), base, 0, word));
    }

    private static Forgery stored(InstructionTable table, String name, int base, int offset, int word, int value) {
        return Forgery.of(table, new MadeSteps(SEED).add(store(name, 2, 1, offset), base, value, word));
    }

    /** Rows of misaligned accesses, with every low part that their columns can say. */
    @Test
    void misalignedWordsAndHalvesHaveNoRow() {
        List<Forgery> rows = new ArrayList<>();
        for (int place = 1; place < 4; place++) {
            rows.add(loaded(LOAD_WORD, "lw", 0x2000 + place, 0, 7));
            rows.add(loaded(LOAD_WORD, "lw", 0x2000, place, 7));
            rows.add(stored(STORE_WORD, "sw", 0x2000, place - 4, 7, 8));
        }
        for (int place = 1; place < 4; place += 2) {
            rows.add(loaded(LOAD_PART, "lh", 0x2000, place, 7));
            rows.add(loaded(LOAD_PART, "lhu", 0x2000 + place, 0, 7));
            rows.add(stored(STORE_PART, "sh", 0x2000, place, 7, 8));
        }
        int quarter = KoalaBear.toCanonical(KoalaBear.inverse(KoalaBear.fromCanonical(4)));
        for (Forgery row : rows) {
            for (int numerator = -3; numerator < 4; numerator++) {
                Forgery moved = row.with("u", row.at("u") + (long) numerator * quarter);
                assertThat(moved.isAccepted()).isFalse();
                for (int low = 0; low < 4 && row.has("o0"); low++) {
                    assertThat(moved.with("o0", low & 1).with("o1", low >> 1).isAccepted())
                            .isFalse();
                }
            }
        }
    }

    @Test
    void anAddressDoesNotWrapAnywhereButAtTheTop() {
        Forgery below = loaded(LOAD_WORD, "lw", 4, -8, 7);
        assertThat(below.at("T")).isEqualTo(0xffff);
        assertThat(below.isAccepted()).isTrue();
        assertThat(below.with("T", -1).isAccepted()).isFalse();
        assertThat(below.with("u", -1).with("T", 0).isAccepted()).isFalse();
        Forgery above = stored(STORE_WORD, "sw", 0xfffffffc, 8, 7, 8);
        assertThat(above.at("T")).isZero();
        assertThat(above.isAccepted()).isTrue();
        assertThat(above.with("T", Word.W).isAccepted()).isFalse();
        assertThat(above.with("T", 0xffff).with("u", 1 << 14).isAccepted()).isFalse();
    }

    /** The word of register x1 is 2^30 + 1: beyond the index that any row of a load or store can say. */
    @Test
    void loadsAndStoresDoNotReachRegisters() {
        for (Forgery row : List.of(loaded(LOAD_WORD, "lw", 4, 0, 7), stored(STORE_WORD, "sw", 4, 0, 7, 8))) {
            assertThat(row.with("T", Word.W).isAccepted()).isFalse();
            assertThat(row.with("u", (1 << 30) + 1).isAccepted()).isFalse();
        }
    }

    @Test
    void aLoadExtendsBySignsAsItsOpcodeSays() {
        for (String name : List.of("lb", "lbu", "lh", "lhu")) {
            for (int word : new int[] {0x80, 0x7f, 0x8000, 0x7fff}) {
                Forgery row = loaded(LOAD_PART, name, 0x2000, 0, word);
                assertThat(row.isAccepted()).isTrue();
                for (String sign : List.of("sb", "sh")) {
                    Forgery turned = row.with(sign, 1 - row.at(sign));
                    assertThat(turned.isAccepted()).as("%s of %s", sign, name).isFalse();
                    assertThat(turned.with("uns", 1 - row.at("uns")).isAccepted())
                            .isFalse();
                }
            }
        }
    }

    @Test
    void aLoadTakesNoOtherByte() {
        Forgery row = loaded(LOAD_PART, "lbu", 0x2001, 0, 0x44332211);
        assertThat(row.at("sel")).isEqualTo(0x22);
        assertThat(row.with("sel", 0x11).with("oth", 0x22).isAccepted()).isFalse();
        assertThat(row.with("sel", 0x11).with("oth", 0x22).with("o0", 0).isAccepted())
                .isFalse();
        assertThat(row.with("sel", 0x22 + 1).with("oth", 0x11 - 256).isAccepted())
                .isFalse();
        assertThat(row.with("sel", 0x44).with("oth", 0x33).with("o1", 1).isAccepted())
                .isFalse();
        assertThat(row.with("sel", 0x2211).with("fbyte", 0).with("fhalf", 1).isAccepted())
                .isFalse();
    }

    @Test
    void aStoreTouchesNoOtherByteAndStoresNoMoreThanOne() {
        Forgery row = stored(STORE_PART, "sb", 0x2002, 0, 0x44332211, 0xabcd);
        assertThat(row.at("n1")).isEqualTo(0x44cd);
        assertThat(row.with("n1", 0xabcd).isAccepted()).isFalse();
        assertThat(row.with("n1", 0xabcd).with("keep", 0xab).isAccepted()).isFalse();
        assertThat(row.with("low", 0xabcd).with("n1", 0x4400 + 0xabcd).isAccepted())
                .isFalse();
        assertThat(row.with("n0", 0x2212).isAccepted()).isFalse();
        assertThat(row.with("n0", 0x2212).with("n1", 0x44cc).isAccepted()).isFalse();
        assertThat(row.with("n1", 0x33cd).with("old", 0x33).with("keep", 0x44).isAccepted())
                .isFalse();
        // The same half split off by one: old + 256 keep = (old + 256) + 256 (keep - 1).
        assertThat(row.with("old", 0x33 + 256)
                        .with("keep", 0x43)
                        .with("n1", 0x43cd)
                        .isAccepted())
                .isFalse();
        long off = KoalaBear.toCanonical(KoalaBear.inverse(KoalaBear.fromCanonical(256)));
        assertThat(row.with("old", 0x34)
                        .with("keep", 0x44 - off)
                        .with("n1", 0x44cc)
                        .isAccepted())
                .isFalse();
    }
}
