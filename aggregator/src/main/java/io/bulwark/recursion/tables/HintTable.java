package io.bulwark.recursion.tables;

import io.bulwark.air.Expression;
import io.bulwark.field.Extension;
import io.bulwark.recursion.circuit.Gate;
import java.util.List;

/** Five elements of the prover's choice; with {@code tail} the last of them is 0, as in the second wire of a digest. */
final class HintTable extends GateTable {
    HintTable() {
        super(Gate.HINT, "Hint", Extension.DEGREE, List.of(), HintTable::declare);
    }

    private static void declare(GateRow row) {
        List<Expression> out = row.writes(0, Extension.DEGREE);
        row.zero(row.known("tail").times(out.getLast()));
    }
}
