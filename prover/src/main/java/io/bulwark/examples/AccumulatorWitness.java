package io.bulwark.examples;

import static io.bulwark.examples.AccumulatorMachine.ACCUMULATOR;
import static io.bulwark.examples.AccumulatorMachine.CARRY;
import static io.bulwark.examples.AccumulatorMachine.CLOCK;
import static io.bulwark.examples.AccumulatorMachine.COUNTER;
import static io.bulwark.examples.AccumulatorMachine.FLAGS;
import static io.bulwark.examples.AccumulatorMachine.NEXT;
import static io.bulwark.examples.AccumulatorMachine.OPERAND;
import static io.bulwark.examples.AccumulatorMachine.PAIR;
import static io.bulwark.examples.AccumulatorMachine.REST;
import static io.bulwark.examples.AccumulatorMachine.RESULT;
import static io.bulwark.examples.AccumulatorMachine.WORKER_COLUMNS;

import io.bulwark.air.Table;
import io.bulwark.examples.Instruction.Operation;
import io.bulwark.field.KoalaBear;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The accumulator machine's tables of a run, and its end.
 *
 * @param tables main columns of each chip, without padding
 */
public record AccumulatorWitness(
        AccumulatorProgram program, AccumulatorState from, AccumulatorState to, List<Table> tables) {
    public AccumulatorWitness {
        tables = List.copyOf(tables);
    }

    /**
     * Runs the program.
     *
     * @param steps how many instructions, at least one
     * @throws IllegalArgumentException if {@code from} is no state of the program
     */
    public static AccumulatorWitness of(AccumulatorProgram program, AccumulatorState from, int steps) {
        if (steps < 1
                || from.clock() < 0
                || from.counter() < 0
                || from.counter() >= program.instructions().size()
                || from.accumulator() < 0
                || from.accumulator() >>> program.wordBits() != 0) {
            throw new IllegalArgumentException(
                    "expected a state of the program and a step, got " + from + " and " + steps);
        }
        Run run = new Run(program, steps);
        AccumulatorState to = run.run(from);
        return new AccumulatorWitness(program, from, to, run.tables());
    }

    /** First state, then last state, in Montgomery form. */
    public int[] publicValues() {
        return IntStream.concat(values(from), values(to)).toArray();
    }

    private IntStream values(AccumulatorState state) {
        int bits = program.limbBits();
        return IntStream.of(
                        state.clock(),
                        state.counter(),
                        state.accumulator() & ((1 << bits) - 1),
                        state.accumulator() >>> bits)
                .map(KoalaBear::fromCanonical);
    }

    /** One run: canonical cells first, converted when all are known. */
    private static final class Run {
        private final AccumulatorProgram program;
        private final int steps;
        private final int bits;
        private final int[][] work;
        private final int[][] limbUses;
        private final int[] rangeUses;
        private final int[] programUses;

        Run(AccumulatorProgram program, int steps) {
            this.program = program;
            this.steps = steps;
            this.bits = program.limbBits();
            this.work = new int[WORKER_COLUMNS][steps];
            this.limbUses = new int[3][1 << (2 * bits)];
            this.rangeUses = new int[1 << bits];
            this.programUses = new int[program.instructions().size()];
        }

        AccumulatorState run(AccumulatorState from) {
            int counter = from.counter();
            int accumulator = from.accumulator();
            for (int row = 0; row < steps; row++) {
                Instruction i = program.instructions().get(counter);
                int result = i.apply(accumulator, program.wordBits());
                programUses[counter]++;
                work[CLOCK][row] = from.clock() + row;
                work[COUNTER][row] = counter;
                counter = program.next(counter);
                work[NEXT][row] = counter;
                write(row, i, accumulator, result);
                accumulator = result;
            }
            return new AccumulatorState(from.clock() + steps, counter, accumulator);
        }

        private void write(int row, Instruction i, int accumulator, int result) {
            int mask = (1 << bits) - 1;
            int[] operand = program.operandLimbs(i);
            work[FLAGS + i.operation().id() - 1][row] = 1;
            work[ACCUMULATOR][row] = accumulator & mask;
            work[ACCUMULATOR + 1][row] = accumulator >>> bits;
            work[OPERAND][row] = operand[0];
            work[OPERAND + 1][row] = operand[1];
            work[RESULT][row] = result & mask;
            work[RESULT + 1][row] = result >>> bits;
            switch (i.operation()) {
                case AND, XOR -> {
                    int[] uses = limbUses[i.operation().id() - 1];
                    uses[(accumulator & mask) << bits | operand[0]]++;
                    uses[accumulator >>> bits << bits | operand[1]]++;
                }
                case ADD -> work[CARRY][row] = (accumulator + i.operand()) >>> program.wordBits();
                case SHIFT -> {
                    int rest = accumulator & ((1 << i.operand()) - 1);
                    work[REST][row] = rest;
                    rangeUses[1 << i.operand() | rest]++;
                }
            }
            if (i.operation() == Operation.ADD || i.operation() == Operation.SHIFT) {
                limbUses[PAIR - 1][(result & mask) << bits | result >>> bits]++;
            }
        }

        List<Table> tables() {
            return List.of(table(work), table(limbUses), table(rangeUses), table(programUses));
        }

        private static Table table(int[]... canonical) {
            for (int[] column : canonical) {
                for (int r = 0; r < column.length; r++) {
                    column[r] = KoalaBear.fromCanonical(column[r]);
                }
            }
            return Table.of(canonical[0].length, canonical);
        }
    }
}
