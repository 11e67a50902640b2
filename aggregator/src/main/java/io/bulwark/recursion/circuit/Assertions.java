package io.bulwark.recursion.circuit;

import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.field.KoalaBear;
import io.bulwark.hash.Poseidon2;
import java.util.ArrayList;
import java.util.List;

/** Records what a circuit refuses, in the order in which it is looked at. */
final class Assertions {
    private static final int FIVE = Circuit.ELEMENTS;

    private final Nodes nodes;
    private final Arithmetic arithmetic;
    private final Packing packing;
    private final List<Reason> reasons = new ArrayList<>();
    /** The nodes of the entries of each list; the number of a list is its place, from 1 on. */
    private final List<List<Integer>> lists = new ArrayList<>();

    Assertions(Nodes nodes, Arithmetic arithmetic, Packing packing) {
        this.nodes = nodes;
        this.arithmetic = arithmetic;
        this.packing = packing;
    }

    List<Reason> reasons() {
        return reasons;
    }

    void equal(Affine expected, Affine got, Reason reason) {
        if (isComputed(expected) && isComputed(got)) {
            // Both would cost a row; their difference costs one.
            ExtensionWire difference = arithmetic.sum(got, expected, true, ExtensionWire::new);
            equal(arithmetic.constant(0, 0, 0, 0, 0), arithmetic.node(difference), reason);
        } else {
            equal(arithmetic.node(expected), arithmetic.node(got), reason);
        }
    }

    private boolean isComputed(Affine x) {
        return !x.isConstant() && (!x.isPlain() || isArithmetic(nodes.kind(x.node())));
    }

    private static boolean isArithmetic(Nodes.Kind kind) {
        return kind != Nodes.Kind.ROW && kind != Nodes.Kind.NEXT;
    }

    private void equal(int expected, int got, Reason reason) {
        if (expected != got) {
            nodes.freshRow(Gate.EQUAL, expected, got, number(reason));
        }
    }

    void same(Sequence expected, Sequence got, Reason reason) {
        if (expected.length() != got.length()) {
            throw new IllegalArgumentException("expected " + expected.length() + " elements, got " + got.length());
        }
        for (int at = 0; at < got.length(); at += FIVE) {
            int to = Math.min(at + FIVE, got.length());
            equal(packing.pack(expected, at, to), packing.pack(got, at, to), reason);
        }
    }

    void entries(List<Sequence> table, List<List<BitWire>> numbers, List<Sequence> entries, Reason reason) {
        if (table.getFirst().length() != Poseidon2.DIGEST) {
            throw new IllegalArgumentException("expected a list of digests, got entries of "
                    + table.getFirst().length());
        }
        if (table.size() == 1) {
            entries.forEach(entry -> same(table.getFirst(), entry, reason));
            return;
        }
        int list = list(table);
        int reasonNumber = number(reason);
        List<int[]> digests = entries.stream().map(packing::digest).toList();
        int[] indices = numbers.stream().mapToInt(this::index).toArray();
        for (int i = 0; i < indices.length; i++) {
            nodes.freshRow(Gate.FETCH, list, indices[i], digests.get(i)[0], digests.get(i)[1], reasonNumber);
        }
    }

    /** The number of a list, which is stored when it is first asked for. */
    private int list(List<Sequence> table) {
        List<Integer> flat = new ArrayList<>(2 * table.size());
        for (Sequence entry : table) {
            for (int node : packing.digest(entry)) {
                flat.add(node);
            }
        }
        int known = lists.indexOf(flat);
        if (known >= 0) {
            return known + 1;
        }
        lists.add(flat);
        for (int i = 0; i < table.size(); i++) {
            nodes.freshRow(Gate.STORE, lists.size(), i, flat.get(2 * i), flat.get(2 * i + 1));
        }
        return lists.size();
    }

    private int index(List<BitWire> bits) {
        BaseWire sum = new BaseWire(Affine.NONE, KoalaBear.ZERO, KoalaBear.ZERO);
        for (int i = 0; i < bits.size(); i++) {
            BitWire bit = bits.get(i);
            BaseWire weight = new BaseWire(Affine.NONE, KoalaBear.ZERO, KoalaBear.fromCanonical(1 << i));
            sum = arithmetic.sum(sum, arithmetic.product(bit, weight, BaseWire::new), false, BaseWire::new);
        }
        return arithmetic.node(sum);
    }

    private int number(Reason reason) {
        int known = reasons.indexOf(reason);
        if (known >= 0) {
            return known;
        }
        reasons.add(reason);
        return reasons.size() - 1;
    }
}
