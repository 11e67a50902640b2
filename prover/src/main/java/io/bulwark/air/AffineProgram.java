package io.bulwark.air;

import io.bulwark.field.Kernels;
import io.bulwark.field.KoalaBear;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/**
 * The graph's own chain of additions that leads from the columns to some affine nodes, over F, a block of rows at a time: each step is one kernel call over the
 * block, and buffers are used again as soon as their value is not needed any more, so a block stays in the first-level cache. The graph's structure is kept: a linear
 * layer written with sums shared between its outputs is far cheaper than one dot product for each output.
 */
public final class AffineProgram {
    /** Rows that a step handles at once. */
    public static final int BLOCK = 256;

    /** Writes register {@code out}; {@code b} is the Montgomery form of the factor of a SCALE. */
    private record Step(Kind kind, int a, int b, int out) {}

    private enum Kind {
        ADD,
        SUB,
        SCALE
    }

    private final int columns;
    private final int targets;
    private final int[] constantValues;
    private final int buffers;
    private final Step[] steps;

    /** Register of each target, which is a column's or a constant's where the target is one. */
    private final int[] targetRegisters;

    private AffineProgram(
            int columns, int targets, int[] constantValues, int buffers, Step[] steps, int[] targetRegisters) {
        this.columns = columns;
        this.targets = targets;
        this.constantValues = constantValues;
        this.buffers = buffers;
        this.steps = steps;
        this.targetRegisters = targetRegisters;
    }

    /** The program that computes these distinct nodes, all of degree 1. */
    public static AffineProgram of(Chip chip, List<Integer> targets) {
        return new Compiler(chip, targets).compile();
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
        for (Step s : steps) {
            int[] a = r.arrays[s.a];
            int aAt = r.at(s.a, row);
            int[] out = r.arrays[s.out];
            int outAt = r.at(s.out, row);
            switch (s.kind) {
                case ADD -> kernels.add(a, aAt, r.arrays[s.b], r.at(s.b, row), out, outAt, n);
                case SUB -> kernels.sub(a, aAt, r.arrays[s.b], r.at(s.b, row), out, outAt, n);
                case SCALE -> kernels.scale(a, aAt, s.b, out, outAt, n);
            }
        }
        for (int t = 0; t < targets; t++) {
            int from = targetRegisters[t];
            if (from != columns + t) {
                System.arraycopy(r.arrays[from], r.at(from, row), r.arrays[columns + t], r.outAt + row, n);
            }
        }
    }

    /** Numbers the registers and finds out how long each value lives. */
    private static final class Compiler {
        private final Chip chip;
        private final Graph graph;
        private final List<Integer> targets;
        private final int columns;
        private final int[] constants;
        private final int[] register;
        private final int[] lastUse;
        private final List<Integer> constantValues = new ArrayList<>();
        private final List<Step> steps = new ArrayList<>();
        private final Deque<Integer> free = new ArrayDeque<>();
        private int buffers;

        Compiler(Chip chip, List<Integer> targets) {
            this.chip = chip;
            this.graph = chip.graph();
            this.targets = targets;
            this.columns = chip.main() + chip.prep() + chip.closed().size();
            this.constants = Adjoint.constants(graph);
            this.register = new int[graph.size()];
            this.lastUse = new int[graph.size()];
        }

        AffineProgram compile() {
            BitSet needed = graph.below(targets);
            numberConstants(needed);
            for (int n = needed.nextSetBit(0); n >= 0; n = needed.nextSetBit(n + 1)) {
                if (isStep(n)) {
                    lastUse[graph.a(n)] = n;
                    lastUse[graph.b(n)] = n;
                }
            }
            Arrays.fill(register, -1);
            for (int t = 0; t < targets.size(); t++) {
                int node = targets.get(t);
                if (isStep(node) && register[node] < 0) {
                    register[node] = columns + t;
                }
            }
            for (int n = needed.nextSetBit(0); n >= 0; n = needed.nextSetBit(n + 1)) {
                if (isStep(n)) {
                    emit(n);
                }
            }
            int[] values = constantValues.stream().mapToInt(i -> i).toArray();
            int[] targetRegisters = targets.stream().mapToInt(this::registerOf).toArray();
            return new AffineProgram(
                    columns, targets.size(), values, buffers, steps.toArray(Step[]::new), targetRegisters);
        }

        private boolean isStep(int node) {
            return graph.degree(node) > 0 && !graph.operation(node).isLeaf();
        }

        /** The values that are added or subtracted; a factor is part of its step. */
        private void numberConstants(BitSet needed) {
            for (int n = needed.nextSetBit(0); n >= 0; n = needed.nextSetBit(n + 1)) {
                if (isStep(n) && graph.operation(n) != Operation.MUL) {
                    numberConstant(graph.a(n));
                    numberConstant(graph.b(n));
                }
            }
        }

        private void numberConstant(int node) {
            if (graph.degree(node) == 0 && !constantValues.contains(constants[node])) {
                constantValues.add(constants[node]);
            }
        }

        private void emit(int n) {
            int a = graph.a(n);
            int b = graph.b(n);
            boolean scales = graph.operation(n) == Operation.MUL;
            if (scales && graph.degree(a) == 0) {
                int factor = a;
                a = b;
                b = factor;
            }
            int first = registerOf(a);
            int second = scales ? constants[b] : registerOf(b);
            release(a, n);
            if (b != a) {
                release(b, n);
            }
            if (register[n] < 0) {
                register[n] = free.isEmpty() ? firstBuffer() + buffers++ : free.pop();
            }
            Kind kind = scales ? Kind.SCALE : graph.operation(n) == Operation.ADD ? Kind.ADD : Kind.SUB;
            if (scales && second == KoalaBear.add(KoalaBear.ONE, KoalaBear.ONE)) {
                kind = Kind.ADD;
                second = first;
            }
            steps.add(new Step(kind, first, second, register[n]));
        }

        /** A value's buffer is free once the step that reads it last is reached; that step may write over it. */
        private void release(int operand, int step) {
            if (lastUse[operand] == step && register[operand] >= firstBuffer()) {
                free.push(register[operand]);
            }
        }

        private int firstBuffer() {
            return columns + targets.size() + constantValues.size();
        }

        private int registerOf(int node) {
            if (graph.degree(node) == 0) {
                return columns + targets.size() + constantValues.indexOf(constants[node]);
            }
            return graph.operation(node).isLeaf() ? Adjoint.columnOf(chip, node) : register[node];
        }
    }
}
