package io.bulwark.recursion.circuit;

import io.bulwark.backend.VerificationException.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Puts a circuit together row by row, in the order of its program. Checks nothing before {@link #build}. */
public final class CircuitBuilder {
    private final int[][] rows = new int[Gate.values().length][64];
    private final int[] used = new int[rows.length];
    private final List<Reason> reasons = new ArrayList<>();
    private byte[] order = new byte[1024];
    private int steps;
    private int wires;
    private int hints;
    private int publicValues;

    /** Wires from 1 on are public values; the rows that write them come later. To be called before the first {@link #wires}. */
    public CircuitBuilder publicValues(int n) {
        publicValues = n;
        wires = n;
        return this;
    }

    /** The first of n fresh addresses. */
    public int wires(int n) {
        int first = wires + 1;
        wires += n;
        return first;
    }

    /** The first of n fresh hint elements. */
    public int hints(int n) {
        int first = hints;
        hints += n;
        return first;
    }

    /** The number that stands for a reason. */
    public int reason(Reason reason) {
        int known = reasons.indexOf(reason);
        if (known >= 0) {
            return known;
        }
        reasons.add(reason);
        return reasons.size() - 1;
    }

    /** Appends a row, its fields in the order of the gate. */
    public CircuitBuilder row(Gate gate, int... fields) {
        if (fields.length != gate.fields().size()) {
            throw new IllegalArgumentException(gate + ": expected " + gate.fields() + ", got " + fields.length);
        }
        int kind = gate.number();
        if (used[kind] + fields.length > rows[kind].length) {
            rows[kind] = Arrays.copyOf(rows[kind], 2 * rows[kind].length);
        }
        System.arraycopy(fields, 0, rows[kind], used[kind], fields.length);
        used[kind] += fields.length;
        if (steps == order.length) {
            order = Arrays.copyOf(order, 2 * steps);
        }
        order[steps++] = (byte) kind;
        return this;
    }

    /**
     * The circuit.
     *
     * @throws CircuitException if it breaks a rule of {@link CircuitRules}
     */
    public Circuit build() {
        int[][] kinds = new int[rows.length][];
        for (int kind = 0; kind < kinds.length; kind++) {
            kinds[kind] = Arrays.copyOf(rows[kind], used[kind]);
        }
        return new Circuit(kinds, Arrays.copyOf(order, steps), wires, publicValues, hints, reasons);
    }
}
