package io.bulwark.recursion.circuit;

import java.util.Arrays;

/**
 * What has been recorded: numbered nodes, each made of earlier ones, the same one once. Arithmetic nodes are products and sums of two; a row of a gate takes one
 * node for each wire that it writes (at least one), the first of them knows its fields. Arrays of numbers, since there are millions.
 */
final class Nodes {
    /** What a node is. */
    enum Kind {
        /** The first wire of a row: {@code a} is where its fields begin. */
        ROW,
        /** A further wire of the row of node {@code a}. */
        NEXT,
        /** a b. */
        PRODUCT,
        /** j a + k b + c, or without b if that is {@link Affine#NONE}. */
        SUM,
        /** The same, to be written by a BASE row: a public value. */
        PUBLIC
    }

    private static final int BASE_FLAG = 1;
    private static final int TAIL_FLAG = 2;

    private Kind[] kind = new Kind[1 << 12];
    /** Of nodes that begin a row. */
    private Gate[] gate = new Gate[1 << 12];

    private byte[] flags = new byte[1 << 12];
    private int[] a = new int[1 << 12];
    private int[] b = new int[1 << 12];
    private int[] j = new int[1 << 12];
    private int[] k = new int[1 << 12];
    private int[] c = new int[1 << 12];
    /** Node {@link Affine#NONE} is nobody. */
    private int count = 1;

    /** Of each row its fields, with nodes in place of addresses and an {@code out} of 0. */
    private int[] fields = new int[1 << 12];

    private int used;

    private final NumberTable arithmetic = new NumberTable();
    private final NumberTable rows = new NumberTable();

    int count() {
        return count;
    }

    Kind kind(int node) {
        return kind[node];
    }

    int a(int node) {
        return a[node];
    }

    int b(int node) {
        return b[node];
    }

    int j(int node) {
        return j[node];
    }

    int k(int node) {
        return k[node];
    }

    int c(int node) {
        return c[node];
    }

    /** Whether it is an element of F with four zeros. */
    boolean isBase(int node) {
        return (flags[node] & BASE_FLAG) != 0;
    }

    /** Whether the last of its five elements is zero. */
    boolean endsInZero(int node) {
        return flags[node] != 0;
    }

    void markBase(int node) {
        flags[node] |= BASE_FLAG;
    }

    void markEndsInZero(int node) {
        flags[node] |= TAIL_FLAG;
    }

    Gate gate(int row) {
        return gate[row];
    }

    /** A field of the row that begins with this node. */
    int field(int row, int place) {
        return fields[a[row] + place];
    }

    int product(int left, int right) {
        return arithmetic(Kind.PRODUCT, left, right, 0, 0, 0);
    }

    /** factor left + otherFactor right + constant. */
    int sum(int left, int factor, int right, int otherFactor, int constant) {
        return arithmetic(Kind.SUM, left, right, factor, otherFactor, constant);
    }

    private int arithmetic(Kind what, int left, int right, int factor, int otherFactor, int constant) {
        int hash = NumberTable.mix(left, right);
        hash = NumberTable.mix(NumberTable.mix(NumberTable.mix(hash, factor), otherFactor), constant);
        for (int slot = arithmetic.first(hash); ; slot = arithmetic.next(slot)) {
            int known = arithmetic.get(slot);
            if (known == NumberTable.EMPTY) {
                int node = append(what, left, right);
                j[node] = factor;
                k[node] = otherFactor;
                c[node] = constant;
                if (isBase(left) && (right == Affine.NONE || isBase(right))) {
                    markBase(node);
                }
                arithmetic.put(slot, node, hash);
                return node;
            }
            if (a[known] == left
                    && b[known] == right
                    && j[known] == factor
                    && k[known] == otherFactor
                    && c[known] == constant
                    && kind[known] == what) {
                return known;
            }
        }
    }

    /** A node of its own for a public value factor node + constant. */
    int publicValue(int node, int factor, int constant) {
        int value = append(Kind.PUBLIC, node, Affine.NONE);
        j[value] = factor;
        c[value] = constant;
        markBase(value);
        return value;
    }

    /** The row of a gate that gives the same for the same operands; its first node. */
    int row(Gate what, int... row) {
        int hash = row.length;
        for (int field : row) {
            hash = NumberTable.mix(hash, field);
        }
        for (int slot = rows.first(hash); ; slot = rows.next(slot)) {
            int known = rows.get(slot);
            if (known == NumberTable.EMPTY) {
                int node = freshRow(what, row);
                rows.put(slot, node, hash);
                return node;
            }
            if (gate[known] == what && Arrays.equals(fields, a[known], a[known] + row.length, row, 0, row.length)) {
                return known;
            }
        }
    }

    /** A row that is no other's equal: it takes hints, or asserts. */
    int freshRow(Gate what, int... row) {
        if (used + row.length > fields.length) {
            fields = Arrays.copyOf(fields, 2 * fields.length);
        }
        int node = append(Kind.ROW, used, Affine.NONE);
        gate[node] = what;
        System.arraycopy(row, 0, fields, used, row.length);
        used += row.length;
        for (int i = 1; i < what.written(); i++) {
            append(Kind.NEXT, node, Affine.NONE);
        }
        return node;
    }

    private int append(Kind what, int left, int right) {
        if (count == kind.length) {
            kind = Arrays.copyOf(kind, 2 * count);
            gate = Arrays.copyOf(gate, 2 * count);
            flags = Arrays.copyOf(flags, 2 * count);
            a = Arrays.copyOf(a, 2 * count);
            b = Arrays.copyOf(b, 2 * count);
            j = Arrays.copyOf(j, 2 * count);
            k = Arrays.copyOf(k, 2 * count);
            c = Arrays.copyOf(c, 2 * count);
        }
        kind[count] = what;
        a[count] = left;
        b[count] = right;
        return count++;
    }
}
