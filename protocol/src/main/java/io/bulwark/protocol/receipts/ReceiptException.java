package io.bulwark.protocol.receipts;

/** Receipts do not show what they are to show. */
public final class ReceiptException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** In what way. */
    public enum Reason {
        /** The file is no list of receipts, or ends too early, or goes on behind its end. */
        MALFORMED,
        /** The list, or a receipt, belongs to another job. */
        FOREIGN_JOB,
        /** The list is of another proof, or of another claim, than the one that is checked. */
        OTHER_STATEMENT,
        /** Nobody vouches for the certificate. */
        NOT_ADMITTED,
        /** The receipt names another maker than its certificate does. */
        OTHER_MAKER,
        /** The signature is not the maker's below what the receipt says now: it was forged, or altered afterwards. */
        WRONG_SIGNATURE,
        /** There is no receipt for a part of the run. */
        MISSING,
        /** There are two receipts for one task. */
        DOUBLED,
        /** A receipt's claim does not fit its neighbours'. */
        OTHER_CLAIM
    }

    private final Reason reason;

    public ReceiptException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    static void require(boolean holds, Reason reason, String message) {
        if (!holds) {
            throw new ReceiptException(reason, message);
        }
    }
}
