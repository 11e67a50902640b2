package io.bulwark.recursion.tables;

import io.bulwark.air.Expression;
import io.bulwark.field.Extension;
import io.bulwark.recursion.circuit.Gate;
import java.util.ArrayList;
import java.util.List;

/** out = sum + v_0 w0 + ... + v_4 w4, where v is a wire of elements of F and the w are elements of K: a step of a weighted sum over an opened row. */
final class DotTable extends GateTable {
    DotTable() {
        super(Gate.DOT, "Dot", (3 + Extension.DEGREE) * Extension.DEGREE, List.of(GateRow.REAL), DotTable::declare);
    }

    private static void declare(GateRow row) {
        List<Expression> v = row.reads("v", Extension.DEGREE);
        List<List<Expression>> weights = new ArrayList<>();
        for (int i = 0; i < Extension.DEGREE; i++) {
            weights.add(row.reads("w" + i, Extension.DEGREE));
        }
        List<Expression> sum = row.reads("sum", Extension.DEGREE);
        List<Expression> out = row.writes(0, Extension.DEGREE);
        for (int k = 0; k < Extension.DEGREE; k++) {
            Expression total = sum.get(k);
            for (int i = 0; i < Extension.DEGREE; i++) {
                total = total.plus(v.get(i).times(weights.get(i).get(k)));
            }
            row.zero(total.minus(out.get(k)));
        }
    }
}
