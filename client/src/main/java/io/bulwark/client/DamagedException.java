package io.bulwark.client;

/** What a gateway sent is not what its digest names, or not in the API's form. */
public final class DamagedException extends BulwarkException {
    private static final long serialVersionUID = 1;

    DamagedException(String message) {
        super(message);
    }

    DamagedException(String message, Throwable cause) {
        super(message, cause);
    }
}
