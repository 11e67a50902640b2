package io.bulwark.riscv;

/** A file that is no program of this machine. Says which rule it breaks, what was expected and what was found; with an address where one applies. */
public final class ProgramException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The rules that a program keeps; one for each way to break them. */
    public enum Reason {
        TRUNCATED,
        TOO_LARGE,
        NOT_ELF,
        NOT_32_BIT,
        NOT_LITTLE_ENDIAN,
        NOT_RISCV,
        NOT_EXECUTABLE,
        DYNAMIC,
        BAD_HEADER,
        OVERLAP,
        WRAPS,
        FIRST_PAGE,
        MISALIGNED,
        TEXT_SCATTERED,
        TEXT_NOT_LOADED,
        ENTRY_OUTSIDE_TEXT,
        MISALIGNED_TARGET,
        COMPRESSED,
        FLOAT,
        ATOMIC,
        VECTOR,
        CSR,
        PRIVILEGED,
        REDUCED_REGISTERS,
        UNKNOWN_INSTRUCTION
    }

    private final Reason reason;

    ProgramException(Reason reason, String expected, String got) {
        super(reason + ": expected " + expected + ", got " + got);
        this.reason = reason;
    }

    /** An instruction that the machine does not run. */
    static ProgramException instruction(Reason reason, String expected, int pc, int word) {
        return new ProgramException(reason, expected, "instruction 0x%08x at pc 0x%08x".formatted(word, pc));
    }

    public Reason reason() {
        return reason;
    }

    /** Throws unless {@code holds}; {@code got} is a format for {@code values}. */
    @SuppressWarnings("AnnotateFormatMethod") // the annotation lives in a library that this module does not depend on
    static void demand(Reason reason, boolean holds, String expected, String got, Object... values) {
        if (!holds) {
            throw new ProgramException(reason, expected, got.formatted(values));
        }
    }
}
