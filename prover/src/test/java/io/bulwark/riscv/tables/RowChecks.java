package io.bulwark.riscv.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.field.KoalaBear;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.tables.ChipRow.Message;
import io.bulwark.riscv.tables.RecordedSteps.Access;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What must hold of an instruction table, on the rows that it fills for some steps. What a row should say on State, Program and Memory is said here from the
 * instruction and what the interpreter did, with nothing of the table.
 */
final class RowChecks {
    private static final int PADDING = 3;
    private static final int ROWS_TO_CHANGE = 6;
    private static final int CHANGES_OF_SEVERAL_CELLS = 200;
    private static final int REPAIRED_ROWS = 150;

    private final InstructionTable table;
    private final Program program;
    private final StepRecords steps;
    private final int[][] columns;
    private final LookupCounts filled;
    private final ChipRow row;

    /** Fills rows for these steps, in two parts, with some padding behind. */
    RowChecks(InstructionTable table, Program program, StepRecords steps) {
        this.table = table;
        this.program = program;
        this.steps = steps;
        this.row = new ChipRow(table.chip());
        this.columns = new int[table.columns().count()][steps.rows + PADDING];
        this.filled = new LookupCounts(LookupFacts.AGE_BITS, program.textLength());
        LookupCounts rest = new LookupCounts(LookupFacts.AGE_BITS, program.textLength());
        int middle = steps.rows / 3;
        table.fill(program, steps, middle, steps.rows, columns, rest);
        table.fill(program, steps, 0, middle, columns, filled);
        filled.add(rest);
    }

    /** Every constraint, message, lookup and count of every row. */
    void honestRowsHold() {
        assertThat(table.chip().main()).isEqualTo(columns.length);
        assertThat(steps.rows).as("steps of %s", table.id()).isPositive();
        LookupCounts counts = new LookupCounts(LookupFacts.AGE_BITS, program.textLength());
        for (int i = 0; i < steps.rows; i++) {
            Supplier<String> place = placeOf(i);
            row.at(cells(i));
            assertThat(row.holds())
                    .as(() -> "constraints %s, %s".formatted(row.constraints(), place.get()))
                    .isTrue();
            List<Message> messages = row.messages();
            assertThat(messages.stream().filter(RowChecks::isOfTheRun).toList())
                    .as(place)
                    .containsExactlyInAnyOrderElementsOf(expected(i));
            for (Message message : messages) {
                assertThat(LookupFacts.hold(program, message))
                        .as(() -> message + ", " + place.get())
                        .isTrue();
                LookupFacts.count(program, message, counts);
            }
        }
        for (int i = steps.rows; i < steps.rows + PADDING; i++) {
            assertThat(cells(i)).as("padding").containsOnly(0);
            assertThat(row.at(cells(i)).holds()).as("padding").isTrue();
            assertThat(row.messages()).as("padding").isEmpty();
        }
        assertThat(filled.range).isEqualTo(counts.range);
        assertThat(filled.and).isEqualTo(counts.and);
        assertThat(filled.age).isEqualTo(counts.age);
        assertThat(filled.pow2).isEqualTo(counts.pow2);
        assertThat(filled.program).isEqualTo(counts.program);
    }

    /**
     * Changes every cell of some honest rows, of each opcode one at least, and of a padding row: one at a time to many values, then two or three at once.
     * Such a row must break a constraint or a lookup or take something else from State, Program or Memory; if it takes the same, it must not be accepted with
     * anything else to send, nor one changed cell without any effect.
     *
     * @param free columns that may differ without effect on some rows, where nothing depends on them
     */
    void changedCellsAreRefused(long seed, String... free) {
        Random random = new Random(seed);
        for (int i : rowsToChange(random)) {
            boolean padding = i == steps.rows;
            int[] honest = cells(i);
            for (int c = 0; c < honest.length; c++) {
                String name = table.columns().names().get(c);
                boolean mayVary = padding || Set.of(free).contains(name);
                for (int value : candidates(honest[c], random)) {
                    int[] changed = honest.clone();
                    changed[c] = value;
                    checkRefused(
                            honest,
                            changed,
                            mayVary,
                            () -> "%s to %d, %s"
                                    .formatted(
                                            name,
                                            KoalaBear.toCanonical(value),
                                            placeOf(i).get()));
                }
            }
            for (int k = 0; k < CHANGES_OF_SEVERAL_CELLS; k++) {
                int[] changed = honest.clone();
                for (int cells = 2 + random.nextInt(2); cells > 0; cells--) {
                    int c = random.nextInt(changed.length);
                    List<Integer> candidates = candidates(changed[c], random);
                    changed[c] = candidates.get(random.nextInt(candidates.size()));
                }
                checkRefused(
                        honest,
                        changed,
                        true,
                        () -> "several cells, seed %d, %s"
                                .formatted(seed, placeOf(i).get()));
            }
        }
    }

