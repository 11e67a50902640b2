package io.bulwark.riscv.tables;

import io.bulwark.air.Chip;
import io.bulwark.air.Expression;
import io.bulwark.riscv.Instruction;
import io.bulwark.riscv.Opcode;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.TableId;

/**
 * addi to the register that it reads, about half of all: one access instead of two, which receives the operand and sends the sum. The program row names the
 * register as d alone; its s is 0. Sound by {@link AddImmTable#sum}.
 */
public final class AddHereTable implements InstructionTable {
    private static final Columns COLUMNS =
            Columns.of("clk pcw d x b0 b1 a0 a1 real").withAccesses("d");

    @Override
    public TableId id() {
        return TableId.ADD_HERE;
    }

    @Override
    public Columns columns() {
        return COLUMNS;
    }

    @Override
    public Chip chip() {
        RowBuilder row = new RowBuilder("AddHere", COLUMNS);
        row.selectors("real");
        Expression d = row.column("d");
        Expression x = row.column("x");
        Word b = row.word("b");
        Word a = row.word("a");
        Expression next = row.column("pcw").plus(1);
        row.step(
                row.constant(Opcode.ADDI_HERE.number()),
                next,
                row.fields().withD(d).withX(x));
        row.write("d", d, b, a, 2);
        AddImmTable.sum(row, b, x, a);
        return row.build();
    }

    @Override
    public void fill(Program program, StepRecords steps, int from, int to, int[][] columns, LookupCounts counts) {
        StepCells step = new StepCells(COLUMNS, columns, program, steps, counts);
        AccessCells accessD = new AccessCells(COLUMNS, columns, "d", counts);
        WordCells b = new WordCells(COLUMNS, columns, "b");
        WordCells a = new WordCells(COLUMNS, columns, "a");
        int[] d = columns[COLUMNS.at("d")];
        int[] x = columns[COLUMNS.at("x")];
        int[] real = columns[COLUMNS.at("real")];
        for (int i = from; i < to; i++) {
            Instruction instruction = step.put(i);
            d[i] = instruction.d();
            x[i] = Columns.canonical(instruction.immediate());
            real[i] = 1;
            b.put(i, steps.old[i]);
            a.putChecked(i, steps.result[i], counts);
            counts.age(accessD.put(i, steps.clk[i] + 2, steps.td[i]), 0, 0);
        }
        Columns.toMontgomery(columns, from, to);
    }
}
