package io.bulwark.air;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulwark.air.MachineException.Kind;
import io.bulwark.field.KoalaBear;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a machine with shapes for different uses may leave out. */
class ShapeUseTest {
    private static void refuses(Kind kind, Runnable action) {
        assertThatThrownBy(action::run)
                .isInstanceOfSatisfying(
                        MachineException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    @Test
    void aShapeMayDoWithoutAClosedFormTable() {
        Chip rows = ChipBuilder.chip("rows", 1).build();
        Chip table = ChipBuilder.closedForm("table", 1, 3, List.of(ClosedColumn.number(0, 3)))
                .build();
        Shape with = Shape.of(4, new Piece(0, 4), new Piece(1, 3));
        Shape without = Shape.of(4, new Piece(0, 4));
        assertThat(new Machine(List.of(), List.of(rows, table), List.of(with, without), PublicContributions.none())
                        .shapes())
                .hasSize(2);
    }

    @Test
    void preprocessedTablesNeedFitOnlyTheShapesThatAreUsed() {
        int most = 8;
        Machine walk = WalkMachine.machine(
                Shape.of(5, new Piece(0, 2), new Piece(WalkMachine.STEPS, 3)),
                Shape.of(5, new Piece(0, 2), new Piece(WalkMachine.STEPS, 2)));
        int[] ones = new int[most];
        Arrays.fill(ones, KoalaBear.ONE);
        Map<Integer, Table> tables = Map.of(WalkMachine.STEPS, Table.of(most, ones, ones));
        refuses(Kind.ROWS, () -> walk.checkPreprocessed(tables));
        refuses(Kind.ROWS, () -> walk.checkPreprocessed(tables, Set.of(0, 1)));
        refuses(Kind.SHAPE_INDEX, () -> walk.checkPreprocessed(tables, Set.of(0, 2)));
        walk.checkPreprocessed(tables, Set.of(0));
    }
}
