package io.bulwark.cluster.work;

/** A proof does not prove its claim; the message says what was wrong with it. */
public final class RefusedProofException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public RefusedProofException(String message) {
        super(message);
    }

    public RefusedProofException(String message, Throwable cause) {
        super(message, cause);
    }
}
