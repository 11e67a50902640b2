package io.bulwark.riscv.segment;

/** How large a segment may be: the range of its timestamps, from which the greatest number of cycles follows. */
public enum SizeClass {
    /** Cycles below 2^16. */
    SMALL(2),
    /** Cycles below 2^18. */
    MEDIUM(4),
    /** Cycles below 2^20. */
    LARGE(6);

    private final int ageBits;

    SizeClass(int ageBits) {
        this.ageBits = ageBits;
    }

    /** A: gaps between accesses are below 2^(16 + A). */
    public int ageBits() {
        return ageBits;
    }

    /** Cycles are below 2 to this: timestamps of 4 a cycle stay below 2^(16 + A). */
    public int logCycles() {
        return 14 + ageBits;
    }

    /** Place among the classes, from the smallest. */
    @SuppressWarnings("EnumOrdinal") // the order is what is asked for
    int place() {
        return ordinal();
    }
}
