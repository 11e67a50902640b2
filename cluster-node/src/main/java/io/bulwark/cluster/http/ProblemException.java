package io.bulwark.cluster.http;

import java.util.OptionalLong;

/** A request is answered with a problem document. */
final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ProblemType type;
    private final long retryAfter;

    ProblemException(ProblemType type, String detail) {
        this(type, detail, 0);
    }

    /** @param retryAfter seconds after which it may be tried again; 0: nothing is said of that */
    ProblemException(ProblemType type, String detail, long retryAfter) {
        super(detail);
        this.type = type;
        this.retryAfter = retryAfter;
    }

    ProblemType type() {
        return type;
    }

    OptionalLong retryAfter() {
        return retryAfter > 0 ? OptionalLong.of(retryAfter) : OptionalLong.empty();
    }
}
