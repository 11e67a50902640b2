package io.bulwark.air;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.air.BusChecker.Imbalance;
import io.bulwark.air.TraceChecker.Violation;
import io.bulwark.field.KoalaBear;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the trace checker and the bus checker say of the small examples. */
class CheckersTest {
    private static List<Imbalance> imbalances(SampleMachine sample) {
        return BusChecker.check(sample.trace(), sample.publicArray(), 10);
    }

    @Test
    void theExamplesAreTrue() {
        assertThat(ProductMachine.example(5).isTrue()).isTrue();
        assertThat(WalkMachine.example(1, 2, 3, 1, 1).isTrue()).isTrue();
        assertThat(MixerMachine.example(11, 4).isTrue()).isTrue();
    }

    @Test
    void aViolationNamesChipPieceRowConstraintExpressionAndValues() {
        // Row 4 of five is row 0 of the second piece: 6 * 13 = 78.
        Trace trace = ProductMachine.example(5).withCell(0, 2, 4, 77).trace();
        assertThat(TraceChecker.check(trace, 10))
                .containsExactly(new Violation(
                        "product",
                        1,
                        0,
                        0,
                        "main 0 * main 1 - main 2",
                        1,
                        Map.of("main 0", 6, "main 1", 13, "main 2", 77)));
    }

    @Test
    void noMoreThanTheWantedNumberIsNamed() {
        SampleMachine wrong = ProductMachine.example(5);
        for (int row = 0; row < 5; row++) {
            wrong = wrong.withCell(0, 2, row, 1);
        }
        assertThat(TraceChecker.check(wrong.trace(), 3)).hasSize(3);
        assertThat(TraceChecker.check(wrong.trace(), 9)).hasSize(5);
        SampleMachine walk = WalkMachine.example(1, 2, 3).withPublic(0, 99).withPublic(2, 99);
        assertThat(imbalances(walk)).hasSize(4);
        assertThat(BusChecker.check(walk.trace(), walk.publicArray(), 3)).hasSize(3);
    }

    @Test
    void anImbalanceNamesBusMessageAndCount() {
        SampleMachine walk = WalkMachine.example(1, 2, 2);
        // Cube 2 -> 8 is asked for twice and answered five times; nothing answers for 27.
        assertThat(imbalances(walk.withCell(WalkMachine.CUBES, 2, 1, 5)))
                .containsExactly(new Imbalance(3, List.of(2, 8), -3, "worker, piece 0, row 1"));
        assertThat(imbalances(walk.withCell(WalkMachine.WORKER, 4, 2, 27)))
                .extracting(Imbalance::bus)
                .containsExactlyInAnyOrder(1, 1, 3, 3);
    }

    @Test
    void publicContributionsCount() {
        assertThat(imbalances(WalkMachine.example(1, 2).withPublic(3, 15)))
                .containsExactlyInAnyOrder(
                        new Imbalance(1, List.of(12, 15), -1, "public values"),
                        new Imbalance(1, List.of(12, 14), 1, "worker, piece 0, row 1"));
    }

    @Test
    void anAddedConstraintIsNamedBehindTheDeclaredOnes() {
        SampleMachine mixer = MixerMachine.example(11, 2).withCell(0, 0, 0, 2).withCell(0, 1, 0, -1);
        assertThat(TraceChecker.check(mixer.trace(), 10))
                .singleElement()
                .satisfies(v -> assertThat(v.constraint()).isZero());
        SampleMachine both = MixerMachine.example(11, 2).withCell(0, 1, 0, 1);
        assertThat(TraceChecker.check(both.trace(), 10)).singleElement().satisfies(v -> {
            assertThat(v.constraint()).isEqualTo(1);
            assertThat(v.expression()).isEqualTo("(main 0 + main 1) * (1 - (main 0 + main 1))");
            assertThat(v.value()).isEqualTo(KoalaBear.P - 2);
        });
    }

    @Test
    void bracketsStandWhereTheyAreNeededOnly() {
        ChipBuilder chip = ChipBuilder.chip("chip", 2);
        Expression x = chip.main(0);
        Expression y = chip.main(1);
        chip.zero(x.minus(y.minus(x)).times(x.plus(3)).minus(x.times(y).times(3)));
        Graph graph = chip.build().graph();
        assertThat(Rendering.of(graph, graph.size() - 1))
                .isEqualTo("(main 0 - (main 1 - main 0)) * (main 0 + 3) - main 0 * main 1 * 3");
    }

    @Test
    void longExpressionsAreCutShort() {
        ChipBuilder chip = ChipBuilder.chip("chip", 1);
        Expression sum = chip.main(0);
        for (int i = 0; i < 100_000; i++) {
            sum = sum.plus(i);
        }
        Graph graph = chip.build().graph();
        assertThat(Rendering.of(graph, graph.size() - 1))
                .hasSizeLessThan(10_000)
                .contains("...");
    }

    @Test
    void everyCellOfTheSmallExamplesMatters() {
        for (SampleMachine sample :
                List.of(ProductMachine.example(5), WalkMachine.example(1, 2, 3, 1, 1), MixerMachine.example(11, 4))) {
            for (int chip = 0; chip < sample.tables().size(); chip++) {
                Table table = sample.tables().get(chip);
                for (int column = 0; column < table.width(); column++) {
                    for (int row = 0; row < table.rows(); row++) {
                        long other = KoalaBear.toCanonical(table.column(column)[row]) + 1L;
                        assertThat(sample.withCell(chip, column, row, other).isTrue())
                                .as("chip %d, column %d, row %d", chip, column, row)
                                .isFalse();
                    }
                }
            }
        }
    }
}
