package io.bulwark.riscv.plan;

/** A run that no list of segments of the given size classes makes up. Says what does not fit. */
public final class PlanException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** The classes cannot even hold the blocks of registers, or there are none. */
        NO_CLASS,
        /** One instruction does not fit an empty segment of any class. */
        INSTRUCTION,
        /** One system call other than a read does not fit an empty segment of any class. */
        CALL,
        /** One read moves more words than an empty segment of any class holds. */
        READ
    }

    private final Reason reason;

    PlanException(Reason reason, String detail) {
        super(reason + ": " + detail);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
