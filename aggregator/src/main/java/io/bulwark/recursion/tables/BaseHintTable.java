package io.bulwark.recursion.tables;

import io.bulwark.recursion.circuit.Gate;
import java.util.List;

/** One element of the prover's choice. */
final class BaseHintTable extends GateTable {
    BaseHintTable() {
        super(Gate.BASE_HINT, "BaseHint", 1, List.of(), row -> row.writes(0, 1));
    }
}
