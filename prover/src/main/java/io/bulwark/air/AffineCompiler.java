package io.bulwark.air;

import io.bulwark.air.AffineProgram.Kind;
import io.bulwark.air.AffineProgram.Step;
import io.bulwark.field.KoalaBear;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/** Fuses the steps of an {@link AffineProgram}, numbers its registers and finds out how long each value lives. */
final class AffineCompiler {
    private static final int TWO = KoalaBear.add(KoalaBear.ONE, KoalaBear.ONE);

    private final Chip chip;
    private final Graph graph;
    private final List<Integer> targets;
    private final int columns;
    private final int[] constants;
    private final int[] register;
    private final int[] lastUse;
    private final int[] uses;
    private final boolean[] absorbed;
    private final List<Integer> constantValues = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final Deque<Integer> free = new ArrayDeque<>();
    private int buffers;

    AffineCompiler(Chip chip, List<Integer> targets) {
        this.chip = chip;
        this.graph = chip.graph();
        this.targets = targets;
        this.columns = chip.main() + chip.prep() + chip.closed().size();
        this.constants = Adjoint.constants(graph);
        this.register = new int[graph.size()];
        this.lastUse = new int[graph.size()];
        this.uses = new int[graph.size()];
        this.absorbed = new boolean[graph.size()];
    }

    AffineProgram compile() {
        BitSet needed = graph.below(targets);
        numberConstants(needed);
        Arrays.fill(register, -1);
        for (int t = 0; t < targets.size(); t++) {
            int node = targets.get(t);
            if (isStep(node)) {
                register[node] = columns + t;
            }
        }
        countUses(needed);
        fuse(needed);
        for (int n = needed.nextSetBit(0); n >= 0; n = needed.nextSetBit(n + 1)) {
            for (int operand : operands(n)) {
                lastUse[operand] = n;
            }
        }
        for (int n = needed.nextSetBit(0); n >= 0; n = needed.nextSetBit(n + 1)) {
            if (isStep(n) && !absorbed[n]) {
                emit(n);
            }
        }
        int[] values = constantValues.stream().mapToInt(i -> i).toArray();
        int[] targetRegisters = targets.stream().mapToInt(this::registerOf).toArray();
        return new AffineProgram(columns, targets.size(), values, buffers, steps.toArray(Step[]::new), targetRegisters);
    }

    private void countUses(BitSet needed) {
        for (int n = needed.nextSetBit(0); n >= 0; n = needed.nextSetBit(n + 1)) {
            if (isStep(n)) {
                uses[graph.a(n)]++;
                uses[graph.b(n)]++;
            }
        }
    }

    /** A sum computes a scaled operand or a sum that serves nothing else along with itself. */
    private void fuse(BitSet needed) {
        for (int n = needed.nextSetBit(0); n >= 0; n = needed.nextSetBit(n + 1)) {
            if (isStep(n) && graph.operation(n) == Operation.ADD) {
                int a = graph.a(n);
                int b = graph.b(n);
                if (isAbsorbable(b, Operation.MUL)) {
                    absorbed[b] = true;
                } else if (isAbsorbable(a, Operation.MUL)) {
                    absorbed[a] = true;
                } else if (isAbsorbable(a, Operation.ADD)) {
                    absorbed[a] = true;
                } else if (isAbsorbable(b, Operation.ADD)) {
                    absorbed[b] = true;
                }
            }
        }
    }

    private boolean isAbsorbable(int node, Operation operation) {
        return isStep(node)
                && graph.operation(node) == operation
                && uses[node] == 1
                && register[node] < 0
                && !absorbed[graph.a(node)]
                && !absorbed[graph.b(node)];
    }

    /** The nodes whose values a step reads: those of an absorbed operand instead of it, constant factors left out. */
    private int[] operands(int n) {
        if (!isStep(n) || absorbed[n]) {
            return new int[0];
        }
        int a = graph.a(n);
        int b = graph.b(n);
        if (graph.operation(n) == Operation.MUL) {
            return new int[] {scaled(n)};
        }
        if (absorbed[a] || absorbed[b]) {
            int inner = absorbed[a] ? a : b;
            int other = absorbed[a] ? b : a;
            return graph.operation(inner) == Operation.MUL
                    ? new int[] {other, scaled(inner)}
                    : new int[] {other, graph.a(inner), graph.b(inner)};
        }
        return new int[] {a, b};
    }

    /** The operand of a product that is no constant. */
    private int scaled(int product) {
        return graph.degree(graph.a(product)) == 0 ? graph.b(product) : graph.a(product);
    }

    private int factor(int product) {
        int a = graph.a(product);
        return constants[graph.degree(a) == 0 ? a : graph.b(product)];
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
        int[] operands = operands(n);
        int[] registers = Arrays.stream(operands).map(this::registerOf).toArray();
        for (int i = 0; i < operands.length; i++) {
            int operand = operands[i];
            boolean repeated = Arrays.stream(operands, 0, i).anyMatch(o -> o == operand);
            if (!repeated) {
                release(operand, n);
            }
        }
        if (register[n] < 0) {
            register[n] = free.isEmpty() ? firstBuffer() + buffers++ : free.pop();
        }
        steps.add(step(n, registers, register[n]));
    }

    private Step step(int n, int[] r, int out) {
        if (graph.operation(n) == Operation.MUL) {
            return factor(n) == TWO
                    ? new Step(Kind.ADD, r[0], r[0], 0, out)
                    : new Step(Kind.SCALE, r[0], r[0], factor(n), out);
        }
        if (r.length == 3) {
            return new Step(Kind.ADD_THREE, r[0], r[1], r[2], out);
        }
        int inner = absorbed[graph.a(n)] ? graph.a(n) : graph.b(n);
        if (absorbed[inner]) {
            return new Step(Kind.ADD_SCALED, r[0], r[1], factor(inner), out);
        }
        return new Step(graph.operation(n) == Operation.ADD ? Kind.ADD : Kind.SUB, r[0], r[1], 0, out);
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
