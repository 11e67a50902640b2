package io.bulwark.recursion.circuit;

/** Rows that make no sound circuit: a mistake of whoever wrote them, never of a prover. */
public final class CircuitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CircuitException(String message) {
        super(message);
    }
}
