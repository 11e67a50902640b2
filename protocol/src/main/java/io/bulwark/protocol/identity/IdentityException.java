package io.bulwark.protocol.identity;

/** A certificate, or a list of operators, is not what it should be; the message says in words for the operator what was expected and what came. */
public final class IdentityException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Each distinct lie. */
    public enum Reason {
        /** Bytes that are no certificate, or one of another form than Bulwark's. */
        MALFORMED_CERTIFICATE,
        /** The certificate's operator is on no list. */
        UNLISTED_OPERATOR,
        /** The certificate's operator was on the list, and has been expelled. */
        EXPELLED_OPERATOR,
        /** No authority that the list names for the operator has issued the certificate. */
        WRONG_AUTHORITY,
        /** The operator is not listed for the certificate's jurisdiction. */
        OTHER_JURISDICTION,
        /** The certificate, or its authority's, is not valid yet. */
        NOT_YET_VALID,
        /** The certificate, or its authority's, is no longer valid. */
        EXPIRED,
        /** The certificate is not for the host that it was shown at. */
        OTHER_HOST,
        /** A signature that its certificate's key has not made. */
        FORGED,
        /** Text that is no list of operators, or a list that contradicts itself. */
        MALFORMED_LIST,
        /** A list that not enough operators of the one before have signed. */
        UNSIGNED_LIST,
        /** A list that does not follow the one at hand. */
        OTHER_LIST
    }

    private final Reason reason;

    public IdentityException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    static void require(boolean holds, Reason reason, String message) {
        if (!holds) {
            throw new IdentityException(reason, message);
        }
    }
}
