package io.bulwark.cluster.node;

import java.net.BindException;
import java.util.Optional;

/** A node cannot start; the message says why, in words for the operator. */
public final class NodeStartException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NodeStartException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * The same failure in words, if it is that the node's place cannot be listened at.
     *
     * @param place "host:port"
     */
    static Optional<NodeStartException> unbound(RuntimeException failure, String place) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException
                    || String.valueOf(cause.getMessage()).contains("Failed to bind")) {
                return Optional.of(new NodeStartException(
                        place + " cannot be used: another process has the port, or this is no address of this machine ("
                                + cause.getMessage() + ")",
                        failure));
            }
        }
        return Optional.empty();
    }
}
