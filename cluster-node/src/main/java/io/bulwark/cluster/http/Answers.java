package io.bulwark.cluster.http;

import io.bulwark.client.ApiJson;
import io.bulwark.protocol.api.Problem;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.util.ByteString;

/** Makes the answers. */
final class Answers {
    private static final ContentType PROBLEM = MediaTypes.applicationWithFixedCharset(
                    "problem+json", org.apache.pekko.http.javadsl.model.HttpCharsets.UTF_8)
            .toContentType();

    private Answers() {}

    static HttpResponse json(int status, Object form) {
        return bytes(status, ContentTypes.APPLICATION_JSON, ByteString.fromString(ApiJson.write(form)));
    }

    static HttpResponse bytes(int status, ContentType type, ByteString bytes) {
        return HttpResponse.create().withStatus(StatusCodes.get(status)).withEntity(HttpEntities.create(type, bytes));
    }

    static HttpResponse problem(ProblemException problem) {
        HttpResponse response = problem(problem.type().with(problem.getMessage()));
        if (problem.retryAfter().isPresent()) {
            response = response.addHeader(
                    header("Retry-After", String.valueOf(problem.retryAfter().getAsLong())));
        }
        return problem.type().status() == 401
                ? response.addHeader(header("WWW-Authenticate", "Bearer realm=\"bulwark\""))
                : response;
    }

    private static HttpResponse problem(Problem problem) {
        return bytes(problem.status(), PROBLEM, ByteString.fromString(ApiJson.write(problem)));
    }

    static HttpHeader header(String name, String value) {
        return HttpHeader.parse(name, value);
    }
}
