package io.bulwark.cluster.bench;

/** A figure could not be taken; the message says why, in words for the user. */
final class UnmeasuredException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnmeasuredException(String message) {
        super(message);
    }

    UnmeasuredException(String message, Throwable cause) {
        super(message, cause);
    }
}
