package io.bulwark.air;

import io.bulwark.field.KoalaBear;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Expressions as data: a list of nodes, each over earlier ones, immutable. The order of the nodes is a topological one, so one pass from the
 * front evaluates all. The same list serves the trace checker, the prover, the verifier at a point and the machine digest.
 *
 * <p>Node n is an {@link Operation} with operands a and b. Of a constant, a is its canonical value; of another leaf, the column's number; b is 0.
 * Of an operation, a and b are earlier nodes.
 */
public final class Graph {
    /** A leaf by what it means, not by its number: files may name one column by several nodes. */
    public record Leaf(Operation operation, int operand) {}

    private static final Operation[] OPERATIONS = Operation.values();

    private final byte[] operations;
    private final int[] a;
    private final int[] b;
    private final byte[] degrees;
    private final int[] constants;

    Graph(byte[] operations, int[] a, int[] b, byte[] degrees) {
        this.operations = operations;
        this.a = a;
        this.b = b;
        this.degrees = degrees;
        this.constants = new int[a.length];
        for (int n = 0; n < a.length; n++) {
            if (operation(n) == Operation.CONST) {
                constants[n] = KoalaBear.fromCanonical(a[n]);
            }
        }
    }

    /** Number of nodes. */
    public int size() {
        return a.length;
    }

    public Operation operation(int node) {
        return OPERATIONS[operations[node]];
    }

    /** First operand: canonical value of a constant, number of a column, or a node. */
    public int a(int node) {
        return a[node];
    }

    /** Second operand: a node, or 0 of a leaf. */
    public int b(int node) {
        return b[node];
    }

    /** Total degree in the columns; closed-form columns count as 1, as all others. */
    public int degree(int node) {
        return degrees[node];
    }

    /** Value of a constant in Montgomery form; 0 of every other node. */
    public int constant(int node) {
        return constants[node];
    }

    public boolean has(int node) {
        return 0 <= node && node < a.length;
    }

    /** Whether both graphs have the same nodes in the same places. */
    public boolean sameAs(Graph other) {
        return Arrays.equals(operations, other.operations) && Arrays.equals(a, other.a) && Arrays.equals(b, other.b);
    }

    /**
     * All nodes on one row.
     *
     * @param row the row's columns by sort, in Montgomery form
     * @param out receives {@link #size()} values in Montgomery form
     */
    void evaluate(Row row, int[] out) {
        for (int n = 0; n < a.length; n++) {
            out[n] = switch (operation(n)) {
                case CONST -> constants[n];
                case MAIN -> row.main()[a[n]];
                case PREP -> row.prep()[a[n]];
                case CLOSED -> row.closed()[a[n]];
                case PUBLIC -> row.publicValues()[a[n]];
                case ADD -> KoalaBear.add(out[a[n]], out[b[n]]);
                case SUB -> KoalaBear.sub(out[a[n]], out[b[n]]);
                case MUL -> KoalaBear.mul(out[a[n]], out[b[n]]);
            };
        }
    }

    /** The leaves, constants included, that any of these nodes is made from. */
    public Set<Leaf> leavesBelow(Collection<Integer> nodes) {
        BitSet reached = below(nodes);
        Set<Leaf> leaves = new HashSet<>();
        for (int n = reached.nextSetBit(0); n >= 0; n = reached.nextSetBit(n + 1)) {
            if (operation(n).isLeaf()) {
                leaves.add(leaf(n));
            }
        }
        return leaves;
    }

    /** These nodes and all that they are made from. */
    public BitSet below(Collection<Integer> nodes) {
        BitSet reached = new BitSet(a.length);
        nodes.forEach(reached::set);
        for (int n = reached.length() - 1; n >= 0; n--) {
            if (reached.get(n) && !operation(n).isLeaf()) {
                reached.set(a[n]);
                reached.set(b[n]);
            }
        }
        return reached;
    }

    /** The leaf that a node is. */
    public Leaf leaf(int node) {
        return new Leaf(operation(node), a[node]);
    }
}
