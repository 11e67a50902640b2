package io.bulwark.recursion.tables;

import io.bulwark.air.BusChecker;
import io.bulwark.air.BusChecker.Imbalance;
import io.bulwark.air.Table;
import io.bulwark.air.Trace;
import io.bulwark.air.TraceChecker;
import io.bulwark.air.TraceChecker.Violation;
import io.bulwark.field.Cores;
import io.bulwark.recursion.circuit.Circuit;
import io.bulwark.recursion.circuit.Gate;
import io.bulwark.recursion.circuit.Witness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A circuit's tables, filled, in a machine of one shape that has at least one padding row of each kind.
 *
 * @param main by chip
 * @param publicValues in Montgomery form
 */
record FilledCircuit(
        RecursionMachine machine, Map<Integer, Table> preprocessed, List<Table> main, List<Integer> publicValues) {
    static FilledCircuit of(Witness witness) {
        return of(shape(witness.circuit()), witness);
    }

    static FilledCircuit of(RecursionMachine machine, Witness witness) {
        try (Cores cores = Cores.one()) {
            return new FilledCircuit(
                    machine,
                    CircuitTables.preprocessed(witness.circuit()),
                    CircuitTables.main(witness, cores),
                    Arrays.stream(witness.publicValues()).boxed().toList());
        }
    }

    /** One row more than the circuit has, of each kind. */
    static RecursionMachine shape(Circuit circuit) {
        Map<Gate, Integer> rows = new EnumMap<>(Gate.class);
        FoldShape.rowsOf(circuit).forEach((gate, n) -> rows.put(gate, n + 1));
        return RecursionMachine.of(List.of(FoldShape.of("test", rows)));
    }

    Trace trace() {
        return Trace.of(machine.machine(), 0, main, preprocessed);
    }

    int[] publicArray() {
        return publicValues.stream().mapToInt(Integer::intValue).toArray();
    }

    List<Violation> violations() {
        return TraceChecker.check(trace(), 10);
    }

    List<Imbalance> imbalances() {
        return BusChecker.check(trace(), publicArray(), 10);
    }

    boolean isTrue() {
        return violations().isEmpty() && imbalances().isEmpty();
    }

    Table table(Gate gate) {
        return main.get(GateTables.chip(gate));
    }

    /** With another main table. */
    FilledCircuit with(Gate gate, Table table) {
        List<Table> changed = new ArrayList<>(main);
        changed.set(GateTables.chip(gate), table);
        return new FilledCircuit(machine, preprocessed, changed, publicValues);
    }

    /** With another value in one main cell, in Montgomery form; the row may be one of padding. */
    FilledCircuit with(Gate gate, int column, int row, int value) {
        Table old = table(gate);
        int rows = Math.max(old.rows(), row + 1);
        int[][] columns = new int[old.width()][];
        for (int c = 0; c < columns.length; c++) {
            columns[c] = Arrays.copyOf(old.column(c), rows);
        }
        columns[column][row] = value;
        return with(gate, Table.of(rows, columns));
    }

    FilledCircuit withPublic(int index, int value) {
        List<Integer> changed = new ArrayList<>(publicValues);
        changed.set(index, value);
        return new FilledCircuit(machine, preprocessed, main, changed);
    }

    FilledCircuit withPreprocessed(Gate gate, int column, int row, int value) {
        return withPreprocessed(gate, preprocessed.get(GateTables.chip(gate)).with(column, row, value));
    }

    FilledCircuit withPreprocessed(Gate gate, Table table) {
        Map<Integer, Table> changed = new HashMap<>(preprocessed);
        changed.put(GateTables.chip(gate), table);
        return new FilledCircuit(machine, changed, main, publicValues);
    }
}
