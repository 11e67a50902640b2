package io.bulwark.riscv.tables;

import io.bulwark.riscv.Instruction;
import io.bulwark.riscv.Program;

/** {@link StepCells} and those fields {@code d s t x y z} of the program's row that a table has as columns of these names. */
final class InstructionCells {
    private static final int[] NONE = {};

    private final StepCells step;
    private final int[] d;
    private final int[] s;
    private final int[] t;
    private final int[] x;
    private final int[] y;
    private final int[] z;

    InstructionCells(Columns names, int[][] columns, Program program, StepRecords steps, LookupCounts counts) {
        step = new StepCells(names, columns, program, steps, counts);
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

    /** Writes clk, word pc and fields of rows from, .., to - 1, canonical, and counts their instructions. */
    void putAll(int from, int to) {
        for (int i = from; i < to; i++) {
            put(i, step.put(i));
        }
    }

    private void put(int row, Instruction instruction) {
        if (d.length > 0) {
            d[row] = instruction.d();
        }
        if (s.length > 0) {
            s[row] = instruction.s();
        }
        if (t.length > 0) {
            t[row] = instruction.t();
        }
        if (x.length > 0) {
            x[row] = Columns.canonical(instruction.x());
        }
        if (y.length > 0) {
            y[row] = Columns.canonical(instruction.y());
        }
        if (z.length > 0) {
            z[row] = instruction.z();
        }
    }
}
