package io.bulwark.riscv.tables;

import io.bulwark.air.Chip;
import io.bulwark.air.Expression;
import io.bulwark.riscv.Instruction;
import io.bulwark.riscv.Opcode;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.TableId;

/**
 * slti, sltiu: as {@link SetLessTable}, with c from the program row, its high limb y ready as the comparison takes it: 0, in sltiu 65535, in slti -1. Sound by
 * {@link Comparison}; x is a limb and y one of those by the making of the program table.
 */
public final class SetLessImmTable implements InstructionTable {
    private static final Columns COLUMNS =
            Columns.of("clk pcw d s x y b0 b1 e lt D mb p0 p1 fslti fsltiu").withAccesses("s", "d");

    @Override
    public TableId id() {
        return TableId.SET_LESS_IMM;
    }

    @Override
    public Columns columns() {
        return COLUMNS;
    }

    @Override
    public Chip chip() {
        RowBuilder row = new RowBuilder("SetLessImm", COLUMNS);
        Expression[] selectors = row.selectors("fslti", "fsltiu");
        Expression signed = selectors[0];
        Expression d = row.column("d");
        Expression s = row.column("s");
        Word b = row.word("b");
        Word c = new Word(row.column("x"), row.column("y"));
        row.step(
                signed.times(Opcode.SLTI.number()).plus(selectors[1].times(Opcode.SLTIU.number())),
                row.column("pcw").plus(1),
                row.fields().withD(d).withS(s).withX(c.lo()).withY(c.hi()));
        row.read("s", s, b, 0);
        row.write("d", d, row.word("p"), new Word(row.column("lt"), row.constant(0)), 2);
        Expression highB = Comparison.signed(row, b.hi(), row.column("mb"), signed);
        Comparison.less(row, new Word(b.lo(), highB), c);
        return row.build();
    }

    @Override
    public void fill(Program program, StepRecords steps, int from, int to, int[][] columns, LookupCounts counts) {
        ImmediateCells immediates = new ImmediateCells(COLUMNS, columns, program, steps, counts);
        Comparison comparison = new Comparison(COLUMNS, columns, counts);
        WordCells b = new WordCells(COLUMNS, columns, "b");
        int[] x = columns[COLUMNS.at("x")];
        int[] y = columns[COLUMNS.at("y")];
        int[] mb = columns[COLUMNS.at("mb")];
        int[] slti = columns[COLUMNS.at("fslti")];
        int[] sltiu = columns[COLUMNS.at("fsltiu")];
        for (int i = from; i < to; i++) {
            Instruction instruction = immediates.put(i);
            int signed = StepCells.same(instruction.opcode(), Opcode.SLTI);
            int immediate = instruction.immediate();
            int sign = (immediate >>> 31) & signed;
            slti[i] = signed;
            sltiu[i] = 1 - signed;
            x[i] = immediate & 0xffff;
            y[i] = Columns.canonical((immediate >>> 16) - (sign << 16));
            b.put(i, steps.b[i]);
            mb[i] = Comparison.sign(steps.b[i], signed, counts);
            comparison.put(i, steps.b[i], mb[i], immediate, sign);
        }
        Columns.toMontgomery(columns, from, to);
    }
}
