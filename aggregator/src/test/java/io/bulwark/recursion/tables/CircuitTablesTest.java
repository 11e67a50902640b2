package io.bulwark.recursion.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.air.Chip;
import io.bulwark.air.Table;
import io.bulwark.field.Cores;
import io.bulwark.field.KoalaBear;
import io.bulwark.recursion.circuit.Gate;
import io.bulwark.recursion.circuit.Witness;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class CircuitTablesTest {
    private static final long SEED = 4;
    private static final FilledCircuit FILLED = FilledCircuit.of(EveryGate.witness(SEED));

    @Test
    void aTrueCircuitSatisfiesEveryChipAndBalancesBothBuses() {
        assertThat(FILLED.violations()).isEmpty();
        assertThat(FILLED.imbalances()).isEmpty();
        for (Gate gate : Gate.values()) {
            assertThat(FILLED.preprocessed().get(GateTables.chip(gate)).rows())
                    .as("rows of %s", gate)
                    .isPositive();
        }
    }

    @Test
    void chipsAreAsNarrowAsTheyWereDesigned() {
        Map<Gate, Integer> main = new EnumMap<>(Gate.class);
        Map<Gate, Integer> preprocessed = new EnumMap<>(Gate.class);
        for (Gate gate : Gate.values()) {
            Chip chip = GateTables.of(gate).chip();
            main.put(gate, chip.main());
            preprocessed.put(gate, chip.prep());
        }
        assertThat(main)
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry(Gate.CONSTANT, 0),
                        Map.entry(Gate.HINT, 5),
                        Map.entry(Gate.BASE_HINT, 1),
                        Map.entry(Gate.BASE, 4),
                        Map.entry(Gate.EXTENSION, 20),
                        Map.entry(Gate.SELECT, 16),
                        Map.entry(Gate.BITS, 32),
                        Map.entry(Gate.PACK, 5),
                        Map.entry(Gate.UNPACK, 5),
                        Map.entry(Gate.DOT, 40),
                        Map.entry(Gate.FOLD, 21),
                        Map.entry(Gate.SPONGE, 239),
                        Map.entry(Gate.PATH, 243),
                        Map.entry(Gate.STORE, 10),
                        Map.entry(Gate.FETCH, 10),
                        Map.entry(Gate.EQUAL, 5)));
        assertThat(preprocessed.get(Gate.BASE)).isEqualTo(11);
        assertThat(preprocessed.get(Gate.EXTENSION)).isEqualTo(11);
        assertThat(preprocessed.get(Gate.SPONGE)).isEqualTo(13);
        assertThat(preprocessed.get(Gate.PATH)).isEqualTo(10);
    }

    @Test
    void threadsDoNotChangeWhatIsFilled() {
        Witness witness = EveryGate.witness(SEED);
        try (Cores one = Cores.one();
                Cores three = new Cores(3)) {
            List<Table> alone = CircuitTables.main(witness, one);
            List<Table> together = CircuitTables.main(witness, three);
            for (int chip = 0; chip < alone.size(); chip++) {
                for (int c = 0; c < alone.get(chip).width(); c++) {
                    assertThat(together.get(chip).column(c))
                            .isEqualTo(alone.get(chip).column(c));
                }
            }
        }
    }

    @TestFactory
    List<DynamicTest> everyCellOfEveryRowMatters() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Gate gate : Gate.values()) {
            tests.add(DynamicTest.dynamicTest(gate.name(), () -> {
                Table table = FILLED.table(gate);
                int step = Math.max(1, table.rows() / 6);
                for (int r = 0; r < table.rows(); r += step) {
                    for (int column = 0; column < table.width(); column++) {
                        checkCell(gate, column, r);
                    }
                }
            }));
        }
        return tests;
    }

    private static void checkCell(Gate gate, int column, int r) {
        Table table = FILLED.table(gate);
        int value = table.column(column)[r];
        for (int other : new TreeSet<>(
                List.of(0, KoalaBear.ONE, KoalaBear.add(value, KoalaBear.ONE), KoalaBear.sub(value, KoalaBear.ONE)))) {
            if (other != value) {
                assertThat(FILLED.with(gate, column, r, other).isTrue())
                        .as(
                                "%s of %s, row %d, %d",
                                GateTables.of(gate).mainNames().get(column), gate, r, other)
                        .isEqualTo(isFreeWitness(gate, column, r));
            }
        }
    }

    /** Of a number without low bits it says nothing whether its high bits are all 1, and nothing else reads the witness. */
    private static boolean isFreeWitness(Gate gate, int column, int r) {
        if (gate != Gate.BITS || column != GateTables.of(gate).column("w")) {
            return false;
        }
        for (int i = 0; i < KoalaBear.TWO_ADICITY; i++) {
            if (FILLED.table(gate).column(i)[r] != 0) {
                return false;
            }
        }
        return true;
    }
}
