package io.bulwark.riscv.tables;

import io.bulwark.air.Chip;
import io.bulwark.field.KoalaBear;

/**
 * A table that answers a lookup bus: all that its rows say is known beforehand, and the one column, {@code m}, is how often each row is asked. Stateless.
 *
 * <p>Sound: m is free. What is looked up and stands in no row cannot be cancelled, as fewer than p lookups exist.
 */
public sealed interface LookupTable permits ProgramTable, RangeTable, AndTable, AgeTable, Pow2Table {
    /** The column of every such table. */
    Columns COLUMNS = Columns.of("m");

    /** Names of the chip's main columns. */
    default Columns columns() {
        return COLUMNS;
    }

    Chip chip();

    /** How often each row is asked, as canonical numbers: the counts' own array, one entry for each row of the table. */
    int[] asked(LookupCounts counts);

    /**
     * Fills rows from, .., to - 1. Several threads may fill different rows.
     *
     * @param counts of all threads together
     * @param columns {@code int[1][row]}, elements in Montgomery form after
     */
    default void fill(LookupCounts counts, int from, int to, int[][] columns) {
        int[] asked = asked(counts);
        for (int i = from; i < to; i++) {
            columns[0][i] = KoalaBear.fromCanonical(asked[i]);
        }
    }
}
