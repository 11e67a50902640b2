package io.bulwark.protocol;

/** What arrived is no message of this protocol: a field is missing, out of its bounds or of the wrong length. */
public final class MalformedMessageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public MalformedMessageException(String message) {
        super(message);
    }

    /** Refuses with the given words unless {@code holds}. */
    static void require(boolean holds, String expected, Object got) {
        if (!holds) {
            throw new MalformedMessageException("expected " + expected + ", got " + got);
        }
    }
}
