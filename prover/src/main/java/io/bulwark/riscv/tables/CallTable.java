package io.bulwark.riscv.tables;

import io.bulwark.air.Chip;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.TableId;

/** A table with rows for the system calls of one kind: its chip, and how its rows follow from what the calls did. Stateless. */
public interface CallTable {
    /** The calls that it has rows for: a table of its own or one that works for it. */
    TableId id();

    /** Names of the chip's columns. */
    Columns columns();

    Chip chip();

    /** Rows for these calls. */
    int rows(CallRecords calls);

    /**
     * Fills all rows of calls from, .., to - 1 and counts what they look up.
     *
     * @param columns {@code int[column][row]}, zero before, elements in Montgomery form after
     */
    void fill(
            Program program,
            CallRecords calls,
            int from,
            int to,
            int[][] columns,
            LookupCounts counts,
            HashRequests hashes);
}
