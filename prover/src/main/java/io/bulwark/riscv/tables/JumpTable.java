package io.bulwark.riscv.tables;

import io.bulwark.air.Chip;
import io.bulwark.air.Expression;
import io.bulwark.riscv.Opcode;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.TableId;

/**
 * j, nop, fence, and every register instruction whose target is x0: nothing happens but the next pc.
 *
 * <p>Sound: the next pc is the program row's x, and there is one row for a pc, so nothing is free.
 */
public final class JumpTable implements InstructionTable {
    private static final Columns COLUMNS = Columns.of("clk pcw x real");

    @Override
    public TableId id() {
        return TableId.JUMP;
    }

    @Override
    public Columns columns() {
        return COLUMNS;
    }

    @Override
    public Chip chip() {
        RowBuilder row = new RowBuilder("Jump", COLUMNS);
        row.selectors("real");
        Expression x = row.column("x");
        row.step(row.constant(Opcode.JUMP.number()), x, row.fields().withX(x));
        return row.build();
    }

    @Override
    public void fill(Program program, StepRecords steps, int from, int to, int[][] columns, LookupCounts counts) {
        StepCells step = new StepCells(COLUMNS, columns, program, steps, counts);
        int[] x = columns[COLUMNS.at("x")];
        int[] real = columns[COLUMNS.at("real")];
        for (int i = from; i < to; i++) {
            x[i] = step.put(i).target();
            real[i] = 1;
        }
        Columns.toMontgomery(columns, from, to);
    }
}
