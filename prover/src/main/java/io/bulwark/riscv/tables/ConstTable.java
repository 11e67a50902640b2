package io.bulwark.riscv.tables;

import io.bulwark.air.Chip;
import io.bulwark.air.Expression;
import io.bulwark.riscv.Instruction;
import io.bulwark.riscv.Opcode;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.TableId;

/**
 * lui, auipc, li, and jal with a link: the program table holds the value and the next pc.
 *
 * <p>Sound: all that is sent comes from the program row, whose x and y are limbs by the making of that table.
 */
public final class ConstTable implements InstructionTable {
    private static final Columns COLUMNS =
            Columns.of("clk pcw d x y z p0 p1 real").withAccesses("d");

    @Override
    public TableId id() {
        return TableId.CONST;
    }

    @Override
    public Columns columns() {
        return COLUMNS;
    }

    @Override
    public Chip chip() {
        RowBuilder row = new RowBuilder("Const", COLUMNS);
        row.selectors("real");
        Expression d = row.column("d");
        Expression x = row.column("x");
        Expression y = row.column("y");
        Expression z = row.column("z");
        row.step(
                row.constant(Opcode.CONST.number()),
                z,
                row.fields().withD(d).withX(x).withY(y).withZ(z));
        row.write("d", d, row.word("p"), new Word(x, y), 2);
        return row.build();
    }

    @Override
    public void fill(Program program, StepRecords steps, int from, int to, int[][] columns, LookupCounts counts) {
        StepCells step = new StepCells(COLUMNS, columns, program, steps, counts);
        AccessCells accessD = new AccessCells(COLUMNS, columns, "d", counts);
        WordCells p = new WordCells(COLUMNS, columns, "p");
        int[] d = columns[COLUMNS.at("d")];
        int[] x = columns[COLUMNS.at("x")];
        int[] y = columns[COLUMNS.at("y")];
        int[] z = columns[COLUMNS.at("z")];
        int[] real = columns[COLUMNS.at("real")];
        for (int i = from; i < to; i++) {
            Instruction instruction = step.put(i);
            int value = instruction.immediate();
            d[i] = instruction.d();
            x[i] = value & 0xffff;
            y[i] = value >>> 16;
            z[i] = instruction.target();
            real[i] = 1;
            p.put(i, steps.old[i]);
            counts.age(accessD.put(i, steps.clk[i] + 2, steps.td[i]), 0, 0);
        }
        Columns.toMontgomery(columns, from, to);
    }
}
