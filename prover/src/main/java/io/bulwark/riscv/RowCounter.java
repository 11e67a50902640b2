package io.bulwark.riscv;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Counts rows of tables: entries of blocks as they happen, rows only when asked. */
final class RowCounter {
    private final Program program;
    private final Interpreter interpreter;
    private final long[] blocks;
    private final long[] singles;
    private final Map<TableId, Long> calls = new EnumMap<>(TableId.class);

    RowCounter(Program program, Interpreter interpreter) {
        this.program = program;
        this.interpreter = interpreter;
        blocks = new long[program.textLength() + 1];
        singles = new long[program.textLength() + 1];
    }

    /** The block that begins at i is run to its end. */
    void countBlock(int i) {
        blocks[i]++;
    }

    /** Instructions from, .., to - 1 are run. */
    void countSingly(int from, int to) {
        for (int i = from; i < to; i++) {
            singles[i]++;
        }
    }

    void count(TableId table, int rows) {
        if (rows > 0) {
            calls.merge(table, (long) rows, Long::sum);
        }
    }

    void clear() {
        Arrays.fill(blocks, 0);
        Arrays.fill(singles, 0);
        calls.clear();
    }

    /** Rows of each table since the last clear. System calls are those that {@link #count} was told of. */
    Map<TableId, Long> rows() {
        Map<TableId, Long> rows = new EnumMap<>(TableId.class);
        rows.putAll(calls);
        int n = program.textLength();
        // Entries of blocks that have reached instruction i and not yet ended.
        long inside = 0;
        for (int i = 0; i < n; i++) {
            inside += blocks[i];
            long times = inside + singles[i];
            if (times > 0) {
                program.instruction(i).opcode().table().ifPresent(table -> rows.merge(table, times, Long::sum));
            }
            if (interpreter.blockEnd(i) == i) {
                inside = 0;
            }
        }
        return rows;
    }
}
