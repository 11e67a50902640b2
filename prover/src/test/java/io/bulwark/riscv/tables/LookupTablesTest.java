package io.bulwark.riscv.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.bulwark.air.Chip;
import io.bulwark.air.Table;
import io.bulwark.field.KoalaBear;
import io.bulwark.hash.Poseidon2;
import io.bulwark.riscv.Assembly;
import io.bulwark.riscv.GuestElf;
import io.bulwark.riscv.Opcode;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.tables.ChipRow.Message;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the tables that answer have in their rows, and that a count lands in the row that says what was asked. */
class LookupTablesTest {
    private static final long SEED = 7;

    /** The message that each row answers, for a multiplicity of 1. */
    private static Message answer(LookupTable table, int row, int[][] closed) {
        int[] cells = Arrays.stream(closed).mapToInt(column -> column[row]).toArray();
        List<Message> messages = new ChipRow(table.chip())
                .at(new int[] {KoalaBear.ONE}, new int[0], cells)
                .messages();
        assertThat(messages).hasSize(1);
        assertThat(messages.getFirst().sends()).isFalse();
        return messages.getFirst();
    }

    private static int[][] closed(Chip chip) {
        return chip.closed().stream()
                .map(column -> column.materialise(chip.closedLogHeight()))
                .toArray(int[][]::new);
    }

    /** The row that one question is counted in. */
    private static int counted(LookupTable table, LookupCounts counts, Consumer<LookupCounts> question) {
        question.accept(counts);
        int[] asked = table.asked(counts);
        int row = 0;
        while (asked[row] == 0) {
            row++;
        }
        int[][] columns = new int[1][asked.length];
        table.fill(counts, 0, asked.length, columns);
        assertThat(columns[0][row]).isEqualTo(KoalaBear.ONE);
        assertThat(Arrays.stream(columns[0]).filter(x -> x != 0).count()).isOne();
        asked[row] = 0;
        return row;
    }

    @Test
    void aQuestionIsCountedWhereItsAnswerStands() {
        Random random = new Random(SEED);
        for (int ageBits : new int[] {2, 4, 6}) {
            LookupCounts counts = new LookupCounts(ageBits, 1);
            LookupTable range = new RangeTable();
            LookupTable and = new AndTable();
            AgeTable age = new AgeTable(ageBits);
            LookupTable pow2 = new Pow2Table();
            int[][] ranges = closed(range.chip());
            int[][] ands = closed(and.chip());
            int[][] ages = closed(age.chip());
            int[][] powers = closed(pow2.chip());
            assertThat(ages[0]).hasSize(age.asked(counts).length).hasSize(1 << age.logHeight());
            for (int trial = 0; trial < 20; trial++) {
                int bits = random.nextInt(17);
                int value = random.nextInt(1 << bits);
                assertThat(answer(range, counted(range, counts, c -> c.range(bits, value)), ranges)
                                .entries())
                        .containsExactly(bits, value);
                int a = random.nextInt(256);
                int b = random.nextInt(256);
                assertThat(answer(and, counted(and, counts, c -> c.and(a, b)), ands)
                                .entries())
                        .containsExactly(a, b, a & b);
                int h1 = random.nextInt(1 << ageBits);
                int h2 = random.nextInt(1 << ageBits);
                int h3 = random.nextInt(1 << ageBits);
                assertThat(answer(age, counted(age, counts, c -> c.age(h1, h2, h3)), ages)
                                .entries())
                        .containsExactly(h1, h2, h3);
                boolean left = random.nextBoolean();
                int k = random.nextInt(16) + (left ? 1 : 0);
                assertThat(answer(pow2, counted(pow2, counts, c -> c.pow2(left, k)), powers)
                                .entries())
                        .containsExactly(left ? 1 : 0, k, 1 << k, 1 << (16 - k));
            }
        }
    }

    @Test
    void everyRowOfEveryClosedTableIsTrue() {
        Program program = Program.load(GuestElf.of(Assembly.ECALL));
        for (LookupTable table : List.of(new RangeTable(), new AndTable(), new AgeTable(6), new Pow2Table())) {
            int[][] closed = closed(table.chip());
            int step = closed[0].length > 64 ? 61 : 1;
            for (int row = 0; row < closed[0].length; row += row < 64 ? 1 : step) {
                Message answer = answer(table, row, closed);
                assertThat(LookupFacts.hold(program, answer)).as("%s", answer).isTrue();
            }
        }
    }

