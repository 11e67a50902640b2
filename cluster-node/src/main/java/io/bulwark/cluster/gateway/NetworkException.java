package io.bulwark.cluster.gateway;

/** The network does not do what it was asked for; the message says why, in words for who asked. */
public final class NetworkException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** The kinds of refusal. */
    public enum Kind {
        /** There can be no such job. */
        BAD_JOB,
        /** This is no place in the list of jobs. */
        BAD_PLACE,
        /** No member that can be reached has the artifact. */
        UNKNOWN_ARTIFACT,
        /** There is no such job, or not for who asks. */
        UNKNOWN_JOB,
        /** There is no such member. */
        UNKNOWN_NODE,
        /** The job is not in the state that this needs. */
        WRONG_STATE,
        /** More bytes than one artifact may have. */
        TOO_LARGE,
        /** The cluster does not answer now. */
        NO_ANSWER,
        /** The node cannot write, or what it has kept is damaged. */
        STORE
    }

    private final Kind kind;

    public NetworkException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public NetworkException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
