package io.bulwark.air;

import io.bulwark.field.Kernels;
import io.bulwark.field.SumcheckKernels;
import java.util.Arrays;
import java.util.List;

/**
 * The graph's own chain of additions that leads from the columns to some affine nodes, over F, a block of rows at a time: each step is one kernel call over the
 * block, and buffers are used again as soon as their value is not needed any more, so a block stays in the first-level cache. The graph's structure is kept: a linear
 * layer written with sums shared between its outputs is far cheaper than one dot product for each output.
 */
public final class AffineProgram {
    /** Rows that a step handles at once. */
    public static final int BLOCK = 256;

    /** Writes register {@code out}; {@code c} is a third register, or the Montgomery form of a factor. */
    record Step(Kind kind, int a, int b, int c, int out) {}

    enum Kind {
        ADD,
        SUB,
        /** a + b + c. */
        ADD_THREE,
        /** c a. */
        SCALE,
        /** a + c b. */
        ADD_SCALED
    }

    private final int columns;
    private final int targets;
    private final int[] constantValues;
    private final int buffers;
    private final Step[] steps;

    /** Register of each target, which is a column's or a constant's where the target is one. */
    private final int[] targetRegisters;

    AffineProgram(int columns, int targets, int[] constantValues, int buffers, Step[] steps, int[] targetRegisters) {
        this.columns = columns;
        this.targets = targets;
        this.constantValues = constantValues;
        this.buffers = buffers;
        this.steps = steps;
        this.targetRegisters = targetRegisters;
    }

    /** The program that computes these distinct nodes, all of degree 1. */
    public static AffineProgram of(Chip chip, List<Integer> targets) {
        return new AffineCompiler(chip, targets).compile();
    }

    /** Registers in this order: columns, targets, constants, buffers. Their memory is made once for a thread. */
    public final class Registers {
        private final int[][] arrays = new int[columns + targets + constantValues.length + buffers][];
        private final int outAt;

        /**
         * The columns and targets are whole tables; of the rest, one block each.
         *
         * @param outAt index of row 0 in the targets' arrays
         */
        public Registers(int[][] table, int[][] out, int outAt) {
            this.outAt = outAt;
            System.arraycopy(table, 0, arrays, 0, columns);
            System.arraycopy(out, 0, arrays, columns, targets);
            for (int i = columns + targets; i < arrays.length; i++) {
                arrays[i] = new int[BLOCK];
                int constant = i - columns - targets;
                if (constant < constantValues.length) {
                    Arrays.fill(arrays[i], constantValues[constant]);
                }
            }
        }

        private int at(int register, int row) {
            return register < columns ? row : register < columns + targets ? outAt + row : 0;
        }
    }

    /** Computes all targets on the rows from {@code row} on, at most {@link #BLOCK}. */
    public void run(Registers r, int row, int n, Kernels kernels) {
        SumcheckKernels fused = new SumcheckKernels(kernels);
        for (Step s : steps) {
            int[] a = r.arrays[s.a];
            int aAt = r.at(s.a, row);
            int[] out = r.arrays[s.out];
            int outAt = r.at(s.out, row);
            int[] b = r.arrays[s.b];
            int bAt = r.at(s.b, row);
            switch (s.kind) {
                case ADD -> kernels.add(a, aAt, b, bAt, out, outAt, n);
                case SUB -> kernels.sub(a, aAt, b, bAt, out, outAt, n);
                case ADD_THREE -> fused.add(a, aAt, b, bAt, r.arrays[s.c], r.at(s.c, row), out, outAt, n);
                case SCALE -> kernels.scale(a, aAt, s.c, out, outAt, n);
                case ADD_SCALED -> fused.addScaled(a, aAt, b, bAt, s.c, out, outAt, n);
            }
        }
        for (int t = 0; t < targets; t++) {
            int from = targetRegisters[t];
            if (from != columns + t) {
                System.arraycopy(r.arrays[from], r.at(from, row), r.arrays[columns + t], r.outAt + row, n);
            }
        }
    }
}
