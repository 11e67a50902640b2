package io.bulwark.riscv.tables;

import io.bulwark.riscv.Instruction;
import io.bulwark.riscv.Opcode;
import io.bulwark.riscv.Program;

/** The filling side of {@link RowBuilder#step}: columns {@code clk} and {@code pcw}, and the count of the instruction. */
final class StepCells {
    private final Program program;
    private final int firstPc;
    private final int[] clkOf;
    private final int[] indexOf;
    private final int[] clk;
    private final int[] pcw;
    private final LookupCounts counts;

    StepCells(Columns names, int[][] columns, Program program, StepRecords steps, LookupCounts counts) {
        this.program = program;
        this.firstPc = program.textStart() >>> 2;
        this.clkOf = steps.clk;
        this.indexOf = steps.index;
        this.clk = columns[names.at("clk")];
        this.pcw = columns[names.at("pcw")];
        this.counts = counts;
    }

    /** 1 if the opcodes are the same, else 0, without a branch: which of a table's opcodes a row has cannot be predicted. */
    static int same(Opcode x, Opcode y) {
        return ((x.number() ^ y.number()) - 1) >>> 31;
    }

    /** Writes clk and word pc of a row, canonical, counts its instruction and answers it. */
    Instruction put(int row) {
        int index = indexOf[row];
        clk[row] = clkOf[row];
        pcw[row] = firstPc + index;
        counts.program(index);
        return program.instruction(index);
    }
}
