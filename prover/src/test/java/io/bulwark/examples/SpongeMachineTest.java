package io.bulwark.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.bulwark.air.BusChecker;
import io.bulwark.air.Chip;
import io.bulwark.air.Graph;
import io.bulwark.air.Machine;
import io.bulwark.air.SampleMachine;
import io.bulwark.air.Table;
import io.bulwark.air.Trace;
import io.bulwark.air.TraceChecker;
import io.bulwark.air.TraceChecker.Violation;
import io.bulwark.field.KoalaBear;
import io.bulwark.hash.Poseidon2;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SpongeMachineTest {
    private static final long SEED = 9;
    private static final int LOG_ROWS = 3;
    private static final int BLOCKS = 5;
    private static final Machine ONE_ROW = SpongeMachine.withShapes(List.of(0));
    private static final Machine MACHINE = SpongeMachine.withShapes(List.of(LOG_ROWS));

    /** Five blocks in the middle of a file, in a table of eight rows. */
    private static SampleMachine example() {
        byte[] file = new byte[1000];
        new Random(SEED).nextBytes(file);
        int[] blocks = FileElements.blocks(file.length, file, 0, FileElements.blocks(file.length));
        SpongeState from = FileElements.start(file.length).absorb(blocks, 0, 2);
        int[] run = Arrays.copyOfRange(blocks, 2 * Poseidon2.RATE, (2 + BLOCKS) * Poseidon2.RATE);
        SpongeWitness witness = SpongeWitness.of(from, run, LOG_ROWS);
        assertThat(witness.claim().to()).isEqualTo(from.absorb(run, 0, BLOCKS));
        return sample(witness.table(), witness.claim().publicValues());
    }

    private static SampleMachine sample(Table table, int[] publicValues) {
        return new SampleMachine(
                MACHINE,
                0,
                List.of(table),
                Map.of(),
                Arrays.stream(publicValues).boxed().toList());
    }

    @Test
    void hasOneColumnForEverySBoxAndNoMore() {
        Chip chip = MACHINE.chips().getFirst();
        assertThat(chip.main()).isEqualTo(250);
        assertThat(chip.constraints()).hasSize(215);
        assertThat(chip.constraintCount()).isEqualTo(216);
        assertThat(SpongeMachine.standard().shapes()).hasSize(SpongeMachine.LOG_ROWS.size());
    }

    @Test
    void aRunOfBlocksSatisfiesIt() {
        SampleMachine example = example();
        assertThat(TraceChecker.check(example.trace(), 3)).isEmpty();
        assertThat(BusChecker.check(example.trace(), example.publicArray(), 3)).isEmpty();
    }

    @Test
    void aFullTableSatisfiesIt() {
        int[] blocks = new Random(SEED)
                .ints((long) Poseidon2.RATE << LOG_ROWS, 0, KoalaBear.P)
                .toArray();
        SpongeWitness witness = SpongeWitness.of(SpongeState.start(7), blocks, LOG_ROWS);
        assertThat(sample(witness.table(), witness.claim().publicValues()).isTrue())
                .isTrue();
    }

    @Test
    void everyCellMatters() {
        SampleMachine example = example();
        for (int row : new int[] {0, 2, BLOCKS - 1, BLOCKS, (1 << LOG_ROWS) - 1}) {
            for (int column = 0; column < SpongeMachine.COLUMNS; column++) {
                SampleMachine changed = example.withCell(0, column, row, valueBeside(example, column, row));
                boolean messageOnly = SpongeMachine.INDEX <= column && column < SpongeMachine.INPUT;
                // Nothing follows from the index and the old digest but messages, and a padding row sends none.
                boolean free = row >= BLOCKS && messageOnly;
                assertThat(changed.isTrue())
                        .as("column %d, row %d", column, row)
                        .isEqualTo(free);
            }
        }
    }

    private static long valueBeside(SampleMachine example, int column, int row) {
        return KoalaBear.toCanonical(example.tables().getFirst().column(column)[row]) + 1L;
    }

    @Test
    void theCheckersNameWhatIsWrong() {
        SampleMachine example = example();
        int box = SpongeMachine.BOX + 100;
        Violation violation = TraceChecker.check(
                        example.withCell(0, box, 1, valueBeside(example, box, 1))
                                .trace(),
                        1)
                .getFirst();
        assertThat(violation.chip()).isEqualTo("sponge");
        assertThat(violation.row()).isEqualTo(1);
        assertThat(violation.constraint()).isEqualTo(100);
        assertThat(violation.value()).isEqualTo(KoalaBear.P - 1);
        SampleMachine late = example.withCell(0, SpongeMachine.INDEX, 4, 77);
        // Row 4 has index 6: its own two messages miss, and the two of its neighbours have no partner.
        assertThat(BusChecker.check(late.trace(), late.publicArray(), 10))
                .hasSize(4)
                .anySatisfy(i -> {
                    assertThat(i.message().getFirst()).isEqualTo(78);
                    assertThat(i.count()).isEqualTo(1);
                    assertThat(i.firstSeen()).isEqualTo("sponge, piece 0, row 4");
                });
    }

    @Test
    void everyPublicValueMatters() {
        SampleMachine example = example();
        for (int i = 0; i < SpongeClaim.LENGTH; i++) {
            long other = KoalaBear.toCanonical(example.publicValues().get(i)) + 1L;
            SampleMachine changed = example.withPublic(i, other);
            assertThat(BusChecker.check(changed.trace(), changed.publicArray(), 10))
                    .as("public value %d", i)
                    .hasSize(2);
        }
    }

    @Test
    void withoutAnyOneOfItsConstraintsAForgedRowPasses() {
        int[] block = new Random(SEED).ints(Poseidon2.RATE, 0, KoalaBear.P).toArray();
        Table row = SpongeWitness.of(SpongeState.start(9), block, 0).table();
        for (int box = 0; box < Poseidon2.BOXES; box++) {
            int[][] columns = copy(row);
            int column = SpongeMachine.BOX + box;
            columns[column][0] = KoalaBear.add(columns[column][0], KoalaBear.ONE);
            followUp(columns, box);
            // All other constraints hold, so only this one stands between the row and a state of the forger's choice.
            int forged = box;
            assertThat(violations(columns))
                    .singleElement()
                    .satisfies(v -> assertThat(v.constraint()).isEqualTo(forged));
        }
    }

    /** Makes the S-boxes behind this one true again: constraint c is the node x^3 - y, and nothing before it depends on y. */
    private static void followUp(int[][] columns, int box) {
        Chip chip = MACHINE.chips().getFirst();
        Graph graph = chip.graph();
        Set<Integer> behind = Set.copyOf(
                chip.constraints().subList(box + 1, chip.constraints().size()));
        int[] values = new int[graph.size()];
        for (int n = 0; n < graph.size(); n++) {
            int a = graph.a(n);
            int b = graph.b(n);
            if (behind.contains(n)) {
                values[b] = values[a];
                columns[graph.a(b)][0] = values[a];
            }
            values[n] = switch (graph.operation(n)) {
                case CONST -> graph.constant(n);
                case MAIN -> columns[a][0];
                case ADD -> KoalaBear.add(values[a], values[b]);
                case SUB -> KoalaBear.sub(values[a], values[b]);
                case MUL -> KoalaBear.mul(values[a], values[b]);
                case PREP, CLOSED, PUBLIC -> throw new AssertionError("a column that the chip lacks");
            };
        }
    }

    private static List<Violation> violations(int[][] columns) {
        int rows = columns[0].length;
        Machine machine = rows == 1 ? ONE_ROW : MACHINE;
        return TraceChecker.check(Trace.of(machine, 0, List.of(Table.of(rows, columns)), Map.of()), 2);
    }

    private static int[][] copy(Table table) {
        int[][] columns = new int[table.width()][];
        for (int c = 0; c < columns.length; c++) {
            columns[c] = table.column(c).clone();
        }
        return columns;
    }

    @Test
    void aSelectorOfTwoIsRefusedByItsAddedConstraintAlone() {
        // Constants enter as on c, so a row of its own permutation can be filled in for any value of on.
        int[][] columns = copy(example().tables().getFirst());
        columns[SpongeMachine.ON][0] = KoalaBear.fromCanonical(2);
        fillBoxes(columns, 0);
        assertThat(violations(columns)).hasSize(1).first().satisfies(v -> {
            assertThat(v.constraint()).isEqualTo(Poseidon2.BOXES);
            assertThat(v.expression()).isEqualTo("(main 0) * (1 - (main 0))");
            assertThat(v.columns()).isEqualTo(Map.of("main 0", 2));
        });
    }

    private static void fillBoxes(int[][] columns, int row) {
        for (List<Violation> v = violations(columns);
                !v.isEmpty() && v.getFirst().constraint() < Poseidon2.BOXES;
                v = violations(columns)) {
            int[] column = columns[SpongeMachine.BOX + v.getFirst().constraint()];
            column[row] = KoalaBear.add(
                    column[row], KoalaBear.fromCanonical(v.getFirst().value()));
        }
    }

    @Test
    void aPaddingRowThatSpeaksIsRefused() {
        SampleMachine example = example().withCell(0, SpongeMachine.ON, BLOCKS, 1);
        assertThat(TraceChecker.check(example.trace(), 1)).hasSize(1);
        // Even filled in as the permutation of zeros, its messages have no partner.
        int[][] columns = copy(example.tables().getFirst());
        fillBoxes(columns, BLOCKS);
        SampleMachine filled = sample(Table.of(1 << LOG_ROWS, columns), example.publicArray());
        assertThat(TraceChecker.check(filled.trace(), 1)).isEmpty();
        assertThat(BusChecker.check(filled.trace(), filled.publicArray(), 10)).hasSize(2);
    }

    @Test
    void refusesRunsThatDoNotFit() {
        for (int elements : new int[] {0, 1, Poseidon2.RATE + 1, (Poseidon2.RATE << LOG_ROWS) + Poseidon2.RATE}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SpongeWitness.of(SpongeState.start(0), new int[elements], LOG_ROWS));
        }
    }
}
