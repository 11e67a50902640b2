package io.bulwark.riscv.tables;

import io.bulwark.air.Chip;
import io.bulwark.air.Expression;
import io.bulwark.riscv.Instruction;
import io.bulwark.riscv.Opcode;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.TableId;

/**
 * slli, srli, srai: the program row gives k, 2^k and 2^(16 - k), and its opcode direction and h. Sound by {@link Shift}; no setting of the selectors and sra
 * spells another opcode, as sra is 0 with left shifts.
 */
public final class ShiftImmTable implements InstructionTable {
    private static final Columns COLUMNS =
            Columns.of("clk pcw d s").and(Shift.COLUMNS).withAccesses("s", "d");

    @Override
    public TableId id() {
        return TableId.SHIFT_IMM;
    }

    @Override
    public Columns columns() {
        return COLUMNS;
    }

    @Override
    public Chip chip() {
        RowBuilder row = new RowBuilder("ShiftImm", COLUMNS);
        Shift.selectors(row);
        Expression d = row.column("d");
        Expression s = row.column("s");
        Word b = row.word("b");
        Expression opcode = row.column("L0")
                .times(Opcode.SLL_I0.number())
                .plus(row.column("L1").times(Opcode.SLL_I1.number()))
                .plus(row.column("R0").times(Opcode.SRL_I0.number()))
                .plus(row.column("R1").times(Opcode.SRL_I1.number()))
                .plus(Shift.arithmetic(row, Opcode.SRA_I0, Opcode.SRL_I0));
        RowBuilder.Fields fields = row.fields()
                .withD(d)
                .withS(s)
                .withX(row.column("k"))
                .withY(row.column("Q"))
                .withZ(row.column("R"));
        row.step(opcode, row.column("pcw").plus(1), fields);
        row.read("s", s, b, 0);
        row.write("d", d, row.word("p"), row.word("a"), 2);
        Shift.result(row);
        return row.build();
    }

    @Override
    public void fill(Program program, StepRecords steps, int from, int to, int[][] columns, LookupCounts counts) {
        ImmediateCells immediates = new ImmediateCells(COLUMNS, columns, program, steps, counts);
        Shift shift = new Shift(COLUMNS, columns, counts);
        for (int i = from; i < to; i++) {
            Instruction instruction = immediates.put(i);
            Opcode opcode = instruction.opcode();
            int left = StepCells.same(opcode, Opcode.SLL_I0) | StepCells.same(opcode, Opcode.SLL_I1);
            int arithmetic = StepCells.same(opcode, Opcode.SRA_I0) | StepCells.same(opcode, Opcode.SRA_I1);
            shift.put(i, left, arithmetic, instruction.immediate(), steps.b[i], steps.result[i]);
        }
        Columns.toMontgomery(columns, from, to);
    }
}
