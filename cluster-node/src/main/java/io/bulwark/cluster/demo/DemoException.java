package io.bulwark.cluster.demo;

/** The demonstration cannot go on; the message says why, in words for the user. */
public final class DemoException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What the fault is. */
    public enum Fault {
        /** What the user gave, or this machine, does not allow it. */
        INPUT,
        /** The cluster does not answer. */
        UNREACHABLE,
        /** The job or its proof failed. */
        NO
    }

    private final Fault fault;

    DemoException(Fault fault, String message) {
        super(message);
        this.fault = fault;
    }

    public DemoException(Fault fault, String message, Throwable cause) {
        super(message, cause);
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }
}
