package io.bulwark.recursion.circuit;

import java.util.List;

/**
 * Elements of F in a circuit that is being recorded: a view of references, each to a constant, to a base wire, to a lane of a wire, or to a hint element, which
 * need not have a wire yet.
 */
public final class Sequence {
    private static final int KIND_SHIFT = 48;
    private static final int LANE_BITS = 3;
    /** Kinds of references, in the order of {@link Kind}; a constant's is zero. */
    private static final long NODE = 1L << KIND_SHIFT;

    private static final long LANE = 2L << KIND_SHIFT;
    private static final long HINT = 3L << KIND_SHIFT;

    /** What a reference refers to. */
    enum Kind {
        CONSTANT,
        NODE,
        LANE,
        HINT
    }

    private static final Kind[] KINDS = Kind.values();

    private final long[] references;
    private final int from;
    private final int length;

    Sequence(long... references) {
        this(references, 0, references.length);
    }

    private Sequence(long[] references, int from, int length) {
        this.references = references;
        this.from = from;
        this.length = length;
    }

    static Sequence concat(List<Sequence> parts) {
        long[] all = new long[parts.stream().mapToInt(Sequence::length).sum()];
        int at = 0;
        for (Sequence part : parts) {
            System.arraycopy(part.references, part.from, all, at, part.length);
            at += part.length;
        }
        return new Sequence(all);
    }

    Sequence slice(int start, int end) {
        if (start < 0 || end < start || end > length) {
            throw new IndexOutOfBoundsException(
                    "expected a part of " + length + " elements, got " + start + " to " + end);
        }
        return new Sequence(references, from + start, end - start);
    }

    int length() {
        return length;
    }

    long get(int i) {
        if (i < 0 || i >= length) {
            throw new IndexOutOfBoundsException("expected an element below " + length + ", got " + i);
        }
        return references[from + i];
    }

    static long constant(int montgomery) {
        return montgomery;
    }

    static long node(int node) {
        return NODE | node;
    }

    static long lane(int node, int lane) {
        return LANE | (long) node << LANE_BITS | lane;
    }

    static long hint(int index) {
        return HINT | index;
    }

    static Kind kind(long reference) {
        return KINDS[(int) (reference >>> KIND_SHIFT)];
    }

    /** The constant, the base node or the hint's index. */
    static int value(long reference) {
        return (int) reference;
    }

    static int laneNode(long reference) {
        return (int) (reference >>> LANE_BITS & Integer.MAX_VALUE);
    }

    static int laneNumber(long reference) {
        return (int) reference & ((1 << LANE_BITS) - 1);
    }
}
