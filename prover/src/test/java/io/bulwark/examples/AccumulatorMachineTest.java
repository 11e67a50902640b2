package io.bulwark.examples;

import static io.bulwark.examples.AccumulatorMachine.CARRY;
import static io.bulwark.examples.AccumulatorMachine.CLOCK;
import static io.bulwark.examples.AccumulatorMachine.INSTRUCTIONS;
import static io.bulwark.examples.AccumulatorMachine.LIMB_PAIRS;
import static io.bulwark.examples.AccumulatorMachine.RANGES;
import static io.bulwark.examples.AccumulatorMachine.REST;
import static io.bulwark.examples.AccumulatorMachine.RESULT;
import static io.bulwark.examples.AccumulatorMachine.WORKER;
import static io.bulwark.examples.AccumulatorMachine.WORKER_COLUMNS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.bulwark.air.BusChecker;
import io.bulwark.air.Chip;
import io.bulwark.air.Machine;
import io.bulwark.air.SampleMachine;
import io.bulwark.air.Shape;
import io.bulwark.air.Table;
import io.bulwark.air.TraceChecker;
import io.bulwark.examples.Instruction.Operation;
import io.bulwark.field.KoalaBear;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AccumulatorMachineTest {
    private static final int BITS = 3;
    private static final Shape SMALL = AccumulatorMachine.shape(BITS, 6, 3, Stream.of(3, 2));
    private static final Machine MACHINE = AccumulatorMachine.withShapes(BITS, List.of(SMALL));
    private static final int STEPS = 10;

    /** AND, XOR, ADD with and without carry, and shifts by 0, 1 and 2, over words of six bits. */
    private static final AccumulatorProgram PROGRAM = program(
            new Instruction(Operation.ADD, 0b110101),
            new Instruction(Operation.XOR, 0b011110),
            new Instruction(Operation.SHIFT, 2),
            new Instruction(Operation.AND, 0b101111),
            new Instruction(Operation.SHIFT, 0),
            new Instruction(Operation.SHIFT, 1));

    private static AccumulatorProgram program(Instruction... instructions) {
        return new AccumulatorProgram(BITS, List.of(instructions));
    }

    private static SampleMachine sample(AccumulatorProgram program, AccumulatorState from, int steps) {
        AccumulatorWitness witness = AccumulatorWitness.of(program, from, steps);
        return sample(program, witness.tables(), witness.publicValues());
    }

    private static SampleMachine sample(AccumulatorProgram program, List<Table> tables, int[] publicValues) {
        return new SampleMachine(
                MACHINE,
                0,
                tables,
                program.preprocessed(),
                Arrays.stream(publicValues).boxed().toList());
    }

    private static SampleMachine example() {
        return sample(PROGRAM, new AccumulatorState(7, 0, 0b101011), STEPS);
    }

    @Test
    void aRunSatisfiesIt() {
        SampleMachine example = example();
        assertThat(TraceChecker.check(example.trace(), 3)).isEmpty();
        assertThat(BusChecker.check(example.trace(), example.publicArray(), 3)).isEmpty();
        example.machine().checkPreprocessed(example.preprocessed());
    }

    @Test
    void theRunDoesWhatItsInstructionsSay() {
        AccumulatorWitness witness = AccumulatorWitness.of(PROGRAM, new AccumulatorState(7, 0, 0b101011), STEPS);
        int word = 0b101011;
        for (int i = 0; i < STEPS; i++) {
            word = switch (i % 6) {
                case 0 -> (word + 0b110101) & 0b111111;
                case 1 -> word ^ 0b011110;
                case 2 -> word >> 2;
                case 3 -> word & 0b101111;
                case 4 -> word;
                default -> word >> 1;
            };
        }
        assertThat(witness.to()).isEqualTo(new AccumulatorState(7 + STEPS, STEPS % 6, word));
    }

    @Test
    void longRunsOfRandomProgramsSatisfyTheMachineOfBytes() {
        Machine machine =
                AccumulatorMachine.withShapes(8, List.of(AccumulatorMachine.shape(8, 16, 5, Stream.of(11, 10))));
        AccumulatorProgram program = AccumulatorProgram.random(8, 31, 5);
        AccumulatorWitness witness = AccumulatorWitness.of(program, new AccumulatorState(0, 3, 0xBEEF), 3000);
        SampleMachine sample = new SampleMachine(
                machine,
                0,
                witness.tables(),
                program.preprocessed(),
                Arrays.stream(witness.publicValues()).boxed().toList());
        assertThat(sample.isTrue()).isTrue();
        assertThat(AccumulatorMachine.standard().shapes()).hasSize(3);
    }

    @Test
    void everyCellOfTheWorkerMatters() {
        SampleMachine example = example();
        for (int row = 0; row < STEPS; row++) {
            for (int column = 0; column < WORKER_COLUMNS; column++) {
                assertThat(changed(example, WORKER, column, row).isTrue())
                        .as("column %d, row %d", column, row)
                        .isFalse();
            }
        }
    }

    @Test
    void aPaddingRowOfTheWorkerSaysNothing() {
        SampleMachine padded = padded(example());
        for (int column = 0; column < WORKER_COLUMNS; column++) {
            boolean held = column < CLOCK || column == CARRY || column == REST;
            // Nothing follows from the other columns but messages, and a padding row sends none.
            assertThat(changed(padded, WORKER, column, STEPS).isTrue())
                    .as("column %d", column)
                    .isEqualTo(!held);
        }
    }

    /** With the padding rows of the worker written out. */
    private static SampleMachine padded(SampleMachine example) {
        List<Table> tables = new ArrayList<>(example.tables());
        int[][] columns = new int[WORKER_COLUMNS][];
        for (int c = 0; c < WORKER_COLUMNS; c++) {
            columns[c] = Arrays.copyOf(tables.get(WORKER).column(c), 12);
        }
        tables.set(WORKER, Table.of(12, columns));
        return sample(PROGRAM, tables, example.publicArray());
    }

    private static SampleMachine changed(SampleMachine example, int chip, int column, int row) {
        long value = KoalaBear.toCanonical(example.tables().get(chip).column(column)[row]);
        return example.withCell(chip, column, row, value + 1);
    }

    @Test
    void everyMultiplicityMatters() {
        SampleMachine example = example();
        for (int chip : new int[] {LIMB_PAIRS, RANGES, INSTRUCTIONS}) {
            Table table = example.tables().get(chip);
            for (int column = 0; column < table.width(); column++) {
                for (int row = 0; row < table.rows(); row++) {
                    SampleMachine changed = changed(example, chip, column, row);
                    assertThat(BusChecker.check(changed.trace(), changed.publicArray(), 3))
                            .as("chip %d, column %d, row %d", chip, column, row)
                            .hasSize(1);
                }
            }
        }
    }

    @Test
    void aMultiplicityOnAPaddingRowOfTheProgramIsRefused() {
        List<Table> tables = new ArrayList<>(example().tables());
        int[] uses = Arrays.copyOf(tables.get(INSTRUCTIONS).column(0), 7);
        uses[6] = KoalaBear.ONE;
        tables.set(INSTRUCTIONS, Table.of(7, uses));
        assertThat(TraceChecker.check(
                        sample(PROGRAM, tables, example().publicArray()).trace(), 3))
                .singleElement()
                .satisfies(v -> {
                    assertThat(v.chip()).isEqualTo("program");
                    assertThat(v.row()).isEqualTo(6);
                    assertThat(v.columns()).isEqualTo(Map.of("main 0", 1, "prep 5", 0));
                });
    }

    @Test
    void everyPublicValueMatters() {
        SampleMachine example = example();
        for (int i = 0; i < example.publicValues().size(); i++) {
            long value = KoalaBear.toCanonical(example.publicValues().get(i));
            SampleMachine changed = example.withPublic(i, value + 1);
            assertThat(BusChecker.check(changed.trace(), changed.publicArray(), 5))
                    .as("public value %d", i)
                    .hasSize(2);
        }
    }

    // Each declared constraint, by a row that only it refuses. A row is and, xor, add, shift, clock, counter, next,
    // accumulator[2], operand[2],
    // result[2], carry, rest.

    private static void onlyThisConstraintRefuses(int constraint, long... row) {
        SampleMachine forged = sample(
                PROGRAM,
                List.of(
                        SampleMachine.table(WORKER_COLUMNS, List.of(row)),
                        Table.empty(3),
                        Table.empty(1),
                        Table.empty(1)),
                new int[8]);
        assertThat(TraceChecker.check(forged.trace(), 10))
                .singleElement()
                .satisfies(v -> assertThat(v.constraint()).isEqualTo(constraint));
    }

    @Test
    void withoutBooleanAndAnAdditionPassesForAShift() {
        // Operation id -1 + 2 + 3 = 4; on, bitwise and arithmetic are 1, 0 and 1.
        onlyThisConstraintRefuses(0, -1, 1, 1, 0, 7, 0, 1, 1, 0, 2, 0, 3, 0, 0, 0);
    }

    @Test
    void withoutBooleanXorAnAdditionPassesForAnXor() {
        onlyThisConstraintRefuses(1, 1, -1, 1, 0, 7, 0, 1, 1, 0, 3, 0, 4, 0, 0, 0);
    }

    @Test
    void withoutBooleanAddAnXorPassesForAnAddition() {
        // Operation id 2 - 3 + 4 = 3; rest = accumulator - result * operand[1] = 0.
        onlyThisConstraintRefuses(2, 0, 1, -1, 1, 7, 0, 1, 0, 0, 1, 0, 1, 0, 0, 0);
    }

    @Test
    void withoutTheSumAnyResultPassesForAnAddition() {
        onlyThisConstraintRefuses(3, 0, 0, 1, 0, 7, 0, 1, 1, 0, 2, 0, 4, 0, 0, 0);
    }

    @Test
    void withoutTheCarrysRangeAnyResultPassesForAnAddition() {
        long carry = KoalaBear.toCanonical(KoalaBear.neg(KoalaBear.inverse(KoalaBear.fromCanonical(64))));
        onlyThisConstraintRefuses(4, 0, 0, 1, 0, 7, 0, 1, 1, 0, 2, 0, 4, 0, carry, 0);
    }

    @Test
    void withoutTheQuotientAnyResultPassesForAShift() {
        onlyThisConstraintRefuses(5, 0, 0, 0, 1, 7, 0, 1, 5, 0, 1, 2, 7, 0, 0, 1);
    }

    @Test
    void withoutTheRestsZeroACellOfOtherRowsIsFree() {
        onlyThisConstraintRefuses(6, 1, 0, 0, 0, 7, 0, 1, 5, 0, 1, 2, 7, 0, 0, 1);
    }

    @Test
    void theBuilderAddsThatFlagsAreBoolean() {
        Chip worker = AccumulatorMachine.worker(BITS);
        assertThat(worker.constraints()).hasSize(7);
        assertThat(worker.constraintCount()).isEqualTo(11);
        // Shift 2 makes on and arithmetic 2 as well; rest = 1 - 1 * 1.
        assertThat(constraintsOf(0, 0, 0, 2, 7, 0, 1, 1, 0, 0, 1, 1, 0, 0, 0)).containsExactly(7, 9, 10);
        // Two selectors at once: each one is boolean, so only the sums are wrong. With one of each group, on alone is.
        assertThat(constraintsOf(1, 1, 0, 0, 7, 0, 1, 1, 0, 1, 0, 1, 0, 0, 0)).containsExactly(7, 8);
        assertThat(constraintsOf(1, 0, 1, 0, 7, 0, 1, 1, 0, 1, 0, 2, 0, 0, 0)).containsExactly(7);
        assertThat(constraintsOf(0, 0, 1, 1, 7, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0)).contains(7, 9);
    }

    private static List<Integer> constraintsOf(long... row) {
        Table table = SampleMachine.table(WORKER_COLUMNS, List.of(row));
        SampleMachine forged =
                sample(PROGRAM, List.of(table, Table.empty(3), Table.empty(1), Table.empty(1)), new int[8]);
        return TraceChecker.check(forged.trace(), 20).stream()
                .map(TraceChecker.Violation::constraint)
                .toList();
    }

    @Test
    void whatTheTablesDoNotAnswerIsNamed() {
        // ADD of 53 to 43 is 32 with a carry; a result of limbs (8, 3) has the same value, but 8 is no limb.
        SampleMachine forged = example().withCell(WORKER, RESULT, 0, 8).withCell(WORKER, RESULT + 1, 0, 3);
        assertThat(TraceChecker.check(forged.trace(), 3)).isEmpty();
        assertThat(BusChecker.check(forged.trace(), forged.publicArray(), 10)).anySatisfy(i -> {
            assertThat(i.bus()).isEqualTo(AccumulatorMachine.LIMBS.number());
            assertThat(i.message()).isEqualTo(List.of(3, 8, 3, 0));
            assertThat(i.count()).isEqualTo(1);
        });
    }

    @Test
    void refusesProgramsAndStatesThatAreNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> program());
        assertThatIllegalArgumentException().isThrownBy(() -> program(new Instruction(Operation.SHIFT, BITS)));
        assertThatIllegalArgumentException().isThrownBy(() -> program(new Instruction(Operation.ADD, 64)));
        assertThatIllegalArgumentException().isThrownBy(() -> program(new Instruction(Operation.ADD, -1)));
        for (AccumulatorState bad : List.of(
                new AccumulatorState(-1, 0, 0),
                new AccumulatorState(0, 6, 0),
                new AccumulatorState(0, -1, 0),
                new AccumulatorState(0, 0, 64),
                new AccumulatorState(0, 0, -1))) {
            assertThatIllegalArgumentException().isThrownBy(() -> AccumulatorWitness.of(PROGRAM, bad, 1));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AccumulatorWitness.of(PROGRAM, new AccumulatorState(0, 0, 0), 0));
        assertThatIllegalArgumentException().isThrownBy(() -> AccumulatorMachine.withShapes(9, List.of()));
    }
}
