package io.bulwark.recursion.tables;

import io.bulwark.air.Expression;
import io.bulwark.field.Extension;
import io.bulwark.recursion.circuit.Gate;
import java.util.List;

/** Two wires that hold the same: one set of columns is read under both addresses. */
final class EqualTable extends GateTable {
    EqualTable() {
        super(Gate.EQUAL, "Equal", Extension.DEGREE, List.of(GateRow.REAL), EqualTable::declare);
    }

    private static void declare(GateRow row) {
        List<Expression> x = row.reads("x", Extension.DEGREE);
        row.reads("y", x);
    }
}
