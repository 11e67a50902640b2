package io.bulwark.riscv.segment;

/** Two claims that do not make one. */
public final class ClaimException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why not; one for each way, in the order in which they are looked for. */
    public enum Reason {
        OTHER_PROGRAM("program"),
        AFTER_HALT("end of the left claim"),
        OTHER_PC("pc where they meet"),
        OTHER_MEMORY("memory root where they meet"),
        CYCLES_WRAP("sum of their cycles");

        private final String subject;

        Reason(String subject) {
            this.subject = subject;
        }
    }

    private final Reason reason;

    ClaimException(Reason reason, Object expected, Object got) {
        // No stack trace: chains from a network may be refused all day, and the reason says why.
        super(reason.subject + ": expected " + expected + ", got " + got, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
