package io.bulwark.riscv;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * Counts rows of tables and keeps them below limits, at the cost of a few operations for each block of code: entries of blocks are counted as they happen,
 * rows only when asked.
 *
 * <p>A limit is kept without counting rows, too. A block that adds r rows to a table with n left uses up at least r / n of what is left, so it is given as
 * weight the largest such part over all tables, and as long as the weights of all blocks entered add up to no more than 1 no table is full. That errs on the
 * safe side: once the sum is 1, the rows are counted, and what is then left gives new weights.
 */
final class RowCounter {
    static final int TABLES = TableId.values().length;

    /** The weight 1. Blocks have below 2^30 instructions, so weights are counted without overflow. */
    private static final long WHOLE = 1L << 32;

    private static final long TOO_HEAVY = Long.MAX_VALUE;
    private static final int NONE = -1;

    private final Interpreter interpreter;
    /** The table of each instruction, or NONE. */
    private final byte[] table;
    /** How often the block that begins at i was entered and run to its end. */
    private final long[] entries;
    /** Weight of the block that begins at i; 0 before it is known. */
    private final long[] weights;
    /** The begins of blocks with a weight. */
    private int[] weighed = new int[64];

    private int weighedCount;
    /** Rows of instructions that were not counted by whole blocks, and of calls. */
    private final long[] singles = new long[TABLES];

    private final long[] scratch = new long[TABLES];
    private final long[] rowsLeft = new long[TABLES];
    private long cyclesLeft;
    private boolean limited;
    private long left = Long.MAX_VALUE;

    RowCounter(Program program, Interpreter interpreter) {
        this.interpreter = interpreter;
        int n = program.textLength();
        table = new byte[n + 1];
        entries = new long[n + 1];
        weights = new long[n + 1];
        table[n] = NONE;
        for (int i = 0; i < n; i++) {
            table[i] = program.instruction(i)
                    .opcode()
                    .table()
                    .map(t -> (byte) t.place())
                    .orElse((byte) NONE);
        }
    }

    /** Counts the block that begins at i, unless it could pass the limits; whether it is counted. */
    boolean enter(int i) {
        long weight = weights[i];
        if (weight == 0) {
            weight = weigh(i);
        }
        if (weight > left) {
            return false;
        }
        left -= weight;
        entries[i]++;
        return true;
    }

    /** Whether the block that begins at i is within the limits. */
    boolean permits(int i) {
        return (weights[i] == 0 ? weigh(i) : weights[i]) <= left;
    }

    /** The block that was entered last, at {@code from}, was left before instruction {@code to}, which is in it. */
    void leave(int from, int to) {
        entries[from]--;
        countSingly(from, to);
    }

    /** Instructions from, .., to - 1 are run. */
    void countSingly(int from, int to) {
        add(singles, from, to, 1);
    }

    void count(TableId of, int rows) {
        singles[of.place()] += rows;
    }

    /** Forgets all counts and limits. */
    void clear() {
        for (int k = 0; k < weighedCount; k++) {
            entries[weighed[k]] = 0;
            weights[weighed[k]] = 0;
        }
        weighedCount = 0;
        Arrays.fill(singles, 0);
        limited = false;
        left = Long.MAX_VALUE;
    }

    /**
     * Sets what may come from here on.
     *
     * @param rows for each table, in the order of {@link TableId}
     */
    void limit(long[] rows, long cycles) {
        System.arraycopy(rows, 0, rowsLeft, 0, TABLES);
        cyclesLeft = cycles;
        limited = true;
        left = WHOLE;
        weighAgain();
    }

    /** Takes the limits away. */
    void unlimit() {
        limited = false;
        left = Long.MAX_VALUE;
        weighAgain();
    }

    private void weighAgain() {
        int kept = 0;
        for (int k = 0; k < weighedCount; k++) {
            int i = weighed[k];
            if (entries[i] > 0) {
                weights[i] = weight(i);
                weighed[kept++] = i;
            } else {
                weights[i] = 0;
            }
        }
        weighedCount = kept;
    }

    private long weigh(int i) {
        if (weighedCount == weighed.length) {
            weighed = Arrays.copyOf(weighed, 2 * weighedCount);
        }
        weighed[weighedCount++] = i;
        weights[i] = weight(i);
        return weights[i];
    }

    private long weight(int i) {
        if (!limited) {
            return 1;
        }
        int end = interpreter.blockEnd(i) + 1;
        if (end - i > cyclesLeft) {
            return TOO_HEAVY;
        }
        Arrays.fill(scratch, 0);
        add(scratch, i, end, 1);
        long weight = part(end - i, cyclesLeft);
        for (int t = 0; t < TABLES; t++) {
            if (scratch[t] > rowsLeft[t]) {
                return TOO_HEAVY;
            }
            if (scratch[t] > 0) {
                weight = Math.max(weight, part(scratch[t], rowsLeft[t]));
            }
        }
        return weight;
    }

    private static long part(long rows, long of) {
        return (rows * WHOLE + of - 1) / of;
    }

    /** How many instructions of the block that begins at i may come, by themselves, within these limits; calls are not counted. */
    int fitting(int i, long[] rows, long cycles) {
        System.arraycopy(rows, 0, scratch, 0, TABLES);
        int end = interpreter.blockEnd(i) + 1;
        int at = i;
        while (at < end && at - i < cycles && (table[at] == NONE || --scratch[table[at]] >= 0)) {
            at++;
        }
        return at - i;
    }

    /** Rows of each table since the last clear, in the order of {@link TableId}. System calls are those that {@link #count} was told of. */
    long[] counts() {
        long[] rows = singles.clone();
        for (int k = 0; k < weighedCount; k++) {
            int i = weighed[k];
            add(rows, i, interpreter.blockEnd(i) + 1, entries[i]);
        }
        return rows;
    }

    /** The same; tables without rows are absent. */
    Map<TableId, Long> rows() {
        return map(counts());
    }

    static Map<TableId, Long> map(long[] counts) {
        Map<TableId, Long> rows = new EnumMap<>(TableId.class);
        for (TableId id : TableId.values()) {
            if (counts[id.place()] > 0) {
                rows.put(id, counts[id.place()]);
            }
        }
        return rows;
    }

    private void add(long[] rows, int from, int to, long times) {
        for (int i = from; i < to; i++) {
            if (table[i] != NONE) {
                rows[table[i]] += times;
            }
        }
    }
}
