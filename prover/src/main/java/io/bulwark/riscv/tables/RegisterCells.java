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
