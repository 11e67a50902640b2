package io.bulwark.recursion.tables;

import io.bulwark.air.Expression;
import io.bulwark.field.Extension;
import io.bulwark.recursion.circuit.Gate;
import java.util.ArrayList;
import java.util.List;

/** Known wires. Everything is preprocessed, so there is nothing to prove and no main column. */
final class ConstantTable extends GateTable {
    ConstantTable() {
        super(Gate.CONSTANT, "Constant", 0, List.of(), ConstantTable::declare);
    }

    private static void declare(GateRow row) {
        List<Expression> elements = new ArrayList<>();
        for (int i = 0; i < Extension.DEGREE; i++) {
            elements.add(row.known("v" + i));
        }
        row.writes(0, elements);
    }
}
