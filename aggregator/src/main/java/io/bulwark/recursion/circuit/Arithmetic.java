package io.bulwark.recursion.circuit;

import io.bulwark.backend.Ring;
import io.bulwark.field.KoalaBear;

/**
 * Sums and products of handles. Constants are folded into the handles: a node is made only where two nodes meet, and only once for the same two and factors.
 */
final class Arithmetic {
    private final Nodes nodes;

    Arithmetic(Nodes nodes) {
        this.nodes = nodes;
    }

    /** a + s b for s = 1 or -1. */
    <T extends Affine> T sum(Affine a, Affine b, boolean minus, Affine.Factory<T> factory) {
        int scale = minus ? KoalaBear.neg(b.scale()) : b.scale();
        int offset = minus ? KoalaBear.sub(a.offset(), b.offset()) : KoalaBear.add(a.offset(), b.offset());
        if (b.isConstant()) {
            return factory.of(a.node(), a.scale(), offset);
        }
        if (a.isConstant()) {
            return factory.of(b.node(), scale, offset);
        }
        if (a.node() == b.node()) {
            int total = KoalaBear.add(a.scale(), scale);
            return factory.of(total == KoalaBear.ZERO ? Affine.NONE : a.node(), total, offset);
        }
        // The earlier node comes first.
        int node = a.node() < b.node()
                ? nodes.sum(a.node(), a.scale(), b.node(), scale, offset)
                : nodes.sum(b.node(), scale, a.node(), a.scale(), offset);
        return factory.of(node, KoalaBear.ONE, KoalaBear.ZERO);
    }

    /** (s x + o) (t y + u) = st xy + su x + ot y + ou. */
    <T extends Affine> T product(Affine a, Affine b, Affine.Factory<T> factory) {
        if (a.isConstant()) {
            return scaled(b, a.offset(), factory);
        }
        if (b.isConstant()) {
            return scaled(a, b.offset(), factory);
        }
        int node = nodes.product(Math.min(a.node(), b.node()), Math.max(a.node(), b.node()));
        T out = factory.of(node, KoalaBear.mul(a.scale(), b.scale()), KoalaBear.mul(a.offset(), b.offset()));
        if (b.offset() != KoalaBear.ZERO) {
            T x = factory.of(a.node(), KoalaBear.mul(a.scale(), b.offset()), KoalaBear.ZERO);
            out = sum(out, x, false, factory);
        }
        if (a.offset() != KoalaBear.ZERO) {
            T y = factory.of(b.node(), KoalaBear.mul(a.offset(), b.scale()), KoalaBear.ZERO);
            out = sum(out, y, false, factory);
        }
        return out;
    }

    private static <T extends Affine> T scaled(Affine a, int by, Affine.Factory<T> factory) {
        int scale = KoalaBear.mul(a.scale(), by);
        return factory.of(scale == KoalaBear.ZERO ? Affine.NONE : a.node(), scale, KoalaBear.mul(a.offset(), by));
    }

    /** A node that holds the element. */
    int node(Affine a) {
        if (a.isPlain()) {
            return a.node();
        }
        if (a.isConstant()) {
            return constant(a.offset(), 0, 0, 0, 0);
        }
        return nodes.sum(a.node(), a.scale(), Affine.NONE, KoalaBear.ZERO, a.offset());
    }

    /** A node of five constants. */
    int constant(int... elements) {
        int node = nodes.row(Gate.CONSTANT, 0, elements[0], elements[1], elements[2], elements[3], elements[4]);
        if ((elements[1] | elements[2] | elements[3] | elements[4]) == 0) {
            nodes.markBase(node);
        } else if (elements[4] == 0) {
            nodes.markEndsInZero(node);
        }
        return node;
    }

    /** The ring of one kind of handles. */
    <T extends Affine> Ring<T> ring(Affine.Factory<T> factory) {
        return new Ring<>() {
            @Override
            public T constant(int a) {
                return factory.of(Affine.NONE, KoalaBear.ZERO, a);
            }

            @Override
            public T add(T a, T b) {
                return sum(a, b, false, factory);
            }

            @Override
            public T sub(T a, T b) {
                return sum(a, b, true, factory);
            }

            @Override
            public T mul(T a, T b) {
                return product(a, b, factory);
            }
        };
    }
}
