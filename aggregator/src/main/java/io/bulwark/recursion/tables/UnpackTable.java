package io.bulwark.recursion.tables;

import io.bulwark.air.Expression;
import io.bulwark.field.Extension;
import io.bulwark.recursion.circuit.Gate;
import java.util.List;

/** Five elements of F, read together and written one by one. The messages alone say so. */
final class UnpackTable extends GateTable {
    UnpackTable() {
        super(Gate.UNPACK, "Unpack", Extension.DEGREE, List.of(GateRow.REAL), UnpackTable::declare);
    }

    private static void declare(GateRow row) {
        List<Expression> elements = row.reads("x", Extension.DEGREE);
        for (int i = 0; i < Extension.DEGREE; i++) {
            row.writes(i, List.of(elements.get(i)));
        }
    }
}
