package io.bulwark.cluster.work;

/** A job's computation cannot be run; the message says why, in words for who submitted it. */
public final class PlanException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public PlanException(String message) {
        super(message);
    }

    public PlanException(String message, Throwable cause) {
        super(message, cause);
    }
}
