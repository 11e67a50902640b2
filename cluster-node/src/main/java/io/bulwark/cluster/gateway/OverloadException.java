package io.bulwark.cluster.gateway;

/** Too much is open already. Nothing was done; the same request may be made again later. */
public final class OverloadException extends RuntimeException {
    private static final long serialVersionUID = 1;

    OverloadException(String message) {
        super(message);
    }
}
