package io.bulwark.cluster.trace;

/** Where spans go. Whoever adds one does not wait and is never told of a failure: what cannot be sent in time is lost. Safe for use by several threads. */
public interface Traces extends AutoCloseable {
    void add(Episode episode);

    /** Sends what is left, for a second or two at most. Nothing is kept after that. */
    @Override
    default void close() {}
}
