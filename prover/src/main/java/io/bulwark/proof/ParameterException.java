package io.bulwark.proof;

/** Parameters, or a size under given parameters, that the proof system does not allow: the caller's error, never a prover's. */
public final class ParameterException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** What was wrong. */
    public enum Reason {
        LOG_BLOWUP,
        QUERIES,
        WORK_BITS,
        LOG_FINAL,
        CAP_HEIGHT,
        STACK_TOO_HIGH,
        DOMAIN_TOO_LARGE,
        TOO_MANY_LEAVES,
        UNKNOWN_SET,
        TOO_FEW_BITS
    }

    private final Reason reason;

    public ParameterException(Reason reason, String expected, Object got) {
        super(reason + ": expected " + expected + ", got " + got);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
