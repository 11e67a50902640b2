package io.bulwark.recursion.tables;

import io.bulwark.air.Table;
import io.bulwark.field.Cores;
import io.bulwark.recursion.circuit.Circuit;
import io.bulwark.recursion.circuit.Gate;
import io.bulwark.recursion.circuit.Witness;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A circuit and a witness of it as the tables of the recursion machine. */
public final class CircuitTables {
    /** Rows that are worth a thread. */
    private static final int ROWS_A_THREAD = 1 << 8;

    private CircuitTables() {}

    /**
     * What a key commits to: all of the circuit but how its hints are found.
     *
     * @return the preprocessed table of each chip, without padding
     * @throws WiringException if the circuit does not have the machine's public values, or the tables break {@link Wiring}
     */
    public static Map<Integer, Table> preprocessed(Circuit circuit) {
        if (circuit.publicValues() != RecursionMachine.PUBLIC_VALUES) {
            throw new WiringException(
                    RecursionMachine.PUBLIC_VALUES + " public values", Integer.toString(circuit.publicValues()));
        }
        Map<Integer, Table> tables = new HashMap<>();
        for (Gate gate : Gate.values()) {
            tables.put(
                    GateTables.chip(gate),
                    Table.of(circuit.rows(gate), GateTables.of(gate).preprocessed(circuit)));
        }
        Wiring.check(tables);
        return Map.copyOf(tables);
    }

    /**
     * What a proof commits to.
     *
     * @return the main columns of each chip, without padding; the same with any number of threads
     */
    public static List<Table> main(Witness witness, Cores cores) {
        Circuit circuit = witness.circuit();
        List<Table> tables = new ArrayList<>();
        for (GateTable table : GateTables.ALL) {
            int rows = circuit.rows(table.gate());
            int[][] columns = new int[table.chip().main()][rows];
            cores.forRange(rows, ROWS_A_THREAD, (from, to) -> table.fill(witness, from, to, columns));
            tables.add(Table.of(rows, columns));
        }
        return tables;
    }
}
