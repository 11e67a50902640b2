package io.bulwark.riscv.tables;

import io.bulwark.air.Expression;
import io.bulwark.riscv.Instruction;
import io.bulwark.riscv.Program;

/**
 * What instructions on three registers have in common: {@code s} is read at clk, {@code t} at clk + 1, {@code d} is written at clk + 2 over the old value in
 * columns {@code p0}, {@code p1}. In that order, so any of them may be the same register. Declarations first, then the filling.
 */
final class ThreeRegisters {
    private final StepRecords steps;
    private final LookupCounts counts;
    private final InstructionCells instruction;
    private final AccessCells s;
    private final AccessCells t;
    private final AccessCells d;
    private final WordCells old;

    /** Fills what {@link #declare} declares, of one table. */
    ThreeRegisters(Columns names, int[][] columns, Program program, StepRecords steps, LookupCounts counts) {
        this.steps = steps;
        this.counts = counts;
        instruction = new InstructionCells(names, columns, program, steps, counts);
        s = new AccessCells(names, columns, "s", counts);
        t = new AccessCells(names, columns, "t", counts);
        d = new AccessCells(names, columns, "d", counts);
        old = new WordCells(names, columns, "p");
    }

    /**
     * Declares State, the instruction and the three accesses; the next pc is the one behind.
     *
     * @param b what register s holds
     * @param c what register t holds
     * @param a what goes into register d
     */
    static void declare(RowBuilder row, Expression opcode, Word b, Word c, Word a) {
        Expression d = row.column("d");
        Expression s = row.column("s");
        Expression t = row.column("t");
        row.step(opcode, row.column("pcw").plus(1), row.fields().withD(d).withS(s).withT(t));
        row.read("s", s, b, 0);
        row.read("t", t, c, 1);
        row.write("d", d, row.word("p"), a, 2);
    }

    /**
     * Writes a row, canonical, and counts its lookups.
     *
     * @return the instruction
     */
    Instruction put(int row) {
        int clk = steps.clk[row];
        int hs = s.put(row, clk, steps.ts[row]);
        int ht = t.put(row, clk + 1, steps.tt[row]);
        int hd = d.put(row, clk + 2, steps.td[row]);
        counts.age(hs, ht, hd);
        old.put(row, steps.old[row]);
        return instruction.put(row);
    }
}
