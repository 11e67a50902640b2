package io.bulwark.recursion.circuit;

import java.util.List;

/** Sums of weights in K times elements of rows, wire by wire of the row: elements that travel together are taken together, whatever their place in the row. */
final class WeightedSums {
    private static final int FIVE = Circuit.ELEMENTS;

    private final Nodes nodes;
    private final Packing packing;
    private final int[] weights;
    private final int zero;

    WeightedSums(Nodes nodes, Arithmetic arithmetic, Packing packing, List<ExtensionWire> weights) {
        this.nodes = nodes;
        this.packing = packing;
        this.weights = weights.stream().mapToInt(arithmetic::node).toArray();
        this.zero = arithmetic.constant(0, 0, 0, 0, 0);
    }

    /** The node of the sum of one row. */
    int of(Sequence row) {
        int sum = zero;
        int at = 0;
        while (at < row.length()) {
            int[] fields = {zero, zero, zero, zero, zero, zero, sum, 0};
            at = fill(row, at, fields);
            sum = nodes.row(Gate.DOT, fields);
        }
        return sum;
    }

    /** Takes as many elements from {@code at} on as one wire holds, in the order of its lanes; the place behind them. */
    private int fill(Sequence row, int at, int[] fields) {
        long first = packing.resolve(row.get(at));
        if (Sequence.kind(first) != Sequence.Kind.LANE) {
            int end = at + 1;
            while (end < Math.min(at + FIVE, row.length())
                    && Sequence.kind(packing.resolve(row.get(end))) != Sequence.Kind.LANE) {
                end++;
            }
            fields[0] = packing.pack(row, at, end);
            System.arraycopy(weights, at, fields, 1, end - at);
            return end;
        }
        int node = Sequence.laneNode(first);
        int next = at;
        int lane = -1;
        while (next < row.length()) {
            long reference = packing.resolve(row.get(next));
            if (Sequence.kind(reference) != Sequence.Kind.LANE
                    || Sequence.laneNode(reference) != node
                    || Sequence.laneNumber(reference) <= lane) {
                break;
            }
            lane = Sequence.laneNumber(reference);
            fields[1 + lane] = weights[next++];
        }
        fields[0] = node;
        return next;
    }
}
