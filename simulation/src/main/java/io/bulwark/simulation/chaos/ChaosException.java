package io.bulwark.simulation.chaos;

/** A scenario cannot go on; the message says what was waited for, or what cannot be done. */
public final class ChaosException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ChaosException(String message) {
        super(message);
    }

    ChaosException(String message, Throwable cause) {
        super(message, cause);
    }
}
