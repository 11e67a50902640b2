package io.bulwark.cluster.http;

import io.bulwark.protocol.api.Problem;
import java.util.Locale;

/** The kinds of problem that the API answers with. Their names are fixed: programs compare them. */
enum ProblemType {
    MALFORMED_REQUEST(400, "The request cannot be read"),
    NO_KEY(401, "This needs an API key"),
    WRONG_KEY(401, "The API key is not known here, or has been revoked"),
    NOT_ALLOWED(403, "The API key does not open this"),
    UNKNOWN_PATH(404, "There is nothing under this path"),
    UNKNOWN_JOB(404, "There is no such job"),
    UNKNOWN_ARTIFACT(404, "There is no such artifact"),
    UNKNOWN_NODE(404, "There is no such node"),
    UNKNOWN_OPERATOR(404, "No such operator is set aside"),
    WRONG_METHOD(405, "This method is not for this path"),
    SLOW_REQUEST(408, "The request did not arrive in time"),
    WRONG_STATE(409, "The job is not in the state that this needs"),
    TOO_LARGE(413, "There are too many bytes"),
    URI_TOO_LONG(414, "The address is too long"),
    WRONG_MEDIA_TYPE(415, "The media type is not the one that this takes"),
    WRONG_ENCODING(415, "Content codings are not taken"),
    WRONG_RANGE(416, "There is no such range"),
    BAD_JOB(422, "There can be no such job"),
    MISSING_ARTIFACT(422, "The job's program or input has not been handed in"),
    OVER_QUOTA(429, "The key's quota is used up"),
    OVERLOAD(429, "Too much is under way"),
    TOO_MANY_HEADERS(431, "There are too many headers, or too long ones"),
    BUG(500, "This is a bug in Bulwark"),
    UNAVAILABLE(503, "The cluster cannot do this now"),
    STORE(503, "This node cannot keep or read what it must");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    int status() {
        return status;
    }

    /** The type's URI without what all begin with: "unknown-job". */
    String kind() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Problem with(String detail) {
        return new Problem(Problem.TYPES + kind(), title, status, detail);
    }
}
