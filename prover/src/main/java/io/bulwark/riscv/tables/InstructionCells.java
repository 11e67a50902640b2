package io.bulwark.riscv.tables;

import io.bulwark.riscv.Instruction;
import io.bulwark.riscv.Program;

/**
 * The filling side of {@link RowBuilder#step}: {@code clk}, {@code pcw} and those fields {@code d s t x y z} of the program's row that a table has as columns
 * of these names.
 */
final class InstructionCells {
    private static final int[] NONE = {};

    private final Program program;
    private final StepRecords steps;
    private final LookupCounts counts;
    private final int[] clk;
    private final int[] pcw;
    private final int[] d;
    private final int[] s;
    private final int[] t;
    private final int[] x;
    private final int[] y;
    private final int[] z;

    InstructionCells(Columns names, int[][] columns, Program program, StepRecords steps, LookupCounts counts) {
        this.program = program;
        this.steps = steps;
        this.counts = counts;
        clk = columns[names.at("clk")];
        pcw = columns[names.at("pcw")];
        d = field(names, columns, "d");
        s = field(names, columns, "s");
        t = field(names, columns, "t");
        x = field(names, columns, "x");
        y = field(names, columns, "y");
        z = field(names, columns, "z");
    }

    private static int[] field(Columns names, int[][] columns, String name) {
        return names.names().contains(name) ? columns[names.at(name)] : NONE;
    }

    /**
     * Writes a row, canonical, and counts the lookup of its instruction.
     *
     * @return the instruction
     */
    Instruction put(int row) {
        int index = steps.index[row];
        Instruction instruction = program.instruction(index);
        counts.program(index);
        clk[row] = steps.clk[row];
        pcw[row] = program.address(index) >>> 2;
        if (d != NONE) {
            d[row] = instruction.d();
        }
        if (s != NONE) {
            s[row] = instruction.s();
        }
        if (t != NONE) {
            t[row] = instruction.t();
        }
        if (x != NONE) {
            x[row] = Columns.canonical(instruction.x());
        }
        if (y != NONE) {
            y[row] = Columns.canonical(instruction.y());
        }
        if (z != NONE) {
            z[row] = instruction.z();
        }
        return instruction;
    }
}
