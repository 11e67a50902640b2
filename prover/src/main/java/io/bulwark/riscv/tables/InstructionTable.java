package io.bulwark.riscv.tables;

import io.bulwark.air.Chip;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.TableId;

/** A table whose rows are instructions, one each: its chip, and how its rows follow from what was done. Stateless. */
public interface InstructionTable {
    TableId id();

    /** Names of the chip's columns. */
    Columns columns();

    Chip chip();

    /**
     * Fills rows from, .., to - 1 and counts what they look up. Several threads may fill different rows.
     *
     * @param steps the table's instructions; row i is instruction i
     * @param columns {@code int[column][row]}, zero before, elements in Montgomery form after
     */
    void fill(Program program, StepRecords steps, int from, int to, int[][] columns, LookupCounts counts);
}
