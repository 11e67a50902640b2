package io.bulwark.riscv.tables;

import io.bulwark.air.Chip;
import io.bulwark.air.Expression;
import io.bulwark.riscv.Opcode;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.TableId;

/** addi to another register: a = b + x mod 2^32. Sound by {@link #sum}. */
public final class AddImmTable implements InstructionTable {
    private static final Columns COLUMNS =
            Columns.of("clk pcw d s x b0 b1 a0 a1 p0 p1 real").withAccesses("s", "d");

    @Override
    public TableId id() {
        return TableId.ADD_IMM;
    }

    @Override
    public Columns columns() {
        return COLUMNS;
    }

    /**
     * Declares a = b + x mod 2^32 for an immediate in [-2048, 2047], negative ones modulo p, and that the limbs of a are limbs.
     *
     * <p>Sound: X = b0 + x - a0 is one of 0, 2^16, -2^16, and a0 has 16 bits, so it is b0 + x mod 2^16 and X / 2^16 the carry, without a column of its own. Then
     * 2^16 (b1 - a1) + X is 0 or +-2^32 in the field; divided by 2^16, both sides are small integers, so a1 is b1 plus the carry mod 2^16. A carry that the
     * prover chose would put a0 or a1 outside of its range.
     */
    static void sum(RowBuilder row, Word b, Expression x, Word a) {
        Expression low = b.lo().plus(x).minus(a.lo());
        row.multipleOf(low, Word.W, 0, 1, -1);
        row.multipleOf(b.hi().minus(a.hi()).times(Word.W).plus(low), 1L << 32, 0, 1, -1);
        row.range(16, a.lo());
        row.range(16, a.hi());
    }

    @Override
    public Chip chip() {
        RowBuilder row = new RowBuilder("AddImm", COLUMNS);
        row.selectors("real");
        Expression d = row.column("d");
        Expression s = row.column("s");
        Expression x = row.column("x");
        Word b = row.word("b");
        Word a = row.word("a");
        Expression next = row.column("pcw").plus(1);
        row.step(
                row.constant(Opcode.ADDI.number()),
                next,
                row.fields().withD(d).withS(s).withX(x));
        row.read("s", s, b, 0);
        row.write("d", d, row.word("p"), a, 2);
        sum(row, b, x, a);
        return row.build();
    }

    @Override
    public void fill(Program program, StepRecords steps, int from, int to, int[][] columns, LookupCounts counts) {
        ImmediateCells immediates = new ImmediateCells(COLUMNS, columns, program, steps, counts);
        WordCells b = new WordCells(COLUMNS, columns, "b");
        WordCells a = new WordCells(COLUMNS, columns, "a");
        int[] x = columns[COLUMNS.at("x")];
        int[] real = columns[COLUMNS.at("real")];
        for (int i = from; i < to; i++) {
            x[i] = Columns.canonical(immediates.put(i).immediate());
            real[i] = 1;
            b.put(i, steps.b[i]);
            a.putChecked(i, steps.result[i], counts);
        }
        Columns.toMontgomery(columns, from, to);
    }
}
