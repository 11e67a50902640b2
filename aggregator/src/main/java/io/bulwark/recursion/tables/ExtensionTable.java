package io.bulwark.recursion.tables;

import io.bulwark.air.Expression;
import io.bulwark.field.Extension;
import io.bulwark.recursion.circuit.Gate;
import java.util.List;

/** Arithmetic in K: out = qm a b + qa a + qb b + qc c + q0, coefficient by coefficient; q0 is an element of F, so only the first has it. */
final class ExtensionTable extends GateTable {
    ExtensionTable() {
        super(Gate.EXTENSION, "Extension", 4 * Extension.DEGREE, List.of(GateRow.REAL), ExtensionTable::declare);
    }

    private static void declare(GateRow row) {
        List<Expression> a = row.reads("a", Extension.DEGREE);
        List<Expression> b = row.reads("b", Extension.DEGREE);
        List<Expression> c = row.reads("c", Extension.DEGREE);
        List<Expression> out = row.writes(0, Extension.DEGREE);
        List<Expression> product = ExtensionForms.product(a, b);
        for (int k = 0; k < Extension.DEGREE; k++) {
            Expression sum = row.known("qm")
                    .times(product.get(k))
                    .plus(row.known("qa").times(a.get(k)))
                    .plus(row.known("qb").times(b.get(k)))
                    .plus(row.known("qc").times(c.get(k)));
            row.zero((k == 0 ? sum.plus(row.known("q0")) : sum).minus(out.get(k)));
        }
    }
}
