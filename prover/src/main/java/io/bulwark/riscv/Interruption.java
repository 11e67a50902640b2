package io.bulwark.riscv;

/** Leaves an instruction before it has changed anything; the way of an observer to stop at an access. Always the same object. */
final class Interruption extends RuntimeException {
    private static final long serialVersionUID = 1L;

    static final Interruption BEFORE_ACCESS = new Interruption();

    private Interruption() {
        super("stopped before an access", null, false, false);
    }
}
