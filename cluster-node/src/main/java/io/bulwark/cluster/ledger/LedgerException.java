package io.bulwark.cluster.ledger;

/** The ledger cannot be opened, read or written; the message says which, why, and what the operator can do. */
public final class LedgerException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What is wrong. */
    public enum Fault {
        /** The ledger has grown to the size that it was given. Nothing is lost; nothing more is taken. */
        FULL,
        /** The disk has no room. Nothing is lost; writing works again when there is room. */
        DISK_FULL,
        /** The directory or its file system cannot be written to. */
        READ_ONLY,
        /** What is on the disk is not what was written. The node must not go on with it. */
        DAMAGED,
        /** Another process has the ledger open. */
        IN_USE,
        /** Anything else that the disk or the library says. */
        UNUSABLE
    }

    private final Fault fault;

    LedgerException(Fault fault, String message, Throwable cause) {
        super(message, cause);
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }
}
