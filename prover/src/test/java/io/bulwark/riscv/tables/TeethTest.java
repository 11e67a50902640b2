package io.bulwark.riscv.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.riscv.tables.TableProofs.Subject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Takes away each constraint and each lookup of a table: the solver must find two rows that take the same and send something else, or a list here says why not. Of {@link AddHereTable} it
 * gives up on one lookup; {@link ArithmeticTablesTest} has the row.
 */
@Tag("slow")
class TeethTest {
    /** By table, with the columns in them: what may be taken away without a second output. */
    private static final Map<String, Set<String>> REDUNDANT = Map.of(
            // eq (b0 + b1) = 0 and the witness leave eq 0 or 1 by themselves.
            "BranchZero", Set.of("eq"),
            "BranchEq", Set.of("eq"));

    private static List<DynamicTest> tests(List<Subject> subjects) {
        return subjects.stream()
                .map(subject -> DynamicTest.dynamicTest(subject.name(), () -> checkThatEachIsNeeded(subject)))
                .toList();
    }

    private static void checkThatEachIsNeeded(Subject subject) {
        Teeth.Bite bite = Teeth.of(subject.statement(), subject.names(), subject::hunt);
        Set<String> redundant = REDUNDANT.getOrDefault(subject.name(), Set.of());
        assertThat(Stream.concat(bite.harmless().stream(), bite.unknown().stream()))
                .allMatch(what -> redundant.stream().anyMatch(what::endsWith), "known to be redundant: " + redundant);
        assertThat(bite.found()).isPositive();
    }

    @TestFactory
    List<DynamicTest> eachConstraintAndLookupIsNeeded() {
        return tests(TableProofs.of(
                new AddImmTable(),
                new AddTable(),
                new LogicTable(),
                new LogicImmTable(),
                new SetLessTable(),
                new SetLessImmTable(),
                new BranchEqTable(),
                new BranchZeroTable(),
                new BranchLessTable(),
                new JalrTable(),
                new LoadWordTable(),
                new StoreWordTable()));
    }
}
