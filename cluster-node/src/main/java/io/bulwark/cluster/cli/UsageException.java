package io.bulwark.cluster.cli;

/** What the user asked for cannot be done as asked; the message says what is wrong with it, and nothing is wrong with Bulwark. */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UsageException(String message) {
        super(message);
    }

    public UsageException(String message, Throwable cause) {
        super(message, cause);
    }
}
