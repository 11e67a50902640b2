package io.bulwark.riscv.tables;

import static io.bulwark.riscv.Assembly.register;
import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.field.KoalaBear;
import io.bulwark.riscv.Opcode;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The tables of products, quotients and remainders; what somebody would say of a division stands in {@link DivisionLiesTest}. */
class ProductTablesTest {
    private static final long SEED = 2026;
    private static final List<String> NAMES = List.of("mul", "mulh", "mulhsu", "mulhu", "div", "divu", "rem", "remu");
    private static final int MIN = Integer.MIN_VALUE;

    private static final MulTable MUL = new MulTable();
    private static final MulHighTable HIGH = new MulHighTable();
    private static final DivTable DIV = new DivTable();
    private static final List<InstructionTable> TABLES = List.of(MUL, HIGH, DIV);

    @TestFactory
    List<DynamicTest> chipsAreThoseOfTheReference() {
        return ReferenceTables.agreeWith(TABLES);
    }

    /** All pairs of edges; random ones, of every size; equal registers; dividends next to a multiple of the divisor. */
    private static MadeSteps steps() {
        MadeSteps made = new MadeSteps(SEED);
        for (String name : NAMES) {
            for (int b : MadeSteps.EDGES) {
                for (int c : MadeSteps.EDGES) {
                    made.add(register(name, 3, 1, 2), b, c);
                }
                made.add(register(name, 1, 1, 1), b, b).add(register(name, 2, 0, 2), 0, b);
                made.add(register(name, 1, 1, 0), b, 0);
            }
            for (int k = 0; k < 300; k++) {
                int c = made.word() >> made.random().nextInt(32);
                int near = c * (made.random().nextInt() >> made.random().nextInt(32))
                        + made.random().nextInt(3)
                        - 1;
                made.add(register(name, 3, 1, 2), k % 2 == 0 ? made.word() : near, c);
            }
        }
        return made;
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
                        table == HIGH ? new String[] {"fmulh", "fmulhsu", "fmulhu"} : new String[] {"real"}));
    }

    /** What negates limbs means nothing where nothing is negated; which limb decides means nothing in a division by zero. */
    private static String[] free(InstructionTable table) {
        return table == DIV ? new String[] {"wb", "wc", "w0", "w1", "e"} : new String[0];
    }

    static Forgery row(InstructionTable table, String name, int b, int c) {
        Forgery row = Forgery.of(table, new MadeSteps(SEED).add(register(name, 3, 1, 2), b, c));
        assertThat(row.isAccepted()).as(name).isTrue();
        return row;
    }

    /** The row that another operation of the table would have, with this one's selectors. */
    static Forgery disguised(InstructionTable table, String name, String other, int b, int c, String... selectors) {
        Forgery own = row(table, name, b, c);
        Forgery row = Forgery.of(table, new MadeSteps(SEED).add(register(other, 3, 1, 2), b, c));
        for (String selector : selectors) {
            row = row.with(selector, own.at(selector));
        }
        return row;
    }

    /** The hole that lines of limbs times limbs have: a digit and a carry that are both wrong, by amounts that cancel modulo p. */
    @Test
    void aCarryOffByAFractionOfPIsRefused() {
        long off = KoalaBear.toCanonical(KoalaBear.inverse(KoalaBear.fromCanonical(256)));
        for (int line = 0; line < 4; line++) {
            for (int by : new int[] {1, -1, 2, 255}) {
                for (InstructionTable table : List.of(MUL, HIGH)) {
                    Forgery row = row(table, table == MUL ? "mul" : "mulh", 0x12345678, 0xf2345678);
                    String a = "a" + line;
                    String k = "k" + line;
                    Forgery changed = row.with(a, row.at(a) + by).with(k, row.at(k) - by * off);
                    assertThat(changed.isAccepted()).isFalse();
                    for (int t = 0; t < 3 && line > 1; t++) {
                        assertThat(changed.with("t" + line, t).isAccepted()).isFalse();
                    }
                }
            }
        }
    }

    @Test
    void aProductTakesItsSigns() {
        List<String> names = List.of("mulh", "mulhsu", "mulhu");
        for (int[] pair : new int[][] {{-1, -1}, {-5, 7}, {7, -5}, {MIN, MIN}, {MIN, 1}, {1, MIN}}) {
            for (String name : names) {
                for (String other : names) {
                    Forgery row = disguised(HIGH, name, other, pair[0], pair[1], "fmulh", "fmulhsu", "fmulhu");
                    boolean same = Meaning.result(opcode(name), pair[0], pair[1])
                            == Meaning.result(opcode(other), pair[0], pair[1]);
                    assertThat(!row.isAccepted() || same)
                            .as("%s as %s", other, name)
                            .isTrue();
                }
            }
        }
    }

    static Opcode opcode(String name) {
        return Opcode.valueOf(name.toUpperCase(Locale.ROOT));
    }

    @Test
    void aHighProductsLastLineIsFixed() {
        Forgery row = row(HIGH, "mulh", -5, 7);
        assertThat(row.at("neg")).isEqualTo(1);
        assertThat(row.with("neg", 0).isAccepted()).isFalse();
        assertThat(row.with("neg", 0).with("hi", row.at("hi") - (long) Word.W).isAccepted())
                .isFalse();
        assertThat(row.with("neg", 2).with("hi", row.at("hi") + (long) Word.W).isAccepted())
                .isFalse();
        assertThat(row.with("a5", row.at("a5") + 256)
                        .with("hi", row.at("hi") - 1)
                        .isAccepted())
                .isFalse();
    }

    @Test
    @Tag("slow")
    void noManyChangesAreAccepted() {
        for (InstructionTable table : TABLES) {
            RowChecks checks = checks(table);
            for (long seed = 0; seed < 100; seed++) {
                checks.changedCellsAreRefused(seed, free(table));
                checks.repairedRowsAreRefused(seed);
            }
        }
    }
}
