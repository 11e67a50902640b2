package io.bulwark.riscv.tables;

import io.bulwark.air.Chip;
import io.bulwark.air.Expression;
import io.bulwark.riscv.Opcode;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.TableId;

/**
 * beq, bne.
 *
 * <p>Sound: with x = b0 - c0 and y = b1 - c1, eq x = 0 and eq y = 0 let eq be 1 only where both limbs agree. One witness shows that they do not:
 * x^2 - 3 y^2 has an inverse. As 3 generates the field's group it is no square, so x^2 = 3 y^2 only for x = y = 0, and |x|, |y| < 2^16 are zero as integers. A
 * plain x + 2^16 y would vanish where it is a multiple of p. taken = fbeq eq + fbne (1 - eq), and the next pc follows.
 */
public final class BranchEqTable implements InstructionTable {
    private static final Columns COLUMNS =
            Columns.of("clk pcw s t z nxt b0 b1 c0 c1 eq inv fbeq fbne").withAccesses("s", "t");

    @Override
    public TableId id() {
        return TableId.BRANCH_EQ;
    }

    @Override
    public Columns columns() {
        return COLUMNS;
    }

    @Override
    public Chip chip() {
        RowBuilder row = new RowBuilder("BranchEq", COLUMNS);
        Expression s = row.column("s");
        Expression t = row.column("t");
        Word b = row.word("b");
        Word c = row.word("c");
        Expression eq = row.column("eq");
        Expression[] selectors = row.selectors("fbeq", "fbne");
        Expression opcode = selectors[0].times(Opcode.BEQ.number()).plus(selectors[1].times(Opcode.BNE.number()));
        row.step(opcode, row.column("nxt"), row.fields().withS(s).withT(t).withZ(row.column("z")));
        row.read("s", s, b, 0);
        row.read("t", t, c, 1);
        Expression x = b.lo().minus(c.lo());
        Expression y = b.hi().minus(c.hi());
        row.zero(eq.times(x));
        row.zero(eq.times(y));
        ZeroTest.declare(row, x.times(x).minus(y.times(y).times(3)));
        BranchTarget.declare(row, selectors[0].times(eq).plus(selectors[1].times(eq.subtractedFrom(1))));
        return row.build();
    }

    @Override
    public void fill(Program program, StepRecords steps, int from, int to, int[][] columns, LookupCounts counts) {
        InstructionCells instructions = new InstructionCells(COLUMNS, columns, program, steps, counts);
        AccessCells accessS = new AccessCells(COLUMNS, columns, "s", counts);
        AccessCells accessT = new AccessCells(COLUMNS, columns, "t", counts);
        WordCells wordB = new WordCells(COLUMNS, columns, "b");
        WordCells wordC = new WordCells(COLUMNS, columns, "c");
        ZeroTest zero = new ZeroTest(COLUMNS, columns);
        int[] beq = columns[COLUMNS.at("fbeq")];
        int[] bne = columns[COLUMNS.at("fbne")];
        for (int i = from; i < to; i++) {
            int clk = steps.clk[i];
            counts.age(accessS.put(i, clk, steps.ts[i]), accessT.put(i, clk + 1, steps.tt[i]), 0);
        }
        for (int i = from; i < to; i++) {
            int b = steps.b[i];
            int c = steps.c[i];
            int x = (b & 0xffff) - (c & 0xffff);
            int y = (b >>> 16) - (c >>> 16);
            zero.put(i, (long) x * x - 3L * y * y);
        }
        for (int i = from; i < to; i++) {
            int equal = StepCells.same(program.instruction(steps.index[i]).opcode(), Opcode.BEQ);
            beq[i] = equal;
            bne[i] = 1 - equal;
        }
        instructions.putAll(from, to);
        wordB.putAll(steps.b, from, to);
        wordC.putAll(steps.c, from, to);
        System.arraycopy(steps.next, from, columns[COLUMNS.at("nxt")], from, to - from);
        Columns.toMontgomery(columns, from, to);
        zero.invert(from, to);
    }
}
