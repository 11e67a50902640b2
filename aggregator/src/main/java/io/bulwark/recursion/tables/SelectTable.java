package io.bulwark.recursion.tables;

import io.bulwark.air.Expression;
import io.bulwark.field.Extension;
import io.bulwark.recursion.circuit.Gate;
import java.util.List;

/**
 * out = x + bit (y - x) in each element. The bit is held to 0 or 1 here too, though whoever writes a bit's wire has done so: what a row chooses should not hang on how
 * the circuit was recorded.
 */
final class SelectTable extends GateTable {
    SelectTable() {
        super(Gate.SELECT, "Select", 1 + 3 * Extension.DEGREE, List.of(GateRow.REAL), SelectTable::declare);
    }

    private static void declare(GateRow row) {
        Expression bit = row.reads("bit", 1).getFirst();
        List<Expression> x = row.reads("x", Extension.DEGREE);
        List<Expression> y = row.reads("y", Extension.DEGREE);
        List<Expression> out = row.writes(0, Extension.DEGREE);
        row.zero(bit.times(bit.minus(1)));
        for (int k = 0; k < Extension.DEGREE; k++) {
            row.zero(x.get(k).plus(bit.times(y.get(k).minus(x.get(k)))).minus(out.get(k)));
        }
    }
}
