package io.bulwark.riscv;

/** Leaves an instruction before it has changed anything; the way of an observer to stop at an access. */
final class Interruption extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Interruption() {
        super("stopped before an access", null, false, false);
    }
}
