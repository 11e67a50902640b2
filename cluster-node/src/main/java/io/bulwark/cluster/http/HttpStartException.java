package io.bulwark.cluster.http;

/** The API cannot be served as it was configured; the message says why, in words for the operator. */
public final class HttpStartException extends RuntimeException {
    private static final long serialVersionUID = 1;

    HttpStartException(String message) {
        super(message);
    }

    HttpStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
