package io.bulwark.riscv.tables;

import static io.bulwark.riscv.Assembly.auipc;
import static io.bulwark.riscv.Assembly.immediate;
import static io.bulwark.riscv.Assembly.jal;
import static io.bulwark.riscv.Assembly.lui;
import static io.bulwark.riscv.Assembly.register;
import static io.bulwark.riscv.Assembly.shift;
import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.field.KoalaBear;
import io.bulwark.riscv.Assembly;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The tables of fixed jumps, constants, sums, logic, shifts and comparisons. */
class ArithmeticTablesTest {
    private static final long SEED = 2011;
    private static final int FENCE = 0x0000000f;

    private static final int[] WORDS = {
        0,
        1,
        -1,
        -2,
        Integer.MIN_VALUE,
        Integer.MIN_VALUE + 1,
        Integer.MAX_VALUE,
        0x7fff,
        0x8000,
        0xffff,
        0x10000,
        0x7fff0000,
        0x80008000,
        0xffff0000,
        0x8000ffff,
        0xff00ff
    };
    private static final int[] AMOUNTS = {0, 1, 15, 16, 17, 31, 32, 33, 47, 0xffe0, 0xffff, 0x10000, -1, -16};
    private static final int[] IMMEDIATES = {0, 1, -1, 2, 15, 255, 256, -256, 1024, 2047, -2047, -2048};

    /** Each table with its selectors. */
    private static final Map<InstructionTable, String> TABLES = Map.ofEntries(
            Map.entry(new JumpTable(), "real"),
            Map.entry(new ConstTable(), "real"),
            Map.entry(new AddImmTable(), "real"),
            Map.entry(new AddHereTable(), "real"),
            Map.entry(new AddTable(), "fadd fsub"),
            Map.entry(new LogicTable(), "fand for fxor"),
            Map.entry(new LogicImmTable(), "fand for fxor"),
            Map.entry(new ShiftImmTable(), "L0 L1 R0 R1"),
            Map.entry(new ShiftRegTable(), "L0 L1 R0 R1"),
            Map.entry(new SetLessTable(), "fslt fsltu"),
            Map.entry(new SetLessImmTable(), "fslti fsltiu"));

    private static final RecordedSteps RUN = RecordedSteps.of(code(new Random(SEED)));

    private static int[] code(Random random) {
        Assembly code = new Assembly();
        for (String name :
                Stream.of("add", "sub", "and", "or", "xor", "slt", "sltu").toList()) {
            registers(code, name, WORDS, random);
        }
        for (String name : Stream.of("sll", "srl", "sra").toList()) {
            registers(code, name, AMOUNTS, random);
        }
        for (String name : Assembly.IMMEDIATE.keySet()) {
            for (int value : IMMEDIATES) {
                for (int k = 0; k < 12; k++) {
                    int rd = random.nextInt(4);
                    code.set(1, operand(random)).add(immediate(name, rd, random.nextInt(2), value));
                }
            }
        }
        for (String name : Assembly.SHIFT.keySet()) {
            for (int amount = 0; amount < 32; amount++) {
                for (int word : new int[] {operand(random), random.nextInt(), -1}) {
                    code.set(1, word).add(shift(name, random.nextInt(4), 1, amount));
                }
            }
        }
        for (int k = 0; k < 40; k++) {
            int over = random.nextInt(3);
            code.add(lui(random.nextInt(4), random.nextInt()), auipc(random.nextInt(4), random.nextInt()), FENCE);
            code.add(jal(0, 4 + 4 * over)).add(new int[over]);
            code.add(jal(5, 4 + 4 * over)).add(new int[over]);
        }
        return code.words();
    }

    /** All pairs of an edge word and a second operand, then random ones, in registers that may coincide with each other, with d and with x0. */
    private static void registers(Assembly code, String name, int[] seconds, Random random) {
        for (int b : WORDS) {
            for (int c : seconds) {
                code.set(1, b).set(2, c).add(register(name, 3, 1, 2));
            }
        }
        for (int k = 0; k < 100; k++) {
            code.set(1, operand(random)).set(2, operand(random));
            code.add(register(name, random.nextInt(4), random.nextInt(3), random.nextInt(3)));
        }
    }

