package io.bulwark.recursion.tables;

import io.bulwark.air.Expression;
import io.bulwark.field.Extension;
import io.bulwark.recursion.circuit.Gate;
import java.util.ArrayList;
import java.util.List;

/** Five elements of F, read one by one and written together. The messages alone say so. */
final class PackTable extends GateTable {
    PackTable() {
        super(Gate.PACK, "Pack", Extension.DEGREE, List.of(GateRow.REAL), PackTable::declare);
    }

    private static void declare(GateRow row) {
        List<Expression> elements = new ArrayList<>();
        for (int i = 0; i < Extension.DEGREE; i++) {
            elements.addAll(row.reads("x" + i, 1));
        }
        row.writes(0, elements);
    }
}
