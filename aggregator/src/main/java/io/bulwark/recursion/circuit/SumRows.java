package io.bulwark.recursion.circuit;

import io.bulwark.field.KoalaBear;

/**
 * Covers a sum with as few rows qm a b + qa a + qb b + qc c + q0 as its form allows: each product takes a row, with room for one more term or the sum so far; what
 * is scaled goes in with a product of the same node, or else three in a first row, two in any other.
 */
final class SumRows {
    private static final int WIDTH = Gate.BASE.fields().size();
    private static final int OUT = Gate.BASE.field("out");
    private static final int QM = Gate.BASE.field("qm");
    private static final int QA = Gate.BASE.field("qa");
    private static final int Q0 = Gate.BASE.field("q0");
    /** Operands of a row. */
    private static final int OPERANDS = 3;

    private final Nodes nodes;
    private final CircuitBuilder builder;
    private final int[] addresses;
    private final int zero;
    /** Of each node that is a scaled term and not yet in a row, its factor. */
    private final int[] left;

    private int[] row;
    private boolean rowIsBase;
    private int carry;
    private boolean carryIsBase;

    /**
     * Rows for sums of one program.
     *
     * @param addresses of each node that has a wire already
     * @param zero address of the zero wire
     */
    SumRows(Nodes nodes, CircuitBuilder builder, int[] addresses, int zero) {
        this.nodes = nodes;
        this.builder = builder;
        this.addresses = addresses;
        this.zero = zero;
        this.left = new int[nodes.count()];
    }

    /** Appends the rows, the last of which writes {@code out}. */
    void write(Terms terms, int out) {
        carry = 0;
        carryIsBase = true;
        row = null;
        for (int i = 0; i < terms.linears(); i++) {
            left[terms.linearNode(i)] = terms.linearFactor(i);
        }
        int next = terms.linears();
        int[] withProduct = absorbed(terms);
        for (int i = terms.products() - 1; i >= 0; i--) {
            startRow();
            int a = terms.productLeft(i);
            int b = terms.productRight(i);
            row[QM] = terms.productFactor(i);
            place(0, a, withProduct[2 * i]);
            place(1, b, withProduct[2 * i + 1]);
            if (carry == 0) {
                next = placeNext(terms, next, 2);
            } else {
                placeCarry(2);
            }
        }
        while (anyLeft(terms, next) || row == null) {
            startRow();
            int operand = 0;
            if (carry != 0) {
                placeCarry(operand++);
            }
            for (; operand < OPERANDS; operand++) {
                next = placeNext(terms, next, operand);
            }
        }
        row[Q0] = terms.offset();
        finishRow(out);
    }

    /** Takes scaled terms of nodes that stand in a product out of {@link #left}: the factors beside each product. */
    private int[] absorbed(Terms terms) {
        int[] factors = new int[2 * terms.products()];
        for (int i = terms.products() - 1; i >= 0; i--) {
            factors[2 * i] = take(terms.productLeft(i));
            factors[2 * i + 1] = take(terms.productRight(i));
        }
        return factors;
    }

    private int take(int node) {
        int factor = left[node];
        left[node] = KoalaBear.ZERO;
        return factor;
    }

    private boolean anyLeft(Terms terms, int next) {
        for (int i = next - 1; i >= 0; i--) {
            if (left[terms.linearNode(i)] != KoalaBear.ZERO) {
                return true;
            }
        }
        return false;
    }

    /** Puts the next scaled term, if there is one, into an operand; terms stand latest first, so this goes down. */
    private int placeNext(Terms terms, int next, int operand) {
        int i = next;
        while (i > 0) {
            int node = terms.linearNode(--i);
            int factor = take(node);
            if (factor != KoalaBear.ZERO) {
                place(operand, node, factor);
                break;
            }
        }
        return i;
    }

    private void place(int operand, int node, int factor) {
        row[operand] = addresses[node];
        row[QA + operand] = factor;
        rowIsBase &= nodes.isBase(node);
    }

    private void placeCarry(int operand) {
        row[operand] = carry;
        row[QA + operand] = KoalaBear.ONE;
        rowIsBase &= carryIsBase;
    }

    private void startRow() {
        if (row != null) {
            carryIsBase = rowIsBase;
            carry = builder.wires(1);
            finishRow(carry);
        }
        row = new int[WIDTH];
        row[0] = zero;
        row[1] = zero;
        row[2] = zero;
        rowIsBase = true;
    }

    private void finishRow(int out) {
        row[OUT] = out;
        builder.row(rowIsBase ? Gate.BASE : Gate.EXTENSION, row);
    }
}
