package io.bulwark.recursion.tables;

import io.bulwark.air.Expression;
import io.bulwark.field.Extension;
import io.bulwark.recursion.circuit.Gate;
import java.util.ArrayList;
import java.util.List;

/** A fold of FRI, doubled: out = even + z (odd - even) with even = low + high and odd = (low - high) inverse, where the inverse is an element of F. */
final class FoldTable extends GateTable {
    FoldTable() {
        super(Gate.FOLD, "Fold", 1 + 4 * Extension.DEGREE, List.of(GateRow.REAL), FoldTable::declare);
    }

    private static void declare(GateRow row) {
        List<Expression> low = row.reads("low", Extension.DEGREE);
        List<Expression> high = row.reads("high", Extension.DEGREE);
        Expression inverse = row.reads("inverse", 1).getFirst();
        List<Expression> z = row.reads("z", Extension.DEGREE);
        List<Expression> out = row.writes(0, Extension.DEGREE);
        List<Expression> even = new ArrayList<>();
        List<Expression> difference = new ArrayList<>();
        for (int k = 0; k < Extension.DEGREE; k++) {
            even.add(low.get(k).plus(high.get(k)));
            difference.add(low.get(k).minus(high.get(k)).times(inverse).minus(even.get(k)));
        }
        // z on the left: its coefficients times forms of degree 2 make degree 3.
        List<Expression> product = ExtensionForms.product(z, difference);
        for (int k = 0; k < Extension.DEGREE; k++) {
            row.zero(even.get(k).plus(product.get(k)).minus(out.get(k)));
        }
    }
}
