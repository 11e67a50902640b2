package io.bulwark.riscv;

/** Ends the reading of one unit of debug information; {@link SourceLines} makes a {@link DebugFlaw} of it. */
final class DebugFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final DebugFlaw.Kind kind;

    DebugFault(DebugFlaw.Kind kind) {
        super(kind.name(), null, false, false);
        this.kind = kind;
    }

    DebugFlaw.Kind kind() {
        return kind;
    }

    static void demand(DebugFlaw.Kind kind, boolean holds) {
        if (!holds) {
            throw new DebugFault(kind);
        }
    }
}
