package io.bulwark.recursion.circuit;

import io.bulwark.backend.VerificationException.Reason;
import java.util.Arrays;
import java.util.List;

/** Makes the rows of a circuit out of what has been recorded: only what is needed, sums and products fused, in the order in which it was recorded. */
final class Lowering {
    private final Nodes nodes;
    private final int zero;
    private final int[] publicNodes;
    private final CircuitBuilder builder;
    private final Readers readers;
    private final boolean[] wired;
    private final int[] addresses;
    private final Terms terms = new Terms();
    /** The terms of sums that get rows, and of each node where its own begin. */
    private int[] saved = new int[1 << 12];

    private int savedUsed;
    private final int[] savedAt;

    Lowering(Nodes nodes, int zero, int[] publicNodes, List<Reason> reasons, int hints) {
        this.nodes = nodes;
        this.zero = zero;
        this.publicNodes = publicNodes;
        this.builder = new CircuitBuilder().publicValues(publicNodes.length);
        reasons.forEach(builder::reason);
        builder.hints(hints);
        this.readers = new Readers(nodes);
        this.wired = new boolean[nodes.count()];
        this.addresses = new int[nodes.count()];
        this.savedAt = new int[nodes.count()];
    }

    Circuit circuit() {
        flattenSums();
        writeRows();
        return builder.build();
    }

    private void flattenSums() {
        Flattening flattening = new Flattening(nodes, readers, wired);
        for (int node = nodes.count() - 1; node > Affine.NONE; node--) {
            if (!readers.isLive(node)) {
                continue;
            }
            switch (nodes.kind(node)) {
                case ROW -> Readers.forOperands(nodes, node, operand -> wired[operand] = true);
                case NEXT -> {}
                case PRODUCT, SUM -> {
                    if (wired[node]) {
                        save(flattening, node);
                    }
                }
                case PUBLIC -> save(flattening, node);
            }
        }
    }

    private void save(Flattening flattening, int node) {
        flattening.flatten(node, terms);
        int length = terms.savedLength();
        if (savedUsed + length > saved.length) {
            saved = Arrays.copyOf(saved, Math.max(2 * saved.length, savedUsed + length));
        }
        terms.save(saved, savedUsed);
        savedAt[node] = savedUsed;
        savedUsed += length;
    }

    private void writeRows() {
        for (int i = 0; i < publicNodes.length; i++) {
            addresses[publicNodes[i]] = i + 1;
        }
        writeRow(zero);
        SumRows sums = new SumRows(nodes, builder, addresses, addresses[zero]);
        for (int node = 1; node < nodes.count(); node++) {
            if (!readers.isLive(node)) {
                continue;
            }
            switch (nodes.kind(node)) {
                case ROW -> {
                    if (node != zero) {
                        writeRow(node);
                    }
                }
                case NEXT -> {}
                case PRODUCT, SUM -> {
                    if (wired[node]) {
                        addresses[node] = builder.wires(1);
                        writeSum(sums, node);
                    }
                }
                case PUBLIC -> writeSum(sums, node);
            }
        }
    }

    private void writeSum(SumRows sums, int node) {
        terms.load(saved, savedAt[node]);
        sums.write(terms, addresses[node]);
    }

    private void writeRow(int node) {
        Gate gate = nodes.gate(node);
        int[] row = new int[gate.fields().size()];
        for (int i = 0; i < row.length; i++) {
            row[i] = nodes.field(node, i);
        }
        for (int operand : gate.operands()) {
            row[operand] = addresses[row[operand]];
        }
        if (gate == Gate.HINT && row[gate.field("hint")] < 0) {
            row[gate.field("hint")] = -addresses[-row[gate.field("hint")]];
        }
        if (gate.written() > 0) {
            int out = builder.wires(gate.written());
            row[gate.field("out")] = out;
            for (int i = 0; i < gate.written(); i++) {
                addresses[node + i] = out + i;
            }
        }
        builder.row(gate, row);
    }
}
