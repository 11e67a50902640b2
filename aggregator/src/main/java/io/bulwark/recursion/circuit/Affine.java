package io.bulwark.recursion.circuit;

import io.bulwark.field.KoalaBear;

/**
 * scale * node + offset: what the recorder hands out for an element. So factors and summands that are known cost no node. A constant has node {@link #NONE} and
 * scale zero.
 */
abstract sealed class Affine permits BaseWire, ExtensionWire, BitWire {
    /** No node. */
    static final int NONE = 0;

    private final int node;
    private final int scale;
    private final int offset;

    Affine(int node, int scale, int offset) {
        this.node = node;
        this.scale = scale;
        this.offset = offset;
    }

    int node() {
        return node;
    }

    int scale() {
        return scale;
    }

    int offset() {
        return offset;
    }

    boolean isConstant() {
        return node == NONE;
    }

    /** Whether it is the node and nothing else. */
    boolean isPlain() {
        return node != NONE && scale == KoalaBear.ONE && offset == KoalaBear.ZERO;
    }

    boolean sameAs(Affine other) {
        return node == other.node && scale == other.scale && offset == other.offset;
    }

    /** Makes handles of one kind. */
    interface Factory<T> {
        T of(int node, int scale, int offset);
    }
}
