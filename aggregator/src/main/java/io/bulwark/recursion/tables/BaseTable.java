package io.bulwark.recursion.tables;

import io.bulwark.air.Expression;
import io.bulwark.recursion.circuit.Gate;
import java.util.List;

/** Arithmetic in F: out = qm a b + qa a + qb b + qc c + q0. */
final class BaseTable extends GateTable {
    BaseTable() {
        super(Gate.BASE, "Base", 4, List.of(GateRow.REAL), BaseTable::declare);
    }

    private static void declare(GateRow row) {
        Expression a = row.reads("a", 1).getFirst();
        Expression b = row.reads("b", 1).getFirst();
        Expression c = row.reads("c", 1).getFirst();
        Expression out = row.writes(0, 1).getFirst();
        row.zero(row.known("qm")
                .times(a.times(b))
                .plus(row.known("qa").times(a))
                .plus(row.known("qb").times(b))
                .plus(row.known("qc").times(c))
                .plus(row.known("q0"))
                .minus(out));
    }
}
