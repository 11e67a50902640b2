package io.bulwark.cluster.http;

import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.MalformedMessageException;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.OperatorId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/**
 * A request that has found its route.
 *
 * @param path what stands for the names in the route's path
 * @param read whether the body has been asked for
 */
record Call(HttpRequest request, Map<String, String> path, Caller caller, AtomicBoolean read) {
    /** The body, once. */
    Source<ByteString, Object> body() {
        read.set(true);
        return request.entity().withoutSizeLimit().getDataBytes();
    }

    Optional<String> header(String name) {
        return request.getHeader(name).map(HttpHeader::value);
    }

    Optional<String> query(String name) {
        return request.getUri().query().get(name);
    }

    /** The job that the path names; what names none is a job that does not exist. */
    JobId job() {
        return named("job", JobId::parse, ProblemType.UNKNOWN_JOB);
    }

    NodeId node() {
        return named("node", NodeId::new, ProblemType.UNKNOWN_NODE);
    }

    OperatorId operator() {
        return named("operator", OperatorId::new, ProblemType.UNKNOWN_OPERATOR);
    }

    ArtifactId artifact() {
        return named("artifact", ArtifactId::parse, ProblemType.UNKNOWN_ARTIFACT);
    }

    private <T> T named(String name, Function<String, T> parse, ProblemType otherwise) {
        try {
            return parse.apply(path.get(name));
        } catch (MalformedMessageException e) {
            throw new ProblemException(otherwise, e.getMessage());
        }
    }
}
