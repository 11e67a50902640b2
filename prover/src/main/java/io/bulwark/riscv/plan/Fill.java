package io.bulwark.riscv.plan;

import io.bulwark.riscv.SystemCall;
import io.bulwark.riscv.TableId;

/** What a segment takes up of a size class. */
final class Fill {
    /** Of each table, in the order of {@link TableId}. */
    private final long[] rows;

    private final long cycles;
    private final int blocks;
    private final int nodes;

    /** Rows are not copied. */
    Fill(long[] rows, long cycles, int blocks, int nodes) {
        this.rows = rows;
        this.cycles = cycles;
        this.blocks = blocks;
        this.nodes = nodes;
    }

    /** With one call more and the blocks that it opens. */
    Fill with(SystemCall call, int copyRows, int moreBlocks, int moreNodes) {
        long[] more = rows.clone();
        more[call.table().place()]++;
        more[TableId.COPY.place()] += copyRows;
        return new Fill(more, cycles + 1, blocks + moreBlocks, nodes + moreNodes);
    }

    /** With blocks more. */
    Fill with(int moreBlocks, int moreNodes) {
        return new Fill(rows, cycles, blocks + moreBlocks, nodes + moreNodes);
    }

    /** Whether a class holds so many blocks, nodes above them, and calls of the permutation. */
    static boolean holdsTree(Capacity shape, int blocks, int nodes, long poseidon2Calls) {
        return blocks <= shape.blocks()
                && nodes <= shape.nodes()
                && 2L * (blocks + nodes) + poseidon2Calls <= shape.permutations();
    }

    /** Whether a class holds it. */
    boolean fits(Capacity shape) {
        boolean fits = cycles <= shape.maxCycles() && holdsTree(shape, blocks, nodes, rows[TableId.POSEIDON2.place()]);
        for (TableId table : TableId.values()) {
            fits &= rows[table.place()] <= shape.rows(table);
        }
        return fits;
    }

    /** The part of a class that it takes up: that of the table which is fullest, or of cycles. */
    double part(Capacity shape) {
        double part = (double) cycles / shape.maxCycles();
        for (TableId table : TableId.values()) {
            if (rows[table.place()] > 0) {
                part = Math.max(part, (double) rows[table.place()] / shape.rows(table));
            }
        }
        return part;
    }

    long cycles() {
        return cycles;
    }

    int blocks() {
        return blocks;
    }

    int nodes() {
        return nodes;
    }

    /** What is left of each table of a class that holds it. */
    long[] rowsLeft(Capacity shape) {
        long[] left = new long[rows.length];
        for (TableId table : TableId.values()) {
            left[table.place()] = shape.rows(table) - rows[table.place()];
        }
        return left;
    }

    long cyclesLeft(Capacity shape) {
        return shape.maxCycles() - cycles;
    }
}
