package io.bulwark.client;

/** No gateway could be reached, or none was able to serve, for as long as the client is patient. */
public final class UnreachableException extends BulwarkException {
    private static final long serialVersionUID = 1;

    UnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