    private static int operand(Random random) {
        return random.nextBoolean() ? random.nextInt() : WORDS[random.nextInt(WORDS.length)];
    }

    private static List<DynamicTest> onEachTable(Consumer<InstructionTable> check) {
        return TABLES.keySet().stream()
                .sorted((x, y) -> x.id().compareTo(y.id()))
                .map(table -> DynamicTest.dynamicTest(table.id().name(), () -> check.accept(table)))
                .toList();
    }

    private static RowChecks checks(InstructionTable table) {
        return new RowChecks(table, RUN.program(), RUN.of(table.id()));
    }

    @TestFactory
    List<DynamicTest> chipsAreThoseOfTheReference() {
        return ReferenceTables.agreeWith(TABLES.keySet());
    }

    @TestFactory
    List<DynamicTest> honestRowsHoldAndSayWhatTheInterpreterDid() {
        return onEachTable(table -> checks(table).honestRowsHold());
    }

    @TestFactory
    List<DynamicTest> accessesHoldWhateverTheirAge() {
        return onEachTable(table -> {
            StepRecords steps = RUN.atOtherTimes(table.id(), new Random(SEED));
            new RowChecks(table, RUN.program(), steps).honestRowsHold();
        });
    }

    @TestFactory
    List<DynamicTest> fillingBlockByBlockIsFilling() {
        return onEachTable(table -> {
            StepRecords steps = RUN.of(table.id());
            int columns = table.columns().count();
            int[][] atOnce = new int[columns][steps.rows];
            int[][] inBlocks = new int[columns][steps.rows];
            LookupCounts counts =
                    new LookupCounts(LookupFacts.AGE_BITS, RUN.program().textLength());
            LookupCounts countsOfBlocks =
                    new LookupCounts(LookupFacts.AGE_BITS, RUN.program().textLength());
            table.fill(RUN.program(), steps, 3, steps.rows, atOnce, counts);
            BlockwiseFilling.fill(table, RUN.program(), steps, 3, steps.rows, inBlocks, countsOfBlocks);
            assertThat(inBlocks).isDeepEqualTo(atOnce);
            assertThat(countsOfBlocks.range).isEqualTo(counts.range);
            assertThat(countsOfBlocks.program).isEqualTo(counts.program);
        });
    }

    @TestFactory
    List<DynamicTest> changedCellsAreRefused() {
        return onEachTable(table -> checks(table).changedCellsAreRefused(SEED));
    }

    @TestFactory
    List<DynamicTest> changesThatFitEachOtherAreRefused() {
        return onEachTable(table -> checks(table).repairedRowsAreRefused(SEED));
    }

    @TestFactory
    List<DynamicTest> atMostOneSelectorIsSet() {
        return onEachTable(
                table -> checks(table).atMostOneSelectorIsSet(TABLES.get(table).split(" ")));
    }

    /** For the same sum in {@link AddImmTable} a solver finds such a row; here it gives up. */
    @Test
    void onlyItsLookupRefusesAHighLimbOfASumInPlaceThatIsNone() {
        AddHereTable table = new AddHereTable();
        ChipRow row = new ChipRow(table.chip());
        Map<String, Integer> sum = Map.of("real", 1, "x", 6, "b0", 5, "b1", 7, "a0", 11);
        for (int high : new int[] {7, 7 + Word.W, 7 - Word.W}) {
            int[] cells = new int[table.columns().count()];
            sum.forEach((name, value) -> cells[table.columns().at(name)] = KoalaBear.fromCanonical(value));
            cells[table.columns().at("a1")] = KoalaBear.fromLong(high);
            assertThat(row.at(cells).holds()).isTrue();
            assertThat(row.messages().stream()
                            .filter(m -> m.bus() == Buses.RANGE.number())
                            .filter(m -> m.entries().getLast() >= Word.W))
                    .hasSize(high == 7 ? 0 : 1);
        }
    }
}