    @Test
    void noAgesButThoseOfAClass() {
        assertThatIllegalArgumentException().isThrownBy(() -> new AgeTable(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new AgeTable(7));
    }

    @Test
    void theProgramsRowsAreItsInstructionsAndTrapsAnswerNothing() {
        int[] code = {
            Assembly.immediate("addi", 5, 5, -3),
            Assembly.immediate("addi", 5, 6, -2048),
            Assembly.immediate("slti", 5, 6, -1),
            Assembly.lui(5, 0x80000000),
            Assembly.shift("slli", 3, 4, 0),
            Assembly.shift("srai", 3, 4, 31),
            Assembly.load("lb", 0, 2, -5),
            Assembly.jalr(0, 1, 0),
            Assembly.branch("bltu", 3, 4, -8),
            Assembly.ECALL,
            0x00100073
        };
        Program program = Program.load(GuestElf.of(code));
        Table rows = ProgramTable.preprocessed(program);
        ChipRow row = new ChipRow(new ProgramTable().chip());
        assertThat(rows.rows()).isEqualTo(program.textLength());
        for (int i = 0; i < rows.rows(); i++) {
            int r = i;
            int[] cells =
                    IntStream.range(0, rows.width()).map(c -> rows.column(c)[r]).toArray();
            row.at(new int[] {KoalaBear.ONE}, cells, new int[0]);
            boolean trap = program.instruction(i).opcode() == Opcode.TRAP;
            assertThat(row.holds()).as("row %d", i).isEqualTo(!trap);
            assertThat(row.messages().getFirst().entries()).isEqualTo(LookupFacts.programRow(program, i));
        }
        assertThat(program.instruction(code.length - 1).opcode()).isEqualTo(Opcode.TRAP);
    }

    @Test
    void refusesAPcWithTwoMeanings() {
        ProgramTable.checkOneMeaning(new int[] {4, 5, 9, (1 << 30) - 1});
        assertThatIllegalArgumentException().isThrownBy(() -> ProgramTable.checkOneMeaning(new int[] {4, 5, 5}));
        assertThatIllegalArgumentException().isThrownBy(() -> ProgramTable.checkOneMeaning(new int[] {4, 5, 4}));
        assertThatIllegalArgumentException().isThrownBy(() -> ProgramTable.checkOneMeaning(new int[] {1 << 30}));
        assertThatIllegalArgumentException().isThrownBy(() -> ProgramTable.checkOneMeaning(new int[] {-1, 0}));
    }

    @Test
    void thePermutationsTableAnswersBothBusesFromAnyCutOfItsRows() {
        Random random = new Random(SEED);
        HashRequests requests = new HashRequests();
        HashRequests others = new HashRequests();
        for (int i = 0; i < 150; i++) {
            int[] lanes = random.ints(Poseidon2.WIDTH, 0, KoalaBear.P).toArray();
            (i < 90 ? requests : others).add(lanes, 0, random.nextInt(3) == 0);
        }
        requests.add(others);
        Poseidon2Table table = new Poseidon2Table();
        FilledTable filled = FilledTable.of(table.chip(), table.columns(), 160);
        table.fill(requests, 70, 150, filled.cells());
        table.fill(requests, 0, 70, filled.cells());
        ChipRow row = new ChipRow(table.chip());
        for (int i = 0; i < 150; i++) {
            assertThat(row.at(filled.row(i)).holds()).as("row %d", i).isTrue();
            assertThat(row.messages()).hasSize(1);
            Message answer = row.messages().getFirst();
            assertThat(answer.bus()).isEqualTo(requests.isWhole(i) ? Buses.HASH24.number() : Buses.HASH9.number());
            assertThat(answer.multiplicity()).isOne();
            assertThat(Judge.isPermutation(answer)).as("row %d", i).isTrue();
            assertThat(answer.entries().getFirst())
                    .isEqualTo(KoalaBear.toCanonical(requests.inputs()[i * Poseidon2.WIDTH]));
        }
        for (int i = 150; i < 160; i++) {
            assertThat(filled.row(i)).containsOnly(0);
        }
    }
}
