package io.bulwark.recursion.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulwark.air.MachineException;
import io.bulwark.air.Shape;
import io.bulwark.recursion.circuit.Circuit;
import io.bulwark.recursion.circuit.Gate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class FoldShapeTest {
    private static final long SEED = 3;

    @Test
    void piecesCoverTheRowsWithTheLeastPowers() {
        assertThat(FoldShape.covering(0, 3)).isEmpty();
        assertThat(FoldShape.covering(1, 3)).containsExactly(0);
        assertThat(FoldShape.covering(7, 2)).containsExactly(3);
        assertThat(FoldShape.covering(7, 3)).containsExactly(2, 1, 0);
        assertThat(FoldShape.covering(1025, 1)).containsExactly(11);
        assertThat(FoldShape.covering(1025, 2)).containsExactly(10, 0);
        Random random = new Random(SEED);
        for (int i = 0; i < 1000; i++) {
            int rows = random.nextInt(1, 1 << 20);
            for (int most = 1; most <= 4; most++) {
                List<Integer> logs = FoldShape.covering(rows, most);
                int sum = logs.stream().mapToInt(k -> 1 << k).sum();
                assertThat(sum).as("%d rows, seed %d", rows, SEED).isGreaterThanOrEqualTo(rows);
                assertThat(logs.size()).isBetween(1, most);
                assertThat(sum - rows).isLessThan(Math.max(1, Integer.highestOneBit(rows) >> (most - 1)));
            }
        }
    }

    @Test
    void everyKindFindsRoomInFewPieces() {
        Random random = new Random(SEED);
        for (int i = 0; i < 200; i++) {
            Map<Gate, Integer> rows = new EnumMap<>(Gate.class);
            for (Gate gate : Gate.values()) {
                rows.put(gate, random.nextInt(1 << random.nextInt(1, 17)));
            }
            int pieces = random.nextInt(1, 4);
            int columns = random.nextInt(30, 100);
            RecursionMachine machine =
                    RecursionMachine.of(List.of(FoldShape.of("random", rows).within(pieces, columns)));
            Shape shape = machine.machine().shape(0);
            rows.forEach((gate, n) -> {
                assertThat(shape.capacityOf(GateTables.chip(gate))).isGreaterThanOrEqualTo(n);
                assertThat(shape.logHeightsOf(GateTables.chip(gate))).hasSizeLessThanOrEqualTo(pieces);
            });
            long width = Math.ceilDiv(machine.cells(0), 1L << shape.logStack());
            assertThat(width).isLessThanOrEqualTo(columns);
        }
    }

    /** A piece more of a chip that permutes costs who verifies as much as some 500 of its rows. */
    @Test
    void paddingIsCutOnlyWhereThatPays() {
        assertThat(pieces(Gate.SPONGE, 8192 + 300)).containsExactly(13, 9);
        assertThat(pieces(Gate.SPONGE, 4096 + 2048 + 1800)).containsExactly(13);
        assertThat(pieces(Gate.PATH, 9912)).containsExactly(13, 11);
        assertThat(pieces(Gate.EQUAL, 1342)).containsExactly(11);
        assertThat(pieces(Gate.EXTENSION, 55_485)).containsExactly(15, 14, 13);
    }

    private static List<Integer> pieces(Gate gate, int rows) {
        return FoldShape.of("one kind", Map.of(gate, rows)).shape().logHeightsOf(GateTables.chip(gate));
    }

    @Test
    void aCircuitTakesTheLeastShapeThatHoldsIt() {
        Circuit circuit = EveryGate.witness(SEED).circuit();
        FoldShape tight = FoldShape.holding("tight", List.of(circuit));
        FoldShape none = FoldShape.of("none", Map.of(Gate.BASE, 1 << 16));
        FoldShape wide = FoldShape.of("wide", roomFor(circuit, 100));
        RecursionMachine machine = RecursionMachine.of(List.of(wide, none, tight));
        assertThat(machine.leastShape(circuit)).hasValue(2);
        assertThat(RecursionMachine.of(List.of(none)).leastShape(circuit)).isEmpty();
        assertThat(machine.holds(0, circuit)).isTrue();
        assertThat(machine.holds(1, circuit)).isFalse();
    }

    private static Map<Gate, Integer> roomFor(Circuit circuit, int times) {
        Map<Gate, Integer> rows = new EnumMap<>(Gate.class);
        FoldShape.rowsOf(circuit).forEach((gate, n) -> rows.put(gate, times * n));
        return rows;
    }

    @Test
    @Tag("slow")
    void theStandardShapesHoldTheVerifiersOfSegments() {
        RecursionMachine machine = RecursionMachine.standard();
        assertThat(machine.leastShape(RecordedProof.ofSegment("large order, program of 2^15")))
                .hasValue(0);
        assertThat(machine.leastShape(RecordedProof.ofSegment("large general, program of 2^18")))
                .hasValue(1);
    }

    @Test
    void aMachineWithoutShapesIsNone() {
        assertThatThrownBy(() -> RecursionMachine.of(List.of())).isInstanceOf(MachineException.class);
    }
}
