package io.bulwark.recursion.tables;

import io.bulwark.air.Expression;
import io.bulwark.air.Multiplicity;
import io.bulwark.hash.Poseidon2;
import io.bulwark.recursion.circuit.Gate;
import java.util.List;

/** Asks whether the entry of a list that a wire names is a digest. */
final class FetchTable extends GateTable {
    FetchTable() {
        super(Gate.FETCH, "Fetch", 1 + Poseidon2.DIGEST, List.of(GateRow.REAL), FetchTable::declare);
    }

    private static void declare(GateRow row) {
        Expression number = row.reads("index", 1).getFirst();
        List<Expression> message = StoreTable.entry(row, number);
        row.chip().send(Buses.STORE, Multiplicity.fixed(row.known(GateRow.REAL)), message);
    }
}
