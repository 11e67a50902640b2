package io.bulwark.riscv.plan;

/** Bytes that are no checkpoint. Says which rule they break, what was expected and what was found. */
public final class CheckpointException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The rules; one for each way to break them. */
    public enum Reason {
        TRUNCATED,
        TRAILING_BYTES,
        NOT_A_CHECKPOINT,
        UNKNOWN_VERSION,
        UNKNOWN_FLAGS,
        UNKNOWN_SHAPE,
        BAD_INDEX,
        BAD_PC,
        TOO_MANY_CYCLES,
        NO_CYCLES,
        TOO_MANY_BLOCKS,
        TOO_MANY_NODES,
        TOO_MANY_PERMUTATIONS,
        BLOCKS_NOT_ASCENDING,
        NO_SUCH_BLOCK,
        REGISTERS_MISSING,
        NOT_CANONICAL
    }

    private final Reason reason;

    CheckpointException(Reason reason, String expected, Object got) {
        super(reason + ": expected " + expected + ", got " + got);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    static void demand(Reason reason, boolean holds, String expected, Object got) {
        if (!holds) {
            throw new CheckpointException(reason, expected, got);
        }
    }
}
