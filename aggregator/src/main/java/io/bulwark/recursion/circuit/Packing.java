package io.bulwark.recursion.circuit;

import io.bulwark.field.KoalaBear;
import io.bulwark.hash.Poseidon2;
import io.bulwark.recursion.circuit.Nodes.Kind;
import java.util.Arrays;

/**
 * Decides which wires elements travel in, as late as it can: five consecutive hint elements that are first asked for together cost one row, any other five a row
 * each and one more.
 */
final class Packing {
    static final int FIVE = Circuit.ELEMENTS;
    private static final int DIGEST = Poseidon2.DIGEST;
    private static final long ZERO = Sequence.constant(KoalaBear.ZERO);
    /** In place of a hint's lane: a PATH row has read it. */
    private static final long SPENT = -1;

    private final Nodes nodes;
    private final Arithmetic arithmetic;
    /** Of each hint element the lane that holds it, 0 before there is one. */
    private long[] lanes = new long[1 << 10];
    /** Of each hint element the base node that holds it, 0 before there is one. */
    private int[] bases = new int[1 << 10];

    private int hints;

    Packing(Nodes nodes, Arithmetic arithmetic) {
        this.nodes = nodes;
        this.arithmetic = arithmetic;
    }

    /** How many hint elements there are so far. */
    int hints() {
        return hints;
    }

    /** n further hint elements. */
    Sequence freshHints(int n) {
        long[] references = new long[n];
        Arrays.setAll(references, i -> Sequence.hint(hints + i));
        hints += n;
        if (hints > lanes.length) {
            lanes = Arrays.copyOf(lanes, 2 * hints);
            bases = Arrays.copyOf(bases, 2 * hints);
        }
        return new Sequence(references);
    }

    /** A node that holds elements from, .., to - 1 of a sequence, at most five, and zeros behind them. */
    int pack(Sequence elements, int from, int to) {
        long[] five = new long[FIVE];
        for (int i = 0; i < FIVE; i++) {
            five[i] = from + i < to ? resolve(elements.get(from + i)) : ZERO;
        }
        return pack(five);
    }

    /** The two nodes of a digest. */
    int[] digest(Sequence digest) {
        return new int[] {pack(digest, 0, FIVE), pack(digest, FIVE, DIGEST)};
    }

    /** A node that holds element i of a sequence and four zeros. */
    int element(Sequence elements, int i) {
        return element(elements.get(i));
    }

    /** What a reference has become. */
    long resolve(long reference) {
        if (Sequence.kind(reference) != Sequence.Kind.HINT) {
            return reference;
        }
        int hint = Sequence.value(reference);
        if (lanes[hint] == SPENT) {
            throw new IllegalStateException(
                    "hint element " + hint + " belongs to a row that has hashed it as a sibling");
        }
        if (lanes[hint] != 0) {
            return lanes[hint];
        }
        return bases[hint] != 0 ? Sequence.node(bases[hint]) : reference;
    }

    /** Whether a digest is nine consecutive hint elements that nobody has read. */
    boolean isFresh(Sequence digest) {
        long first = resolve(digest.get(0));
        if (Sequence.kind(first) != Sequence.Kind.HINT) {
            return false;
        }
        for (int i = 1; i < DIGEST; i++) {
            if (resolve(digest.get(i)) != first + i) {
                return false;
            }
        }
        return true;
    }

    /** Gives a fresh digest to a row that reads it itself; the index of its first element. */
    int spend(Sequence digest) {
        int first = Sequence.value(digest.get(0));
        Arrays.fill(lanes, first, first + DIGEST, SPENT);
        return first;
    }

    private int pack(long[] five) {
        boolean tail = five[FIVE - 1] == ZERO;
        int whole = whole(five);
        if (whole != Affine.NONE) {
            return whole;
        }
        int consecutive = consecutiveHints(five);
        int node;
        if (consecutive == FIVE || (tail && consecutive == FIVE - 1)) {
            int first = Sequence.value(five[0]);
            node = nodes.freshRow(Gate.HINT, 0, FIVE - consecutive, first);
        } else {
            int[] row = new int[FIVE + 1];
            for (int i = 0; i < FIVE; i++) {
                row[i] = element(five[i]);
            }
            node = nodes.row(Gate.PACK, row);
        }
        if (tail) {
            nodes.markEndsInZero(node);
        }
        for (int i = 0; i < FIVE; i++) {
            if (Sequence.kind(five[i]) == Sequence.Kind.HINT) {
                lanes[Sequence.value(five[i])] = Sequence.lane(node, i);
            }
        }
        return node;
    }

    /** The node that is there already, or none. */
    private int whole(long[] five) {
        return switch (Sequence.kind(five[0])) {
            case CONSTANT ->
                Arrays.stream(five).allMatch(r -> Sequence.kind(r) == Sequence.Kind.CONSTANT)
                        ? arithmetic.constant(
                                Arrays.stream(five).mapToInt(Sequence::value).toArray())
                        : Affine.NONE;
            case NODE -> Arrays.stream(five, 1, FIVE).allMatch(r -> r == ZERO) ? Sequence.value(five[0]) : Affine.NONE;
            case LANE -> isWholeNode(five, Sequence.laneNode(five[0])) ? Sequence.laneNode(five[0]) : Affine.NONE;
            case HINT -> Affine.NONE;
        };
    }

    private boolean isWholeNode(long[] five, int node) {
        for (int i = 0; i < FIVE; i++) {
            boolean zero = i == FIVE - 1 && five[i] == ZERO && nodes.endsInZero(node);
            if (five[i] != Sequence.lane(node, i) && !zero) {
                return false;
            }
        }
        return true;
    }

    private static int consecutiveHints(long[] five) {
        int n = 0;
        while (n < FIVE && Sequence.kind(five[n]) == Sequence.Kind.HINT && five[n] == five[0] + n) {
            n++;
        }
        return n;
    }

    private int element(long reference) {
        long resolved = resolve(reference);
        return switch (Sequence.kind(resolved)) {
            case CONSTANT -> arithmetic.constant(Sequence.value(resolved), 0, 0, 0, 0);
            case NODE -> Sequence.value(resolved);
            case LANE -> laneNode(Sequence.laneNode(resolved), Sequence.laneNumber(resolved));
            case HINT -> hintNode(Sequence.value(resolved));
        };
    }

    private int hintNode(int hint) {
        int node = nodes.freshRow(Gate.BASE_HINT, 0, hint);
        nodes.markBase(node);
        bases[hint] = node;
        return node;
    }

    private int laneNode(int node, int lane) {
        if (nodes.kind(node) == Kind.ROW && nodes.gate(node) == Gate.PACK) {
            return nodes.field(node, lane);
        }
        int first = nodes.row(Gate.UNPACK, node, 0);
        for (int i = 0; i < FIVE; i++) {
            nodes.markBase(first + i);
        }
        return first + lane;
    }
}
