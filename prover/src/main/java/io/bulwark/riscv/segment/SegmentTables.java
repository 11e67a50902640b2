package io.bulwark.riscv.segment;

import io.bulwark.air.Chip;
import io.bulwark.air.Table;
import io.bulwark.field.Cores;
import io.bulwark.riscv.TableId;
import io.bulwark.riscv.memory.BlockRecords;
import io.bulwark.riscv.memory.NodeRecords;
import io.bulwark.riscv.tables.CallRecords;
import io.bulwark.riscv.tables.CallTable;
import io.bulwark.riscv.tables.HashRequests;
import io.bulwark.riscv.tables.InstructionTable;
import io.bulwark.riscv.tables.LookupCounts;
import io.bulwark.riscv.tables.LookupTable;
import io.bulwark.riscv.tables.StepRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Fills a segment's tables from what was traced, on several threads. What comes out does not depend on their number: rows have their places beforehand, counts
 * are sums, and hashes are asked for in an order of their own.
 */
final class SegmentTables {
    /** Rows that one thread fills before it looks for others. */
    private static final int ROWS_A_TASK = 1 << 13;
    /** Calls that one thread fills at once; some are thousands of cells. */
    private static final int CALLS_A_TASK = 1 << 5;

    /** A part of a table. */
    private interface Filling {
        void fill(LookupCounts counts, HashRequests hashes);
    }

    private final SegmentTrace trace;
    private final SegmentShape shape;
    private final Cores cores;
    private final List<Chip> chips;
    private final int[][][] columns;
    private final int[] rows;
    private final List<Filling> fillings = new ArrayList<>();

    private SegmentTables(SegmentTrace trace, SegmentMachine machine, SegmentShape shape, Cores cores) {
        this.trace = trace;
        this.shape = shape;
        this.cores = cores;
        this.chips = machine.machine().chips();
        this.columns = new int[chips.size()][][];
        this.rows = new int[chips.size()];
    }

    /**
     * The main columns of each chip, without padding.
     *
     * @throws SegmentException if a table has more rows than the shape holds, before any is filled
     */
    static List<Table> fill(SegmentTrace trace, SegmentMachine machine, SegmentShape shape, Cores cores) {
        SegmentTables tables = new SegmentTables(trace, machine, shape, cores);
        tables.planInstructions();
        tables.planCalls();
        tables.planMemory();
        return tables.fill();
    }

    private void planInstructions() {
        for (int chip = 0; chip < MachineTables.INSTRUCTIONS.size(); chip++) {
            InstructionTable table = MachineTables.INSTRUCTIONS.get(chip);
            StepRecords steps = trace.steps().get(table.id());
            int[][] out = allocate(chip, steps.rows);
            split(
                    steps.rows,
                    ROWS_A_TASK,
                    (from, to) -> (counts, hashes) -> table.fill(trace.program(), steps, from, to, out, counts));
        }
    }

    private void planCalls() {
        for (int i = 0; i < MachineTables.CALLS.size(); i++) {
            CallTable table = MachineTables.CALLS.get(i);
            // The words that a read moves are rows of their own, told by the read's accesses.
            CallRecords calls = trace.calls().get(table.id() == TableId.COPY ? TableId.READ : table.id());
            int[][] out = allocate(MachineTables.FIRST_CALL + i, table.rows(calls));
            split(
                    calls.calls,
                    CALLS_A_TASK,
                    (from, to) ->
                            (counts, hashes) -> table.fill(trace.program(), calls, from, to, out, counts, hashes));
        }
    }

    private void planMemory() {
        BlockRecords blocks = trace.walk().blocks();
        NodeRecords nodes = trace.walk().nodes();
        int[][] ofBlocks = allocate(MachineTables.BLOCK, blocks.count);
        int[][] ofNodes = allocate(MachineTables.NODE, nodes.count);
        split(
                blocks.count,
                ROWS_A_TASK,
                (from, to) ->
                        (counts, hashes) -> MachineTables.BLOCKS.fill(blocks, from, to, ofBlocks, counts, hashes));
        split(
                nodes.count,
                ROWS_A_TASK,
                (from, to) -> (counts, hashes) -> MachineTables.NODES.fill(nodes, from, to, ofNodes, hashes));
    }

    /** A part of a table by its rows. */
    private interface Part {
        Filling of(int from, int to);
    }

    private void split(int n, int most, Part part) {
        for (int from = 0; from < n; from += most) {
            fillings.add(part.of(from, Math.min(from + most, n)));
        }
    }

    private int[][] allocate(int chip, int n) {
        long capacity = shape.shape().capacityOf(chip);
        if (n > capacity) {
            throw new SegmentException("expected at most %d rows of %s in shape %s, got %d"
                    .formatted(capacity, chips.get(chip).name(), shape.title(), n));
        }
        rows[chip] = n;
        columns[chip] = new int[chips.get(chip).main()][n];
        return columns[chip];
    }

    private List<Table> fill() {
        LookupCounts counts = newCounts();
        List<HashRequests> requests = fillAll(counts);
        HashRequests hashes = new HashRequests();
        requests.forEach(hashes::add);
        int[][] permutations = allocate(MachineTables.PERMUTATION, hashes.count());
        cores.forRange(
                hashes.count(), 64, (from, to) -> MachineTables.PERMUTATIONS.fill(hashes, from, to, permutations));
        answer(counts);
        List<Table> tables = new ArrayList<>();
        for (int chip = 0; chip < columns.length; chip++) {
            tables.add(Table.of(rows[chip], columns[chip]));
        }
        return tables;
    }

    private LookupCounts newCounts() {
        return new LookupCounts(shape.size().ageBits(), trace.program().textLength());
    }

    /** Each thread takes the next part that nobody has; hashes stay with their part. */
    private List<HashRequests> fillAll(LookupCounts sum) {
        List<HashRequests> requests = new ArrayList<>();
        fillings.forEach(filling -> requests.add(new HashRequests()));
        AtomicInteger next = new AtomicInteger();
        cores.forRange(cores.threads(), 1, (from, to) -> {
            LookupCounts counts = newCounts();
            for (int i = next.getAndIncrement(); i < fillings.size(); i = next.getAndIncrement()) {
                fillings.get(i).fill(counts, requests.get(i));
            }
            synchronized (sum) {
                sum.add(counts);
            }
        });
        return requests;
    }

    /** How often each row of the lookup tables was asked. */
    private void answer(LookupCounts counts) {
        for (int i = 0; i < MachineTables.LOOKUPS.size(); i++) {
            int chip = MachineTables.PROGRAM + i;
            LookupTable table = MachineTables.LOOKUPS.get(i);
            boolean absent = shape.shape().capacityOf(chip) == 0;
            int[][] out = allocate(chip, absent ? 0 : table.asked(counts).length);
            cores.forRange(rows[chip], ROWS_A_TASK, (from, to) -> table.fill(counts, from, to, out));
        }
    }
}
