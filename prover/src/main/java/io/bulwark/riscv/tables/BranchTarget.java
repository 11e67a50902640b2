package io.bulwark.riscv.tables;

import io.bulwark.air.Expression;

/** What branches have in common: the next pc in column {@code nxt}, one of two. */
final class BranchTarget {
    private BranchTarget() {}

    /**
     * Declares that the next word pc is {@code z} where the branch is taken, else the one behind.
     *
     * @param taken 0 or 1, of degree 2 at most; 0 on a row of zeros
     */
    static void declare(RowBuilder row, Expression taken) {
        Expression pcw = row.column("pcw");
        Expression jump = row.column("z").minus(pcw).minus(1);
        row.zero(row.column("nxt").minus(pcw).minus(row.real()).minus(taken.times(jump)));
    }
}
