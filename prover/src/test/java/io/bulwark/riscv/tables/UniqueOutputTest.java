package io.bulwark.riscv.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.riscv.tables.TableProofs.Subject;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * What a row sends follows from what it takes, for all operands of 32 bits: by a solver, from the chips as they are built.
 *
 * <p>{@link MulHighTable} is not among them, since the solver does not come to an end on it here. Like the other tables of opcodes it is equal, constraint by constraint, to
 * the table of the reference ({@link ReferenceTables}, by {@link ProductTablesTest}), of which a solver has shown the same.
 */
class UniqueOutputTest {
    private static List<DynamicTest> tests(List<Subject> subjects) {
        return subjects.stream()
                .map(subject -> DynamicTest.dynamicTest(
                        subject.name(), () -> assertThat(subject.open()).isEmpty()))
                .toList();
    }

    @TestFactory
    List<DynamicTest> outputsOfSomeTablesFollowFromInputs() {
        return tests(TableProofs.of(new JumpTable(), new AddImmTable(), new AddHereTable(), new BranchZeroTable()));
    }

    @Tag("slow")
    @TestFactory
    List<DynamicTest> outputsOfInstructionsFollowFromInputs() {
        return tests(TableProofs.of(
                new ConstTable(),
                new AddTable(),
                new LogicTable(),
                new LogicImmTable(),
                new ShiftImmTable(),
                new ShiftRegTable(),
                new SetLessTable(),
                new SetLessImmTable(),
                new BranchEqTable(),
                new BranchLessTable(),
                new JalrTable(),
                new LoadWordTable(),
                new LoadPartTable(),
                new StoreWordTable(),
                new StorePartTable(),
                new MulTable(),
                new DivTable()));
    }

    @Tag("slow")
    @TestFactory
    List<DynamicTest> outputsOfCallsFollowFromInputs() {
        return tests(TableProofs.of(
                new HaltTable(),
                new WriteTable(),
                new ReadTable(),
                new CopyTable(),
                new Poseidon2CallTable(),
                new MulMod256Table()));
    }

    /** A mistake that no test of honest rows sees. */
    @TestFactory
    Stream<DynamicTest> withoutTheLookupOfALimbTheSumOfAnImmediateIsOpen() {
        Subject subject = TableProofs.of(new AddImmTable()).getFirst();
        return subject.statement().lookups().stream()
                .map(lookup -> DynamicTest.dynamicTest(
                        lookup.name(),
                        () -> assertThat(subject.hunt(subject.statement().without(lookup)))
                                .isPresent()));
    }
}
