package io.bulwark.air;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.bulwark.air.Layout.Block;
import io.bulwark.air.Layout.Column;
import io.bulwark.air.MachineException.Kind;
import io.bulwark.commit.Slot;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayoutTest {
    private static final LayoutParameters TINY = new LayoutParameters(1, 2, 1, 1);

    @ParameterizedTest
    @ValueSource(strings = {"product", "walk", "mixer"})
    void countsThePartsOfTheReferencesProofs(String name) {
        JsonNode file = MachineJsonTest.vector(name);
        Layout layout = new Layout(
                MachineJson.read(file.get("machine")), file.get("shape").asInt(), TINY);
        Map<String, Long> expected = new HashMap<>();
        file.get("parts")
                .properties()
                .forEach(e -> expected.put(e.getKey(), e.getValue().asLong()));
        Map<String, Long> got = new HashMap<>();
        layout.proofParts().forEach((part, n) -> {
            if (n > 0) {
                got.put(part.word(), n);
            }
        });
        assertThat(got).isEqualTo(expected);
        assertThat(layout.proofElements()).isEqualTo(file.get("proof").size());
    }

    @Test
    void placesMainColumnsThenPreprocessedOnesInWholeStackedColumns() {
        Layout layout = new Layout(WalkMachine.machine(), 0, TINY);
        // Worker 4 rows, steps 4 rows, cubes 2 rows, worker and cubes 1 row; in a stack of 32 rows.
        assertThat(layout.pieces())
                .containsExactly(new Piece(0, 2), new Piece(2, 2), new Piece(1, 1), new Piece(0, 0), new Piece(1, 0));
        assertThat(layout.mainWidth()).isEqualTo(2);
        assertThat(layout.prepWidth()).isEqualTo(1);
        assertThat(layout.logWidth()).isEqualTo(2);
        assertThat(layout.columns())
                .hasSize(5 + 1 + 2 + 3 + 5 + 3)
                .contains(
                        new Column(0, false, 4, new Slot(16, 2)),
                        new Column(1, false, 0, new Slot(20, 2)),
                        new Column(1, true, 1, new Slot(64 + 4, 2)),
                        new Column(4, false, 2, new Slot(37, 0)));
    }

    @Test
    void placesTheLeavesBlockByBlock() {
        Layout layout = new Layout(WalkMachine.machine(), 0, TINY);
        assertThat(layout.blocks())
                .startsWith(new Block(0, 0, 0), new Block(0, 1, 4))
                .contains(new Block(1, 0, 16), new Block(2, 0, 20))
                .endsWith(new Block(4, 0, 26));
        assertThat(layout.logLeaves()).isEqualTo(5);
    }

    @Test
    void aHighChipWithoutInteractionsStillFindsItsCoordinates() {
        Layout layout = new Layout(ProductMachine.machine(), 0, TINY);
        assertThat(layout.blocks()).isEmpty();
        assertThat(layout.logLeaves()).isEqualTo(2);
    }

    @Test
    void refusesParametersThatDoNotFitTheStack() {
        Machine machine = ProductMachine.machine(Shape.of(22, new Piece(0, 2)));
        for (LayoutParameters bad : new LayoutParameters[] {
            new LayoutParameters(3, 2, 1, 1),
            new LayoutParameters(0, 2, 1, 1),
            new LayoutParameters(1, 0, 1, 1),
            new LayoutParameters(1, 2, 23, 1),
            new LayoutParameters(1, 2, -1, 1),
            new LayoutParameters(1, 2, 1, -1)
        }) {
            assertThatExceptionOfType(MachineException.class)
                    .isThrownBy(() -> new Layout(machine, 0, bad))
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.SIZE));
        }
    }

    @Test
    void refusesAShapeThatIsNotThere() {
        for (int index : new int[] {-1, 1, Integer.MAX_VALUE}) {
            assertThatExceptionOfType(MachineException.class)
                    .isThrownBy(() -> new Layout(ProductMachine.machine(), index, TINY))
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.SHAPE_INDEX));
        }
    }
}
