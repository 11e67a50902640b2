package io.bulwark.riscv.tables;

import io.bulwark.air.Chip;
import io.bulwark.air.Expression;
import io.bulwark.riscv.Opcode;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.TableId;

/** slt, sltu: the result is the word of limbs (lt, 0), lt a bit. Sound by {@link Comparison}; signs are looked up in slt alone, in sltu they are 0. */
public final class SetLessTable implements InstructionTable {
    private static final Columns COLUMNS = Columns.of("clk pcw d s t b0 b1 c0 c1 e lt D mb mc p0 p1 fslt fsltu")
            .withAccesses("s", "t", "d");

    @Override
    public TableId id() {
        return TableId.SET_LESS;
    }

    @Override
    public Columns columns() {
        return COLUMNS;
    }

    @Override
    public Chip chip() {
        RowBuilder row = new RowBuilder("SetLess", COLUMNS);
        Expression[] selectors = row.selectors("fslt", "fsltu");
        Expression signed = selectors[0];
        Expression opcode = signed.times(Opcode.SLT.number()).plus(selectors[1].times(Opcode.SLTU.number()));
        Word b = row.word("b");
        Word c = row.word("c");
        row.register(opcode, b, c, new Word(row.column("lt"), row.constant(0)));
        Expression highB = Comparison.signed(row, b.hi(), row.column("mb"), signed);
        Expression highC = Comparison.signed(row, c.hi(), row.column("mc"), signed);
        Comparison.less(row, new Word(b.lo(), highB), new Word(c.lo(), highC));
        return row.build();
    }

    @Override
    public void fill(Program program, StepRecords steps, int from, int to, int[][] columns, LookupCounts counts) {
        RegisterCells registers = new RegisterCells(COLUMNS, columns, program, steps, counts);
        Comparison comparison = new Comparison(COLUMNS, columns, counts);
        WordCells b = new WordCells(COLUMNS, columns, "b");
        WordCells c = new WordCells(COLUMNS, columns, "c");
        int[] mb = columns[COLUMNS.at("mb")];
        int[] mc = columns[COLUMNS.at("mc")];
        int[] slt = columns[COLUMNS.at("fslt")];
        int[] sltu = columns[COLUMNS.at("fsltu")];
        for (int i = from; i < to; i++) {
            int signed = StepCells.same(registers.put(i).opcode(), Opcode.SLT);
            int x = steps.b[i];
            int y = steps.c[i];
            slt[i] = signed;
            sltu[i] = 1 - signed;
            b.put(i, x);
            c.put(i, y);
            mb[i] = Comparison.sign(x, signed, counts);
            mc[i] = Comparison.sign(y, signed, counts);
            comparison.put(i, x, mb[i], y, mc[i]);
        }
        Columns.toMontgomery(columns, from, to);
    }
}
