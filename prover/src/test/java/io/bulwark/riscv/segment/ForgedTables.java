package io.bulwark.riscv.segment;

import io.bulwark.air.Chip;
import io.bulwark.air.Table;
import io.bulwark.field.KoalaBear;
import io.bulwark.riscv.TableId;
import io.bulwark.riscv.tables.CallTable;
import io.bulwark.riscv.tables.Columns;
import io.bulwark.riscv.tables.InstructionTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The tables of a segment, to be changed by someone who lies: cells by name, rows added and taken away. Numbers are canonical. */
final class ForgedTables {
    private final TracedSegment honest;
    private final List<Table> tables;

    ForgedTables(TracedSegment honest) {
        this.honest = honest;
        this.tables = new ArrayList<>(honest.tables());
    }

    /** The columns of a chip by name; those of lookup tables have none. */
    static Columns columns(int chip) {
        List<InstructionTable> instructions = MachineTables.INSTRUCTIONS;
        List<CallTable> calls = MachineTables.CALLS;
        if (chip < instructions.size()) {
            return instructions.get(chip).columns();
        }
        if (chip < MachineTables.BLOCK) {
            return calls.get(chip - MachineTables.FIRST_CALL).columns();
        }
        if (chip == MachineTables.BLOCK) {
            return MachineTables.BLOCKS.columns();
        }
        if (chip == MachineTables.NODE) {
            return MachineTables.NODES.columns();
        }
        return chip == MachineTables.PERMUTATION
                ? MachineTables.PERMUTATIONS.columns()
                : MachineTables.LOOKUPS.get(chip - MachineTables.PROGRAM).columns();
    }

    static int chip(TableId id) {
        return MachineTables.chipsOf(id).getFirst();
    }

    int rows(int chip) {
        return tables.get(chip).rows();
    }

    int get(int chip, String column, int row) {
        return KoalaBear.toCanonical(tables.get(chip).column(columns(chip).at(column))[row]);
    }

    ForgedTables set(int chip, String column, int row, long value) {
        Table table = tables.get(chip);
        tables.set(chip, table.with(columns(chip).at(column), row, KoalaBear.fromLong(value)));
        return this;
    }

    ForgedTables add(int chip, String column, int row, long value) {
        return set(chip, column, row, get(chip, column, row) + value);
    }

    /** A row more, equal to one that there is. */
    ForgedTables copyRow(int chip, int row) {
        return resize(chip, rows(chip) + 1, row);
    }

    /** A row more, all zero. */
    ForgedTables zeroRow(int chip) {
        return resize(chip, rows(chip) + 1, -1);
    }

    /** The last row less. */
    ForgedTables dropLast(int chip) {
        return resize(chip, rows(chip) - 1, -1);
    }

    private ForgedTables resize(int chip, int rows, int copied) {
        Table table = tables.get(chip);
        int[][] columns = new int[table.width()][];
        for (int c = 0; c < columns.length; c++) {
            columns[c] = Arrays.copyOf(table.column(c), rows);
            if (copied >= 0) {
                columns[c][rows - 1] = columns[c][copied];
            }
        }
        tables.set(chip, Table.of(rows, columns));
        return this;
    }

    /** One use more of a row of a lookup table. */
    ForgedTables ask(int chip, int row, int times) {
        Table table = tables.get(chip);
        int m = KoalaBear.toCanonical(table.column(0)[row]);
        tables.set(chip, table.with(0, row, KoalaBear.fromLong((long) m + times)));
        return this;
    }

    Chip chipOf(int chip) {
        return honest.machine().machine().chips().get(chip);
    }

    TracedSegment segment() {
        return honest.with(tables);
    }
}
