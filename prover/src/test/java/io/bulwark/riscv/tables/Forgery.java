package io.bulwark.riscv.tables;

import io.bulwark.field.KoalaBear;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.tables.ChipRow.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One row that a table fills, to be changed cell by cell: what somebody would try who wants it to say something else. */
final class Forgery {
    private final InstructionTable table;
    private final Program program;
    private final ChipRow row;
    private final int[] cells;

    private Forgery(InstructionTable table, Program program, ChipRow row, int[] cells) {
        this.table = table;
        this.program = program;
        this.row = row;
        this.cells = cells;
    }

    /** The row of the only step that there is of a table. */
    static Forgery of(InstructionTable table, MadeSteps made) {
        return all(table, made).getFirst();
    }

    /** The rows of all steps that there are of a table. */
    static List<Forgery> all(InstructionTable table, MadeSteps made) {
        Program program = made.program();
        StepRecords steps = made.of(table.id());
        int[][] columns = new int[table.columns().count()][steps.rows];
        LookupCounts counts = new LookupCounts(LookupFacts.AGE_BITS, program.textLength());
        table.fill(program, steps, 0, steps.rows, columns, counts);
        ChipRow row = new ChipRow(table.chip());
        List<Forgery> rows = new ArrayList<>();
        for (int i = 0; i < steps.rows; i++) {
            int place = i;
            rows.add(new Forgery(
                    table,
                    program,
                    row,
                    Arrays.stream(columns).mapToInt(column -> column[place]).toArray()));
        }
        return rows;
    }

    /** A padding row of the same table. */
    Forgery padding() {
        return new Forgery(table, program, row, new int[cells.length]);
    }

    /** A copy with a cell changed to a number modulo p. */
    Forgery with(String name, long value) {
        int[] changed = cells.clone();
        changed[table.columns().at(name)] = KoalaBear.fromLong(value);
        return new Forgery(table, program, row, changed);
    }

    /** A copy with the two limbs of a word changed. */
    Forgery withWord(String prefix, int word) {
        return with(prefix + 0, word & 0xffff).with(prefix + 1, word >>> 16);
    }

    /** Whether there is a column of this name. */
    boolean has(String name) {
        return table.columns().names().contains(name);
    }

    /** What a cell holds, canonical. */
    int at(String name) {
        return KoalaBear.toCanonical(cells[table.columns().at(name)]);
    }

    /** Whether all constraints hold and all lookups are answered. */
    boolean isAccepted() {
        row.at(cells);
        return row.holds() && row.messages().stream().allMatch(message -> LookupFacts.hold(program, message));
    }

    /** How many constraints do not hold. */
    long brokenConstraints() {
        return row.at(cells).constraints().stream().filter(value -> value != 0).count();
    }

    /** What it puts on the buses. */
    List<Message> messages() {
        return row.at(cells).messages();
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(table.id().name());
        for (String name : table.columns().names()) {
            out.append(' ').append(name).append('=').append(at(name));
        }
        return out.toString();
    }
}
