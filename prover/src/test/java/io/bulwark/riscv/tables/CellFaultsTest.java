package io.bulwark.riscv.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.field.KoalaBear;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.tables.ChipRow.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * One wrong cell in a run that is otherwise true, in every column of every table: a constraint breaks, a lookup is false, or a message that carries state or
 * answers is another one and so finds no counterpart. On padding rows a cell may only matter if the row is refused.
 */
class CellFaultsTest {
    private static final int ROWS = 7;
    private static ClosedSystem system;

    @BeforeAll
    static void run() {
        system = SystemTablesTest.allCalls();
    }

    private static boolean isRefused(Program program, ChipRow row, List<Message> honest) {
        if (!row.holds()) {
            return true;
        }
        List<Message> messages = row.messages();
        boolean truthful = messages.stream()
                .filter(CellFaultsTest::asks)
                .allMatch(message -> Judge.isTrueLookup(program, message));
        return !truthful || !bound(messages).equals(bound(honest));
    }

    private static boolean asks(Message message) {
        return message.sends() && !Buses.all().get(message.bus() - 1).state();
    }

    /** Messages that something else of the run is the counterpart of. */
    private static List<Message> bound(List<Message> messages) {
        return messages.stream().filter(message -> !asks(message)).toList();
    }

    private static List<FilledTable> tables() {
        List<String> closed = List.of("Program", "Range", "And", "Age", "Pow2", "Const", "AddHere");
        return system.tables().stream()
                .filter(table -> !closed.contains(table.chip().name()))
                .toList();
    }

    @TestFactory
    List<DynamicTest> everyCellOfARealRowMatters() {
        List<DynamicTest> tests = new ArrayList<>();
        for (FilledTable table : tables()) {
            tests.add(DynamicTest.dynamicTest(table.chip().name(), () -> {
                ChipRow row = new ChipRow(table.chip());
                int step = Math.max(1, table.rows() / ROWS);
                for (int r = 0; r < table.rows(); r += step) {
                    for (int column = 0; column < table.columns().count(); column++) {
                        checkRealCell(table, row, r, column);
                    }
                }
            }));
        }
        return tests;
    }

    private static void checkRealCell(FilledTable table, ChipRow row, int r, int column) {
        int[] cells = table.row(r);
        List<Message> honest = row.at(cells).messages();
        int value = cells[column];
        String name = table.columns().names().get(column);
        for (int other : others(value)) {
            cells[column] = other;
            boolean refused = isRefused(system.run().program(), row.at(cells), honest);
            assertThat(refused || isAnotherWitness(table, r, name))
                    .as("%s of %s, row %d, %d", name, table.chip().name(), r, KoalaBear.toCanonical(other))
                    .isTrue();
        }
        cells[column] = value;
    }

    /** Where a read asks for exactly what is left, either name of the minimum is true. */
    private static boolean isAnotherWitness(FilledTable table, int row, String column) {
        return table.chip().name().equals("Read")
                && column.equals("end")
                && table.get("s0", row) == 0
                && table.get("s1", row) == 0;
    }

    private static Set<Integer> others(int value) {
        int one = KoalaBear.ONE;
        Set<Integer> out = new TreeSet<>(List.of(
                0,
                one,
                KoalaBear.fromCanonical(2),
                KoalaBear.add(value, one),
                KoalaBear.sub(value, one),
                KoalaBear.sub(0, value),
                KoalaBear.add(value, KoalaBear.fromCanonical(1 << 16)),
                KoalaBear.sub(value, KoalaBear.fromCanonical(1 << 16))));
        out.remove(value);
        return out;
    }

    @TestFactory
    List<DynamicTest> aPaddingRowWithOneCellSaysNothingThatIsBelieved() {
        List<DynamicTest> tests = new ArrayList<>();
        for (FilledTable table : tables()) {
            tests.add(DynamicTest.dynamicTest(table.chip().name(), () -> {
                ChipRow row = new ChipRow(table.chip());
                int[] cells = new int[table.columns().count()];
                assertThat(row.at(cells).holds()).isTrue();
                assertThat(row.messages()).isEmpty();
                Set<String> speaking = new TreeSet<>();
                for (int column = 0; column < cells.length; column++) {
                    for (int value : new int[] {1, 2, KoalaBear.P - 1, 77}) {
                        cells[column] = KoalaBear.fromCanonical(value);
                        if (!row.at(cells).messages().isEmpty()) {
                            speaking.add(table.columns().names().get(column));
                            assertThat(isRefused(system.run().program(), row, List.of()))
                                    .as("%s, %d", table.columns().names().get(column), value)
                                    .isTrue();
                        }
                    }
                    cells[column] = 0;
                }
                assertThat(speaking)
                        .isEqualTo(SPEAKING.getOrDefault(table.chip().name(), Set.of("real")));
            }));
        }
        return tests;
    }

    private static final Map<String, Set<String>> SPEAKING =
            Map.of("Node", Set.of("real", "tl", "tr"), "Poseidon2", Set.of("m9", "m24"));

    @Test
    void selectorsThatAreNoSelectorsAreRefused() {
        for (FilledTable table : tables()) {
            ChipRow row = new ChipRow(table.chip());
            String selector = table.chip().name().equals("Poseidon2") ? "sel" : "real";
            for (int value : new int[] {0, 2, KoalaBear.P - 1}) {
                int[] cells = table.row(0);
                List<Message> honest = row.at(cells).messages();
                assertThat(honest).isNotEmpty();
                cells[table.columns().at(selector)] = KoalaBear.fromCanonical(value);
                assertThat(isRefused(system.run().program(), row.at(cells), honest))
                        .as("%s, %s = %d", table.chip().name(), selector, value)
                        .isTrue();
            }
        }
    }

    @Test
    void thePermutationsTableAnswersNothingWithSelectorZeroOrTwo() {
        Poseidon2Table table = new Poseidon2Table();
        ChipRow row = new ChipRow(table.chip());
        for (String answer : List.of("m9", "m24")) {
            for (int selector : new int[] {0, 2, KoalaBear.P - 1}) {
                int[] zeros = new int[table.columns().count()];
                zeros[table.columns().at(answer)] = KoalaBear.ONE;
                zeros[table.columns().at("sel")] = KoalaBear.fromCanonical(selector);
                assertThat(row.at(zeros).holds())
                        .as("%s, sel %d", answer, selector)
                        .isFalse();
                int[] real = system.table("Poseidon2").row(1);
                real[table.columns().at(answer)] = KoalaBear.ONE;
                real[table.columns().at("sel")] = KoalaBear.fromCanonical(selector);
                assertThat(row.at(real).holds())
                        .as("%s, sel %d", answer, selector)
                        .isFalse();
            }
        }
    }

    @Test
    void aCountOfLookupsThatIsOffDoesNotBalance() {
        for (String name : List.of("Program", "Range", "Age", "Poseidon2")) {
            ClosedSystem wrong = SystemTablesTest.allCalls();
            FilledTable table = wrong.table(name);
            String column = name.equals("Poseidon2") ? "m9" : "m";
            int asked = 0;
            while (table.get(column, asked) == 0) {
                asked++;
            }
            table.set(column, asked, table.get(column, asked) + 1L);
            assertThat(wrong.wrong()).as(name).hasSize(1);
        }
    }
}
