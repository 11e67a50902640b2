package io.bulwark.riscv.tables;

import io.bulwark.air.Chip;
import io.bulwark.air.Expression;
import io.bulwark.riscv.Opcode;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.TableId;

/**
 * sll, srl, sra: the amount is the low five bits of c, 16 h + m with c0 = 32 w + 16 h + m; a lookup gives k, 2^k and 2^(16 - k) for the direction.
 *
 * <p>Sound: w has 11 bits by lookup, h is a bit by the selectors, and the lookup of powers has k = 0..15 to the right and k = 1..16 to the left, so m = k or
 * 16 - k is 0..15: the one decomposition of c0. Without the direction in that lookup k = 16 to the right or 0 to the left would pass off amount 16 h + 16 as
 * 16 h + 0. The rest is {@link Shift}'s.
 */
public final class ShiftRegTable implements InstructionTable {
    private static final Columns COLUMNS =
            Columns.of("clk pcw d s t c0 c1 w").and(Shift.COLUMNS).withAccesses("s", "t", "d");

    @Override
    public TableId id() {
        return TableId.SHIFT_REG;
    }

    @Override
    public Columns columns() {
        return COLUMNS;
    }

    @Override
    public Chip chip() {
        RowBuilder row = new RowBuilder("ShiftReg", COLUMNS);
        Shift.selectors(row);
        Expression left = row.column("L0").plus(row.column("L1"));
        Expression right = row.column("R0").plus(row.column("R1"));
        Expression opcode = left.times(Opcode.SLL.number())
                .plus(right.times(Opcode.SRL.number()))
                .plus(Shift.arithmetic(row, Opcode.SRA, Opcode.SRL));
        Word c = row.word("c");
        row.register(opcode, row.word("b"), c, row.word("a"));
        Expression k = row.column("k");
        Expression w = row.column("w");
        row.send(Buses.POW2, left, k, row.column("Q"), row.column("R"));
        Expression high = row.column("L1").plus(row.column("R1"));
        row.zero(c.lo().minus(w.times(32))
                .minus(high.times(16))
                .minus(k)
                .minus(left.times(k.times(2).subtractedFrom(16))));
        row.range(11, w);
        Shift.result(row);
        return row.build();
    }

    @Override
    public void fill(Program program, StepRecords steps, int from, int to, int[][] columns, LookupCounts counts) {
        RegisterCells registers = new RegisterCells(COLUMNS, columns, program, steps, counts);
        Shift shift = new Shift(COLUMNS, columns, counts);
        WordCells c = new WordCells(COLUMNS, columns, "c");
        int[] w = columns[COLUMNS.at("w")];
        for (int i = from; i < to; i++) {
            Opcode opcode = registers.put(i).opcode();
            int amount = steps.c[i];
            int left = StepCells.same(opcode, Opcode.SLL);
            int arithmetic = StepCells.same(opcode, Opcode.SRA);
            c.put(i, amount);
            w[i] = (amount & 0xffff) >>> 5;
            int k = shift.put(i, left, arithmetic, amount & 31, steps.b[i], steps.result[i]);
            counts.pow2(left == 1, k);
            counts.range(11, w[i]);
        }
        Columns.toMontgomery(columns, from, to);
    }
}
