package io.bulwark.riscv.tables;

import io.bulwark.riscv.Instruction;
import io.bulwark.riscv.Program;

/** The filling side of {@link RowBuilder#register}: the step of a three-register instruction, its accesses and what d held before. */
final class RegisterCells {
    private final StepRecords steps;
    private final StepCells step;
    private final AccessCells accessS;
    private final AccessCells accessT;
    private final AccessCells accessD;
    private final WordCells p;
    private final int[] d;
    private final int[] s;
    private final int[] t;
    private final LookupCounts counts;

    RegisterCells(Columns names, int[][] columns, Program program, StepRecords steps, LookupCounts counts) {
        this.steps = steps;
        this.step = new StepCells(names, columns, program, steps, counts);
        this.accessS = new AccessCells(names, columns, "s", counts);
        this.accessT = new AccessCells(names, columns, "t", counts);
        this.accessD = new AccessCells(names, columns, "d", counts);
        this.p = new WordCells(names, columns, "p");
        this.d = columns[names.at("d")];
        this.s = columns[names.at("s")];
        this.t = columns[names.at("t")];
        this.counts = counts;
    }

    /** {@link #put} for rows from, .., to - 1. Several short loops: a long one has more arrays than a core has registers, and takes several times as long. */
    void putAll(int from, int to) {
        for (int i = from; i < to; i++) {
            Instruction instruction = step.put(i);
            d[i] = instruction.d();
            s[i] = instruction.s();
            t[i] = instruction.t();
        }
        p.putAll(steps.old, from, to);
        for (int i = from; i < to; i++) {
            int clk = steps.clk[i];
            int ofS = accessS.put(i, clk, steps.ts[i]);
            int ofT = accessT.put(i, clk + 1, steps.tt[i]);
            int ofD = accessD.put(i, clk + 2, steps.td[i]);
            counts.age(ofS, ofT, ofD);
        }
    }

    /** Writes all of a row but its operands, its result and what leads from one to the other; answers the instruction. */
    Instruction put(int row) {
        Instruction instruction = step.put(row);
        int clk = steps.clk[row];
        d[row] = instruction.d();
        s[row] = instruction.s();
        t[row] = instruction.t();
        p.put(row, steps.old[row]);
        int ofS = accessS.put(row, clk, steps.ts[row]);
        int ofT = accessT.put(row, clk + 1, steps.tt[row]);
        int ofD = accessD.put(row, clk + 2, steps.td[row]);
        counts.age(ofS, ofT, ofD);
        return instruction;
    }
}
