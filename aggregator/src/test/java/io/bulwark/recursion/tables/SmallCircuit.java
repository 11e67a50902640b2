package io.bulwark.recursion.tables;

import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.field.Extension;
import io.bulwark.field.KoalaBear;
import io.bulwark.recursion.circuit.Circuit;
import io.bulwark.recursion.circuit.CircuitBuilder;
import io.bulwark.recursion.circuit.Gate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes circuits for tests, with hints as it goes. Public values that nobody asks for are their own numbers. */
final class SmallCircuit {
    private final CircuitBuilder builder = new CircuitBuilder().publicValues(RecursionMachine.PUBLIC_VALUES);
    private final List<Integer> hints = new ArrayList<>();
    private final Map<Integer, Integer> publicWires = new TreeMap<>();
    private final int zero;

    SmallCircuit() {
        zero = constant(0);
    }

    int zero() {
        return zero;
    }

    /** A constant of canonical elements. */
    int constant(long... elements) {
        int[] fields = new int[6];
        fields[0] = builder.wires(1);
        for (int i = 0; i < elements.length; i++) {
            fields[1 + i] = KoalaBear.fromLong(elements[i]);
        }
        builder.row(Gate.CONSTANT, fields);
        return fields[0];
    }

    /** Appends a row whose last field of all is the first wire that it writes; returns it. */
    int row(Gate gate, int... operands) {
        int out = builder.wires(gate.written());
        int[] fields = Arrays.copyOf(operands, operands.length + 1);
        fields[operands.length] = out;
        builder.row(gate, fields);
        return out;
    }

    /** out = qm a b + qa a + qb b + qc c + q0, the q canonical. */
    int arithmetic(Gate gate, int a, int b, int c, long... q) {
        int out = builder.wires(1);
        arithmeticTo(out, gate, a, b, c, q);
        return out;
    }

    private void arithmeticTo(int out, Gate gate, int a, int b, int c, long... q) {
        int[] fields = Arrays.copyOf(new int[] {a, b, c, out}, 9);
        for (int i = 0; i < q.length; i++) {
            fields[4 + i] = KoalaBear.fromLong(q[i]);
        }
        builder.row(gate, fields);
    }

    /** Rows that write nothing. */
    void assertion(Gate gate, int... fields) {
        int[] all = fields;
        if (gate.fields().contains("reason")) {
            all = Arrays.copyOf(fields, fields.length + 1);
            all[fields.length] = builder.reason(Reason.NO_PROOF);
        }
        builder.row(gate, all);
    }

    private int hint(int... elements) {
        int first = builder.hints(elements.length);
        Arrays.stream(elements).forEach(hints::add);
        return first;
    }

    /** Elements in Montgomery form, as below. */
    int baseHint(int element) {
        int out = builder.wires(1);
        builder.row(Gate.BASE_HINT, out, hint(element));
        return out;
    }

    /** Five elements, or four and a zero. */
    int hintWire(int... elements) {
        int out = builder.wires(1);
        builder.row(Gate.HINT, out, Extension.DEGREE - elements.length, hint(elements));
        return out;
    }

    /** The inverse of a wire, as a hint that is not asserted. */
    int inverse(int wire) {
        int out = builder.wires(1);
        builder.row(Gate.HINT, out, 0, -wire);
        return out;
    }

    /** A step up a path whose sibling is of the prover's choice. */
    int path(int bit, int d0, int d1, int... sibling) {
        int out = builder.wires(2);
        builder.row(Gate.PATH, bit, d0, d1, 0, 0, hint(sibling), out);
        return out;
    }

    /** The same with the sibling in wires. */
    int wiredPath(int bit, int d0, int d1, int s0, int s1) {
        int out = builder.wires(2);
        builder.row(Gate.PATH, bit, d0, d1, s0, s1, 0, out);
        return out;
    }

    /** Makes the wires, which hold one element each, the next public values. */
    void publish(int... wires) {
        for (int wire : wires) {
            publicWires.put(publicWires.size() + 1, wire);
        }
    }

    /** Makes the elements of a wire the next public values. */
    void publishElements(int wire) {
        int first = row(Gate.UNPACK, wire);
        for (int i = 0; i < Extension.DEGREE; i++) {
            publish(first + i);
        }
    }

    Circuit build() {
        for (int i = 1; i <= RecursionMachine.PUBLIC_VALUES; i++) {
            if (publicWires.containsKey(i)) {
                arithmeticTo(i, Gate.BASE, publicWires.get(i), zero, zero, 0, 1);
            } else {
                arithmeticTo(i, Gate.BASE, zero, zero, zero, 0, 0, 0, 0, i);
            }
        }
        return builder.build();
    }

    int[] hints() {
        return hints.stream().mapToInt(Integer::intValue).toArray();
    }
}
