package io.bulwark.riscv.plan;

import io.bulwark.riscv.TableId;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What one size class of segments holds. A list of them is a program's shapes; a class is named by its place in the list.
 *
 * @param rows rows of each table; a table that is absent has none
 * @param blocks blocks that a segment may open
 * @param nodes inner nodes above them
 * @param permutations rows of the Poseidon2 table: two for each block and node, one for each call
 * @param ageBits A: timestamps are below 2^(16 + A)
 * @param cells what a proof of this class costs, in committed cells; only compared
 */
public record Capacity(Map<TableId, Integer> rows, int blocks, int nodes, int permutations, int ageBits, long cells) {
    /** More would let cycles pass what a checkpoint and a timestamp hold. */
    public static final int MAX_AGE_BITS = 10;

    /**
     * Copies the rows.
     *
     * @throws IllegalArgumentException if a number is negative or A above {@link #MAX_AGE_BITS}
     */
    public Capacity {
        EnumMap<TableId, Integer> copy = new EnumMap<>(TableId.class);
        copy.putAll(rows);
        rows = Collections.unmodifiableMap(copy);
        boolean positive = blocks >= 0 && nodes >= 0 && permutations >= 0 && ageBits >= 0 && cells >= 0;
        if (!positive || ageBits > MAX_AGE_BITS || rows.values().stream().anyMatch(n -> n < 0)) {
            throw new IllegalArgumentException("expected no negative numbers and A <= " + MAX_AGE_BITS + ", got " + rows
                    + ", " + blocks + ", " + nodes + ", " + permutations + ", A " + ageBits + ", " + cells);
        }
    }

    /** Rows of a table. */
    public int rows(TableId table) {
        return rows.getOrDefault(table, 0);
    }

    /** The most cycles of a segment: 2^(14 + A) - 1. */
    public int maxCycles() {
        return (1 << (14 + ageBits)) - 1;
    }
}
