package io.bulwark.cluster.certs;

/** A key or a certificate cannot be made, read or written; the message says why in words for the operator. */
public final class CertsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CertsException(String message) {
        super(message);
    }

    public CertsException(String message, Throwable cause) {
        super(message, cause);
    }
}
