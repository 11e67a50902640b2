package io.bulwark.recursion.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulwark.air.Table;
import io.bulwark.field.KoalaBear;
import io.bulwark.recursion.circuit.Gate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Rows that no gate stands behind. Their preprocessed columns are zeros, so they send nothing and answer nothing, whatever their main cells are. */
class PaddingTest {
    private static final long SEED = 5;
    private static final FilledCircuit FILLED = FilledCircuit.of(EveryGate.witness(SEED));

    /** Cells of padding rows that no constraint speaks of while the others are zero: these are accepted, and harmless. */
    private static final Map<Gate, Set<String>> FREE = Map.ofEntries(
            Map.entry(Gate.HINT, elements("out")),
            Map.entry(Gate.BASE_HINT, Set.of("out")),
            Map.entry(Gate.BASE, Set.of("a", "b", "c")),
            Map.entry(Gate.EXTENSION, elements("a", "b", "c")),
            Map.entry(Gate.SELECT, elements("y")),
            Map.entry(Gate.BITS, Set.of("w")),
            Map.entry(Gate.PACK, Set.of("x0", "x1", "x2", "x3", "x4")),
            Map.entry(Gate.UNPACK, elements("x")),
            Map.entry(Gate.DOT, elements("v", "w0", "w1", "w2", "w3", "w4")),
            Map.entry(Gate.FOLD, plus(elements("z"), "inverse")),
            Map.entry(Gate.FETCH, plus(elements("d0"), "d10", "d11", "d12", "d13", "index")),
            Map.entry(Gate.EQUAL, elements("x")));

    private static Set<String> elements(String... wires) {
        Set<String> names = new TreeSet<>();
        for (String wire : wires) {
            for (int i = 0; i < 5; i++) {
                names.add(wire + i);
            }
        }
        return names;
    }

    private static Set<String> plus(Set<String> names, String... more) {
        Set<String> all = new TreeSet<>(names);
        all.addAll(Arrays.asList(more));
        return all;
    }

    @TestFactory
    List<DynamicTest> aCellOfAPaddingRowIsRefusedOrSeenByNobody() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Gate gate : Gate.values()) {
            tests.add(DynamicTest.dynamicTest(gate.name(), () -> {
                Set<String> accepted = new TreeSet<>();
                List<String> names = GateTables.of(gate).mainNames();
                for (int column = 0; column < names.size(); column++) {
                    int row = FILLED.table(gate).rows();
                    FilledCircuit changed = FILLED.with(gate, column, row, KoalaBear.fromCanonical(77));
                    // With its constraints met such a row says nothing on any bus: all balances as before.
                    if (changed.violations().isEmpty()) {
                        assertThat(changed.imbalances()).isEmpty();
                        accepted.add(names.get(column));
                    }
                }
                assertThat(accepted).isEqualTo(FREE.getOrDefault(gate, Set.of()));
            }));
        }
        return tests;
    }

    @Test
    void aPaddingRowOfAListAnswersNothing() {
        GateTable store = GateTables.of(Gate.STORE);
        int row = FILLED.table(Gate.STORE).rows();
        assertThat(FILLED.with(Gate.STORE, store.column("m"), row, KoalaBear.ONE)
                        .violations())
                .hasSize(1)
                .first()
                .satisfies(v -> assertThat(v.chip()).isEqualTo("Store"));
    }

    /** What a row says on the wire bus is counted by preprocessed columns: a key whose counts are off is not made, and would not balance. */
    @Test
    void countsAndFlagsThatAreOffAreRefused() {
        for (Gate gate : Gate.values()) {
            GateTable table = GateTables.of(gate);
            List<String> names = table.preprocessedNames();
            for (int c = 0; c < names.size(); c++) {
                String name = names.get(c);
                boolean flag = name.equals("real") || name.equals("wired");
                if (!flag && !name.matches("n[0-9]+")) {
                    continue;
                }
                int old = FILLED.preprocessed().get(GateTables.chip(gate)).column(c)[0];
                for (int other : List.of(2, 0, 1, KoalaBear.toCanonical(old) + 1)) {
                    int value = KoalaBear.fromCanonical(other);
                    if (value != old) {
                        FilledCircuit changed = FILLED.withPreprocessed(gate, c, 0, value);
                        assertThat(changed.isTrue()).as("%s of %s", name, gate).isFalse();
                        assertThatThrownBy(() -> Wiring.check(changed.preprocessed()))
                                .as("%s of %s = %d", name, gate, other)
                                .isInstanceOf(WiringException.class);
                    }
                }
            }
        }
    }

    @Test
    void aPaddingRowWithAMultiplicityIsNoPartOfAKey() {
        for (Gate gate : Gate.values()) {
            GateTable table = GateTables.of(gate);
            Table old = FILLED.preprocessed().get(GateTables.chip(gate));
            for (int c = 0; c < old.width(); c++) {
                String name = table.preprocessedNames().get(c);
                if (!name.equals("real") && !name.equals("wired") && !name.matches("n[0-9]+")) {
                    continue;
                }
                int[][] columns = new int[old.width()][];
                for (int k = 0; k < columns.length; k++) {
                    columns[k] = Arrays.copyOf(old.column(k), old.rows() + 1);
                }
                columns[c][old.rows()] = KoalaBear.ONE;
                FilledCircuit changed = FILLED.withPreprocessed(gate, Table.of(old.rows() + 1, columns));
                assertThat(changed.isTrue()).as("%s of %s", name, gate).isFalse();
                assertThatThrownBy(() -> Wiring.check(changed.preprocessed()))
                        .as("%s of %s", name, gate)
                        .isInstanceOf(WiringException.class);
            }
        }
    }

    @Test
    void everyPublicValueMatters() {
        for (int i = 0; i < RecursionMachine.PUBLIC_VALUES; i++) {
            int value = FILLED.publicValues().get(i);
            FilledCircuit changed = FILLED.withPublic(i, KoalaBear.add(value, KoalaBear.ONE));
            assertThat(changed.imbalances()).as("public value %d", i).hasSize(2);
        }
    }
}
