package io.bulwark.recursion.fold;

/** Something that cannot be folded as asked, or circuits that are not what they were. What is wrong with a proof is a {@link io.bulwark.backend.VerificationException}. */
public final class FoldException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** One for each way. */
    public enum Kind {
        NO_SUCH_CIRCUIT("circuit"),
        CIRCUIT_TOO_LARGE("rows of a circuit"),
        IDENTITY("identity of a circuit; a changed identity is a version bump"),
        IDENTITIES_FILE("file of the circuits' identities"),
        INPUT("input of the run");

        private final String subject;

        Kind(String subject) {
            this.subject = subject;
        }
    }

    private final Kind kind;

    FoldException(Kind kind, Object expected, Object got) {
        super(kind.subject + ": expected " + expected + ", got " + got);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
