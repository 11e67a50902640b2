package io.bulwark.air;

import io.bulwark.air.MachineException.Kind;
import io.bulwark.field.KoalaBear;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Builds a {@link Graph}. A node made twice through {@link #node} is one node; {@link #append} keeps the numbers of a file. */
public final class GraphBuilder {
    private record Key(Operation operation, int a, int b) {}

    private final Map<Key, Integer> numbers = new HashMap<>();
    private byte[] operations = new byte[64];
    private int[] a = new int[64];
    private int[] b = new int[64];
    private byte[] degrees = new byte[64];
    private int size;

    /**
     * Adds a node and returns its number.
     *
     * @throws MachineException of kind OPERAND, NODE_ORDER, DEGREE or SIZE
     */
    public int append(Operation operation, int first, int second) {
        int degree = degreeOf(operation, first, second);
        if (degree > Limits.MAX_DEGREE) {
            throw new MachineException(Kind.DEGREE, "at most " + Limits.MAX_DEGREE, degree);
        }
        if (size == Limits.MAX_NODES) {
            throw new MachineException(Kind.SIZE, "at most " + Limits.MAX_NODES + " nodes", "more");
        }
        if (size == a.length) {
            grow();
        }
        operations[size] = (byte) operation.code();
        a[size] = first;
        b[size] = second;
        degrees[size] = (byte) degree;
        numbers.putIfAbsent(new Key(operation, first, second), size);
        return size++;
    }

    /** The number of this node, which is added only if it is not there yet. */
    public int node(Operation operation, int first, int second) {
        Integer known = numbers.get(new Key(operation, first, second));
        return known == null ? append(operation, first, second) : known;
    }

    /** The nodes so far; further ones do not change what was returned. */
    public Graph build() {
        return new Graph(
                Arrays.copyOf(operations, size),
                Arrays.copyOf(a, size),
                Arrays.copyOf(b, size),
                Arrays.copyOf(degrees, size));
    }

    private int degreeOf(Operation operation, int first, int second) {
        if (!KoalaBear.isCanonical(first) || !KoalaBear.isCanonical(second)) {
            throw new MachineException(
                    Kind.OPERAND, "numbers in [0, p)", operation.word() + " " + first + " " + second);
        }
        if (operation.isLeaf()) {
            if (second != 0) {
                throw new MachineException(Kind.OPERAND, "one operand of a leaf", operation.word() + " with a second");
            }
            return operation == Operation.CONST ? 0 : 1;
        }
        if (first >= size || second >= size) {
            throw new MachineException(Kind.NODE_ORDER, "nodes below " + size, first + " and " + second);
        }
        return operation == Operation.MUL
                ? degrees[first] + degrees[second]
                : Math.max(degrees[first], degrees[second]);
    }

    private void grow() {
        int length = 2 * size;
        operations = Arrays.copyOf(operations, length);
        a = Arrays.copyOf(a, length);
        b = Arrays.copyOf(b, length);
        degrees = Arrays.copyOf(degrees, length);
    }
}
