package io.bulwark.client;

/** The network did not do as asked; the message says why, in words for who asked. */
public abstract sealed class BulwarkException extends RuntimeException
        permits UnreachableException, RefusedException, DamagedException {
    private static final long serialVersionUID = 1;

    BulwarkException(String message) {
        super(message);
    }

    BulwarkException(String message, Throwable cause) {
        super(message, cause);
    }
}
