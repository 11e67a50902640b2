package io.bulwark.riscv.segment;

/** How large a segment may be: the range of its timestamps, from which the greatest number of cycles follows, and the stack that suits it. */
public enum SizeClass {
    /** Cycles below 2^16. */
    SMALL(2, 17),
    /** Cycles below 2^18. */
    MEDIUM(4, 17),
    /** Cycles below 2^20. */
    LARGE(6, 18);

    private final int ageBits;
    private final int logStack;

    SizeClass(int ageBits, int logStack) {
        this.ageBits = ageBits;
        this.logStack = logStack;
    }

    /** A: gaps between accesses are below 2^(16 + A). */
    public int ageBits() {
        return ageBits;
    }

    /** Cycles are below 2 to this: timestamps of 4 a cycle stay below 2^(16 + A). */
    public int logCycles() {
        return 14 + ageBits;
    }

    /** s, where the program's table is no higher: rows of some 50 to 90 columns, so that few lanes of the hash stay empty. */
    int logStack() {
        return logStack;
    }
}
