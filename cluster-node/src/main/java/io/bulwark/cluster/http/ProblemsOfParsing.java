package io.bulwark.cluster.http;

import org.apache.pekko.event.LoggingAdapter;
import org.apache.pekko.http.ParsingErrorHandler;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.scaladsl.model.ErrorInfo;
import org.apache.pekko.http.scaladsl.model.StatusCode;
import org.apache.pekko.http.scaladsl.settings.ServerSettings;

/** Answers what is no HTTP request, or one with too much in its head, before any route is looked for. Named in {@code bulwark-http.conf}. */
public final class ProblemsOfParsing extends ParsingErrorHandler {
    @Override
    public HttpResponse handle(StatusCode status, ErrorInfo error, LoggingAdapter log, ServerSettings settings) {
        ProblemType type = switch (status.intValue()) {
            // A word that is no method of any server; those that are get their answer from the route.
            case 501 -> ProblemType.WRONG_METHOD;
            case 408 -> ProblemType.SLOW_REQUEST;
            case 413 -> ProblemType.TOO_LARGE;
            case 414 -> ProblemType.URI_TOO_LONG;
            case 431 -> ProblemType.TOO_MANY_HEADERS;
            default -> ProblemType.MALFORMED_REQUEST;
        };
        HttpResponse problem = Answers.problem(new ProblemException(type, error.summary()));
        return type == ProblemType.WRONG_METHOD
                ? problem.addHeader(Answers.header("Allow", "GET, HEAD, POST, DELETE"))
                : problem;
    }
}