    /**
     * Changes a cell of some honest rows that what they take does not depend on, and mends other such cells as well as it goes: no row that takes the same
     * from State, Program and Memory may be accepted with anything else to send.
     */
    void repairedRowsAreRefused(long seed) {
        Random random = new Random(seed);
        RepairedRows repairs = new RepairedRows(table.chip(), program, random);
        for (int i : rowsToChange(random)) {
            int[] honest = cells(i);
            List<Integer> open = open(honest);
            for (int k = 0; k < REPAIRED_ROWS && !open.isEmpty(); k++) {
                int first = open.get(random.nextInt(open.size()));
                List<Integer> candidates = candidates(honest[first], random);
                int value = candidates.get(random.nextInt(candidates.size()));
                int[] changed = repairs.attempt(honest, open, first, value);
                checkRefused(
                        honest,
                        changed,
                        true,
                        () -> "repaired, seed %d, %s".formatted(seed, placeOf(i).get()));
            }
        }
    }

    /** The columns that what a row takes does not depend on. */
    private List<Integer> open(int[] honest) {
        Set<Message> taken = only(row.at(honest).messages(), RowChecks::isTaken);
        List<Integer> open = new ArrayList<>();
        for (int c = 0; c < honest.length; c++) {
            int[] changed = honest.clone();
            changed[c] = KoalaBear.add(changed[c], KoalaBear.fromCanonical(12345));
            if (only(row.at(changed).messages(), RowChecks::isTaken).equals(taken)) {
                open.add(c);
            }
        }
        return open;
    }

    /** Each selector is a bit, of which a row has one at most; and a padding row with one asks for an instruction that no program has. */
    void atMostOneSelectorIsSet(String... selectors) {
        for (int[] start : List.of(new int[columns.length], cells(0))) {
            for (String first : selectors) {
                for (int value : new int[] {2, KoalaBear.P - 1, 1 << 16}) {
                    int[] changed = start.clone();
                    changed[table.columns().at(first)] = KoalaBear.fromCanonical(value);
                    assertThat(row.at(changed).holds())
                            .as("%s = %d", first, value)
                            .isFalse();
                }
                for (String second : selectors) {
                    int[] changed = start.clone();
                    changed[table.columns().at(first)] = KoalaBear.ONE;
                    changed[table.columns().at(second)] = KoalaBear.ONE;
                    assertThat(first.equals(second) || !row.at(changed).holds())
                            .as("%s and %s", first, second)
                            .isTrue();
                }
            }
        }
        for (String selector : selectors) {
            int[] changed = new int[columns.length];
            changed[table.columns().at(selector)] = KoalaBear.ONE;
            assertThat(row.at(changed).messages())
                    .as("padding with %s", selector)
                    .anyMatch(RowChecks::isOfTheRun);
            assertThat(isAccepted(changed)).as("padding with %s", selector).isFalse();
        }
    }

    private Set<Integer> rowsToChange(Random random) {
        Set<Integer> rows = new TreeSet<>(Set.of(steps.rows));
        Map<Integer, Integer> ofOpcode = new HashMap<>();
        for (int i = 0; i < steps.rows; i++) {
            ofOpcode.put(program.instruction(steps.index[i]).opcode().number(), i);
        }
        rows.addAll(ofOpcode.values());
        for (int k = 0; k < ROWS_TO_CHANGE; k++) {
            rows.add(random.nextInt(steps.rows));
        }
        return rows;
    }

