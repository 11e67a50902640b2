package io.bulwark.riscv.segment;

import java.util.List;

/**
 * All that a commitment to a program's table depends on beside the table and the code's rate.
 *
 * @param logHeights log2 of the rows of each piece of the table, in shape order
 * @param logStack s
 */
public record ProgramStacking(List<Integer> logHeights, int logStack) {
    /** Copies the heights. */
    public ProgramStacking {
        logHeights = List.copyOf(logHeights);
    }
}
