package io.bulwark.recursion.fold;

import io.bulwark.backend.Backend;

/**
 * Hands out the hints of a circuit in order.
 *
 * @param <V> a sequence of elements of F
 */
final class HintReader<V> {
    private final Backend<?, ?, V, ?> backend;
    private final V hints;
    private int at;

    HintReader(Backend<?, ?, V, ?> backend, V hints) {
        this.backend = backend;
        this.hints = hints;
    }

    V take(int n) {
        at += n;
        return backend.slice(hints, at - n, at);
    }

    /** Whether all have been taken. */
    boolean isAtEnd() {
        return at == backend.length(hints);
    }
}