    private boolean isAccepted(int[] cells) {
        return row.at(cells).holds() && row.messages().stream().allMatch(m -> LookupFacts.hold(program, m));
    }

    private void checkRefused(int[] honest, int[] changed, boolean mayVary, Supplier<String> place) {
        if (!isAccepted(changed)) {
            return;
        }
        List<Message> after = row.messages();
        List<Message> before = row.at(honest).messages();
        if (only(after, RowChecks::isTaken).equals(only(before, RowChecks::isTaken))) {
            assertThat(only(after, RowChecks::isGiven)).as(place).isEqualTo(only(before, RowChecks::isGiven));
            assertThat(mayVary || Arrays.equals(honest, changed))
                    .as(() -> "no effect of " + place.get())
                    .isTrue();
        }
    }

    private static Set<Message> only(List<Message> messages, Predicate<Message> predicate) {
        return messages.stream().filter(predicate).collect(Collectors.toSet());
    }

    /** Values of a cell to try, in Montgomery form: those that tables err by. */
    private static List<Integer> candidates(int cell, Random random) {
        int w = KoalaBear.fromCanonical(Word.W);
        int b = KoalaBear.fromCanonical(Word.B);
        List<Integer> values = new ArrayList<>();
        for (int step : new int[] {KoalaBear.ONE, w, b, KoalaBear.inverse(w), KoalaBear.inverse(b)}) {
            values.add(KoalaBear.add(cell, step));
            values.add(KoalaBear.sub(cell, step));
            values.add(KoalaBear.mul(step, KoalaBear.fromCanonical(random.nextInt(1 << 16))));
        }
        for (int value : new int[] {0, 1, 2, KoalaBear.P - 1, KoalaBear.P / 2, random.nextInt(KoalaBear.P)}) {
            values.add(KoalaBear.fromCanonical(value));
        }
        values.add(KoalaBear.fromCanonical(random.nextInt(Word.W)));
        values.add(KoalaBear.neg(cell));
        values.add(KoalaBear.sub(KoalaBear.ONE, cell));
        return values;
    }

    /** What row i should say on State, Program and Memory. */
    private List<Message> expected(int i) {
        int clk = steps.clk[i];
        List<Integer> instruction = LookupFacts.programRow(program, steps.index[i]);
        List<Message> out = new ArrayList<>();
        out.add(new Message(Buses.STATE.number(), false, 1, List.of(clk, instruction.getFirst())));
        out.add(new Message(Buses.STATE.number(), true, 1, List.of(clk + 4, steps.next[i])));
        out.add(new Message(Buses.PROGRAM.number(), true, 1, instruction));
        for (Access access : RecordedSteps.accesses(program, steps, i)) {
            int previous = RecordedSteps.previous(steps, access.tag())[i];
            out.add(memory(false, access.word(), access.before(), previous));
            out.add(memory(true, access.word(), access.after(), clk + access.k()));
        }
        return out;
    }

    private static Message memory(boolean sends, int word, int value, int time) {
        return new Message(Buses.MEMORY.number(), sends, 1, List.of(word, value & 0xffff, value >>> 16, time));
    }

    private static boolean isOfTheRun(Message message) {
        return message.bus() <= Buses.MEMORY.number();
    }

    /** What a row does not choose: it must be there already. */
    private static boolean isTaken(Message message) {
        return isOfTheRun(message) && (!message.sends() || message.bus() == Buses.PROGRAM.number());
    }

    private static boolean isGiven(Message message) {
        return isOfTheRun(message) && !isTaken(message);
    }

    private int[] cells(int i) {
        return Arrays.stream(columns).mapToInt(column -> column[i]).toArray();
    }

    private Supplier<String> placeOf(int i) {
        return () -> i == steps.rows
                ? "padding of " + table.id()
                : "row %d of %s: %s at clk %d, b = 0x%08x, c = 0x%08x, old = 0x%08x"
                        .formatted(
                                i,
                                table.id(),
                                program.instruction(steps.index[i]),
                                steps.clk[i],
                                steps.b[i],
                                steps.c[i],
                                steps.old[i]);
    }
}
