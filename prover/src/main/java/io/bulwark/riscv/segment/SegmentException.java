package io.bulwark.riscv.segment;

/** A segment that cannot be proved as asked: its checkpoint is of another program, or its rows do not fit the shape. */
public final class SegmentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SegmentException(String message) {
        super(message);
    }

    SegmentException(String message, Throwable cause) {
        super(message, cause);
    }
}
