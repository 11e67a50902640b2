package io.bulwark.riscv.tables;

import io.bulwark.riscv.Instruction;
import io.bulwark.riscv.Program;

/** The step of an instruction that reads register s and writes d: the step itself, both accesses and what d held before. */
final class ImmediateCells {
    private final StepRecords steps;
    private final StepCells step;
    private final AccessCells accessS;
    private final AccessCells accessD;
    private final WordCells p;
    private final int[] d;
    private final int[] s;
    private final LookupCounts counts;

    ImmediateCells(Columns names, int[][] columns, Program program, StepRecords steps, LookupCounts counts) {
        this.steps = steps;
        this.step = new StepCells(names, columns, program, steps, counts);
        this.accessS = new AccessCells(names, columns, "s", counts);
        this.accessD = new AccessCells(names, columns, "d", counts);
        this.p = new WordCells(names, columns, "p");
        this.d = columns[names.at("d")];
        this.s = columns[names.at("s")];
        this.counts = counts;
    }

    /** Writes all of a row but its operand, its immediate, its result and what leads from one to the other; answers the instruction. */
    Instruction put(int row) {
        Instruction instruction = step.put(row);
        int clk = steps.clk[row];
        d[row] = instruction.d();
        s[row] = instruction.s();
        p.put(row, steps.old[row]);
        int ofS = accessS.put(row, clk, steps.ts[row]);
        int ofD = accessD.put(row, clk + 2, steps.td[row]);
        counts.age(ofS, ofD, 0);
        return instruction;
    }
}
