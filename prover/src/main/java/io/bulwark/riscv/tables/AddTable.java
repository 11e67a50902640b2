package io.bulwark.riscv.tables;

import io.bulwark.air.Chip;
import io.bulwark.air.Expression;
import io.bulwark.riscv.Opcode;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.TableId;

/**
 * add and sub: a = b + c, and a + c = b, mod 2^32.
 *
 * <p>Sound: of a sum u + c = v with all limbs of 16 bits, X = u0 + c0 - v0 is 0 or 2^16, so the carry X / 2^16 is the true one and needs no column; then
 * Y = 2^16 (u1 + c1 - v1) + X is 0 or 2^32, its carry falls away beyond the word. Divided by 2^16 all are integers below p. Only a is new in the row, so only
 * a is range-checked: given b and c there is one a. A row of neither selector is padding, one of both does not exist.
 */
public final class AddTable implements InstructionTable {
    private static final Columns COLUMNS =
            Columns.of("clk pcw d s t b0 b1 c0 c1 a0 a1 p0 p1 fadd fsub").withAccesses("s", "t", "d");

    @Override
    public TableId id() {
        return TableId.ADD;
    }

    @Override
    public Columns columns() {
        return COLUMNS;
    }

    @Override
    public Chip chip() {
        RowBuilder row = new RowBuilder("Add", COLUMNS);
        Expression[] selectors = row.selectors("fadd", "fsub");
        Expression add = selectors[0];
        Expression sub = selectors[1];
        Expression opcode = add.times(Opcode.ADD.number()).plus(sub.times(Opcode.SUB.number()));
        Word b = row.word("b");
        Word c = row.word("c");
        Word a = row.word("a");
        row.register(opcode, b, c, a);
        sum(row, add, b, c, a);
        sum(row, sub, a, c, b);
        row.range(16, a.lo());
        row.range(16, a.hi());
        return row.build();
    }

    /** Declares u + c = v mod 2^32 where the flag is 1. */
    private static void sum(RowBuilder row, Expression flag, Word u, Word c, Word v) {
        Expression low = u.lo().plus(c.lo()).minus(v.lo());
        Expression high = u.hi().plus(c.hi()).minus(v.hi()).times(Word.W).plus(low);
        row.zero(flag.times(low).times(low.minus(Word.W)));
        row.zero(flag.times(high).times(high.minus(1L << 32)));
    }

    @Override
    public void fill(Program program, StepRecords steps, int from, int to, int[][] columns, LookupCounts counts) {
        RegisterCells registers = new RegisterCells(COLUMNS, columns, program, steps, counts);
        WordCells b = new WordCells(COLUMNS, columns, "b");
        WordCells c = new WordCells(COLUMNS, columns, "c");
        WordCells a = new WordCells(COLUMNS, columns, "a");
        int[] add = columns[COLUMNS.at("fadd")];
        int[] sub = columns[COLUMNS.at("fsub")];
        for (int i = from; i < to; i++) {
            int isAdd = StepCells.same(registers.put(i).opcode(), Opcode.ADD);
            add[i] = isAdd;
            sub[i] = 1 - isAdd;
            b.put(i, steps.b[i]);
            c.put(i, steps.c[i]);
            a.putChecked(i, steps.result[i], counts);
        }
        Columns.toMontgomery(columns, from, to);
    }
}
