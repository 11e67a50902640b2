package io.bulwark.air;

import static io.bulwark.air.BuilderRulesTest.refuses;
import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.air.MachineException.Kind;
import io.bulwark.field.KoalaBear;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tables, and how they are cut into pieces. */
class TraceTest {
    private static final Machine PRODUCT =
            ProductMachine.machine(Shape.of(4, new Piece(0, 2), new Piece(0, 1), new Piece(0, 1), new Piece(0, 0)));

    private static Table rows(int count) {
        int[][] columns = new int[3][count];
        for (int r = 0; r < count; r++) {
            Arrays.fill(columns[0], r, r + 1, KoalaBear.fromCanonical(r + 1));
        }
        return Table.of(count, columns);
    }

    private static List<int[]> firstColumns(int count) {
        return Trace.of(PRODUCT, 0, List.of(rows(count)), Map.of()).pieces().stream()
                .map(p -> Arrays.stream(p.main()[0]).map(KoalaBear::toCanonical).toArray())
                .toList();
    }

    @Test
    void rowsFillThePiecesInShapeOrderAndTheLastOnesArePadded() {
        assertThat(firstColumns(9))
                .containsExactly(new int[] {1, 2, 3, 4}, new int[] {5, 6}, new int[] {7, 8}, new int[] {9});
        assertThat(firstColumns(5))
                .containsExactly(new int[] {1, 2, 3, 4}, new int[] {5, 0}, new int[] {0, 0}, new int[] {0});
        assertThat(firstColumns(0))
                .containsExactly(new int[] {0, 0, 0, 0}, new int[] {0, 0}, new int[] {0, 0}, new int[] {0});
    }

    @Test
    void aTableThatFillsItsOnlyPieceIsNotCopied() {
        Machine machine = ProductMachine.machine(Shape.of(4, new Piece(0, 2)));
        Table table = rows(4);
        Trace trace = Trace.of(machine, 0, List.of(table), Map.of());
        assertThat(trace.pieces().getFirst().main()[1]).isSameAs(table.column(1));
    }

    @Test
    void preprocessedAndClosedFormColumnsStandBesideTheMainOnes() {
        PieceTrace steps = WalkMachine.example(1, 2).trace().pieces().get(1);
        assertThat(steps.chip().name()).isEqualTo("steps");
        assertThat(steps.prep()[0]).isEqualTo(montgomery(0, 1, 2, 3));
        assertThat(steps.prep()[1]).isEqualTo(montgomery(1, 1, 1, 1));
        PieceTrace constants = MixerMachine.example(11, 2).trace().pieces().get(2);
        assertThat(constants.closed()[1]).isEqualTo(montgomery(3, 14, 15, 9, 2, 6, 5, 8));
        assertThat(constants.rows()).isEqualTo(8);
    }

    private static int[] montgomery(int... canonical) {
        return Arrays.stream(canonical).map(KoalaBear::fromCanonical).toArray();
    }

    @Test
    void refusesTablesThatDoNotFitTheMachine() {
        refuses(Kind.TRACE_SHAPE, () -> Trace.of(PRODUCT, 0, List.of(), Map.of()));
        refuses(Kind.TRACE_SHAPE, () -> Trace.of(PRODUCT, 0, List.of(rows(1), rows(1)), Map.of()));
        refuses(Kind.TRACE_SHAPE, () -> Trace.of(PRODUCT, 0, List.of(Table.empty(2)), Map.of()));
        refuses(Kind.ROWS, () -> Trace.of(PRODUCT, 0, List.of(rows(10)), Map.of()));
        refuses(Kind.SHAPE_INDEX, () -> Trace.of(PRODUCT, 1, List.of(rows(1)), Map.of()));
        SampleMachine walk = WalkMachine.example(1);
        refuses(Kind.TRACE_SHAPE, () -> Trace.of(walk.machine(), 0, walk.tables(), Map.of(2, Table.empty(1))));
    }

    @Test
    void refusesColumnsOfUnequalLength() {
        refuses(Kind.TRACE_SHAPE, () -> Table.of(2, new int[2], new int[3]));
        refuses(Kind.TRACE_SHAPE, () -> Table.of(3, new int[2]));
    }

    @Test
    void refusesValuesThatAreNoElements() {
        for (int bad : new int[] {KoalaBear.P, -1, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            refuses(Kind.NON_CANONICAL, () -> Table.of(3, new int[3], new int[] {0, 5, bad}));
        }
        assertThat(Table.of(1, new int[] {KoalaBear.P - 1}).rows()).isEqualTo(1);
    }

    @Test
    void refusesRowsOfCanonicalNumbersThatAreNone() {
        List<long[]> rows = new ArrayList<>(List.of(new long[] {1, 2}));
        assertThat(Table.ofCanonicalRows(2, rows).column(1)).isEqualTo(montgomery(2));
        rows.add(new long[] {3});
        refuses(Kind.TRACE_SHAPE, () -> Table.ofCanonicalRows(2, rows));
        for (long bad : new long[] {KoalaBear.P, -1, 1L << 32, Long.MIN_VALUE}) {
            refuses(Kind.NON_CANONICAL, () -> Table.ofCanonicalRows(1, List.of(new long[] {bad})));
        }
    }
}
