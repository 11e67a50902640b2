package io.bulwark.recursion.circuit;

import io.bulwark.field.KoalaBear;
import java.util.Arrays;

/** Which node each public value is. */
final class PublicValues {
    private final Nodes nodes;
    private final Arithmetic arithmetic;
    private int[] values = new int[0];

    PublicValues(Nodes nodes, Arithmetic arithmetic) {
        this.nodes = nodes;
        this.arithmetic = arithmetic;
    }

    void set(int i, BaseWire value) {
        if (i >= values.length) {
            values = Arrays.copyOf(values, i + 1);
        }
        if (values[i] != Affine.NONE) {
            throw new IllegalStateException("public value " + i + " has been given before");
        }
        values[i] = value.isConstant()
                ? nodes.publicValue(arithmetic.node(value), KoalaBear.ONE, 0)
                : nodes.publicValue(value.node(), value.scale(), value.offset());
    }

    /** Of each public value, in order. */
    int[] nodes() {
        for (int i = 0; i < values.length; i++) {
            if (values[i] == Affine.NONE) {
                throw new IllegalStateException("public value " + i + " has not been given");
            }
        }
        return values.clone();
    }
}
