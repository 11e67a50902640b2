package io.bulwark.recursion.tables;

/** Preprocessed tables under which the wire bus would prove nothing: a mistake of whoever made the circuit, never of a prover. */
public final class WiringException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WiringException(String expected, String got) {
        super("expected " + expected + ", got " + got);
    }
}
