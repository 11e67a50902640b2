package io.bulwark.riscv;

/** What stops an instruction, known where it happens; the interpreter adds where that is and makes a {@link GuestException} of it. */
final class Fault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final GuestException.Reason reason;

    Fault(GuestException.Reason reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    GuestException.Reason reason() {
        return reason;
    }
}
