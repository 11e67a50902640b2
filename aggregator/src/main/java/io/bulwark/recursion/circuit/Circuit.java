package io.bulwark.recursion.circuit;

import io.bulwark.backend.VerificationException.Reason;
import java.util.Arrays;
import java.util.List;

/**
 * A straight-line program over wires, as rows of {@link Gate}s: what is to be proved about hints that nobody but the prover sees. Immutable, and only made by
 * {@link CircuitBuilder}, so that what {@link CircuitRules} demands holds for each.
 *
 * <p>Addresses run from 1 to {@link #wires}; wires 1 to {@link #publicValues} are the public values in order, each written by a BASE row.
 */
public final class Circuit {
    /** Elements of F in a wire. */
    public static final int ELEMENTS = 5;

    private static final Gate[] GATES = Gate.values();

    /** By gate; row after row. */
    private final int[][] rows;

    private final byte[] order;
    private final int wires;
    private final int publicValues;
    private final int hints;
    private final List<Reason> reasons;
    private final int[] reads;

    /** Takes the arrays as they are. */
    Circuit(int[][] rows, byte[] order, int wires, int publicValues, int hints, List<Reason> reasons) {
        this.rows = rows;
        this.order = order;
        this.wires = wires;
        this.publicValues = publicValues;
        this.hints = hints;
        this.reasons = List.copyOf(reasons);
        this.reads = new CircuitRules(this).countReads();
    }

    /** How many rows of a kind there are. */
    public int rows(Gate gate) {
        return rows[gate.number()].length / gate.fields().size();
    }

    /**
     * A number of a row.
     *
     * @param row from 0 on, in the order of the program among the rows of its kind
     * @param field the place of the field, as {@link Gate#field} says
     */
    public int field(Gate gate, int row, int field) {
        return rows[gate.number()][row * gate.fields().size() + field];
    }

    /** One field of all rows of a kind, in their order. */
    public int[] column(Gate gate, String field) {
        int place = gate.field(field);
        int[] column = new int[rows(gate)];
        for (int row = 0; row < column.length; row++) {
            column[row] = field(gate, row, place);
        }
        return column;
    }

    /** The rows of a kind one after another; not to be changed. */
    int[] data(Gate gate) {
        return rows[gate.number()];
    }

    /** Rows of all kinds. */
    public int steps() {
        return order.length;
    }

    /** The kind of row number {@code step} of the whole program; the rows of one kind follow each other in this order. */
    public Gate gate(int step) {
        return GATES[order[step]];
    }

    /** The greatest address. */
    public int wires() {
        return wires;
    }

    /** How many rows and public contributions read a wire: the multiplicity with which its writer offers it. */
    public int reads(int address) {
        return reads[address];
    }

    /** How many wires, from address 1 on, are public. */
    public int publicValues() {
        return publicValues;
    }

    /** Elements of F that the prover chooses. */
    public int hints() {
        return hints;
    }

    /** What the numbers in the field {@code reason} stand for. */
    public List<Reason> reasons() {
        return reasons;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Circuit o
                && Arrays.deepEquals(rows, o.rows)
                && Arrays.equals(order, o.order)
                && wires == o.wires
                && publicValues == o.publicValues
                && hints == o.hints
                && reasons.equals(o.reasons);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.deepHashCode(rows) + Arrays.hashCode(order);
    }

    @Override
    public String toString() {
        return steps() + " rows, " + wires + " wires, " + publicValues + " public values, " + hints + " hints";
    }
}
