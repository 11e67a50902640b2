package io.bulwark.cluster.node;

/** A node cannot start; the message says why, in words for the operator. */
public final class NodeStartException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NodeStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
