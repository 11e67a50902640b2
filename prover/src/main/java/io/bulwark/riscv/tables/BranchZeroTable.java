package io.bulwark.riscv.tables;

import io.bulwark.air.Chip;
import io.bulwark.air.Expression;
import io.bulwark.riscv.Opcode;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.TableId;

/**
 * beqz, bnez: beq and bne against x0, which is not read.
 *
 * <p>Sound: the limbs are below 2^16, so b0 + b1 < 2^17 is zero modulo p only if both are. eq (b0 + b1) = 0 lets eq be 1 only there, and the witness of
 * {@link ZeroTest} lets it be 0 only elsewhere. taken = fbeqz eq + fbnez (1 - eq), and the next pc follows.
 */
public final class BranchZeroTable implements InstructionTable {
    private static final Columns COLUMNS =
            Columns.of("clk pcw s z nxt b0 b1 eq inv fbeqz fbnez").withAccesses("s");

    @Override
    public TableId id() {
        return TableId.BRANCH_ZERO;
    }

    @Override
    public Columns columns() {
        return COLUMNS;
    }

    @Override
    public Chip chip() {
        RowBuilder row = new RowBuilder("BranchZero", COLUMNS);
        Expression s = row.column("s");
        Word b = row.word("b");
        Expression eq = row.column("eq");
        Expression[] selectors = row.selectors("fbeqz", "fbnez");
        Expression opcode = selectors[0].times(Opcode.BEQZ.number()).plus(selectors[1].times(Opcode.BNEZ.number()));
        row.step(opcode, row.column("nxt"), row.fields().withS(s).withZ(row.column("z")));
        row.read("s", s, b, 0);
        Expression sum = b.lo().plus(b.hi());
        row.zero(eq.times(sum));
        ZeroTest.declare(row, sum);
        BranchTarget.declare(row, selectors[0].times(eq).plus(selectors[1].times(eq.subtractedFrom(1))));
        return row.build();
    }

    @Override
    public void fill(Program program, StepRecords steps, int from, int to, int[][] columns, LookupCounts counts) {
        InstructionCells instructions = new InstructionCells(COLUMNS, columns, program, steps, counts);
        AccessCells accessS = new AccessCells(COLUMNS, columns, "s", counts);
        WordCells word = new WordCells(COLUMNS, columns, "b");
        ZeroTest zero = new ZeroTest(COLUMNS, columns);
        int[] beqz = columns[COLUMNS.at("fbeqz")];
        int[] bnez = columns[COLUMNS.at("fbnez")];
        for (int i = from; i < to; i++) {
            counts.age(accessS.put(i, steps.clk[i], steps.ts[i]), 0, 0);
        }
        for (int i = from; i < to; i++) {
            int b = steps.b[i];
            zero.put(i, (b & 0xffff) + (b >>> 16));
        }
        for (int i = from; i < to; i++) {
            int equal = StepCells.same(program.instruction(steps.index[i]).opcode(), Opcode.BEQZ);
            beqz[i] = equal;
            bnez[i] = 1 - equal;
        }
        instructions.putAll(from, to);
        word.putAll(steps.b, from, to);
        System.arraycopy(steps.next, from, columns[COLUMNS.at("nxt")], from, to - from);
        Columns.toMontgomery(columns, from, to);
        zero.invert(from, to);
    }
}
