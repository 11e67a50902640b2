package io.bulwark.cluster.http;

import io.bulwark.cluster.gateway.NetworkException;
import io.bulwark.cluster.gateway.OverloadException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.http.scaladsl.model.EntityStreamException;
import org.apache.pekko.stream.StreamLimitReachedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the API says when something fails. What nobody foresaw goes to the log, and none of it to the client. */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final long SOON = 1;
    private static final long LATER = 5;

    private Failures() {}

    static ProblemException problem(Throwable failure) {
        return switch (failure) {
            case ProblemException problem -> problem;
            case CompletionException wrapped when wrapped.getCause() != null -> problem(wrapped.getCause());
            case NetworkException of -> problem(of);
            case OverloadException overload -> new ProblemException(ProblemType.OVERLOAD, overload.getMessage(), LATER);
            case StreamLimitReachedException limit ->
                new ProblemException(
                        ProblemType.TOO_LARGE, "the request has at most " + limit.n() + " bytes; this one has more");
            case TimeoutException slow ->
                new ProblemException(ProblemType.SLOW_REQUEST, "the body did not arrive in time");
            case EntityStreamException broken ->
                new ProblemException(ProblemType.MALFORMED_REQUEST, "the body ended before it was whole");
            default -> {
                LOG.error("a request failed", failure);
                yield new ProblemException(ProblemType.BUG, "the gateway's log says more");
            }
        };
    }

    private static ProblemException problem(NetworkException e) {
        return switch (e.kind()) {
            case BAD_PLACE -> new ProblemException(ProblemType.MALFORMED_REQUEST, e.getMessage());
            case BAD_JOB -> new ProblemException(ProblemType.BAD_JOB, e.getMessage());
            case UNKNOWN_ARTIFACT -> new ProblemException(ProblemType.MISSING_ARTIFACT, e.getMessage());
            case UNKNOWN_JOB -> new ProblemException(ProblemType.UNKNOWN_JOB, e.getMessage());
            case UNKNOWN_NODE -> new ProblemException(ProblemType.UNKNOWN_NODE, e.getMessage());
            case WRONG_STATE -> new ProblemException(ProblemType.WRONG_STATE, e.getMessage());
            case TOO_LARGE -> new ProblemException(ProblemType.TOO_LARGE, e.getMessage());
            case NO_ANSWER -> new ProblemException(ProblemType.UNAVAILABLE, e.getMessage(), SOON);
            case STORE -> new ProblemException(ProblemType.STORE, e.getMessage(), LATER);
        };
    }
}
