package io.bulwark.cluster.http;

import io.bulwark.cluster.gateway.Content;
import io.bulwark.cluster.gateway.Network;
import io.bulwark.cluster.metrics.Meter;
import io.bulwark.cluster.metrics.Metrics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/** Bytes in and out: programs, inputs, proofs. Nothing is held in memory but the piece that is under way. */
final class ArtifactRoutes {
    private static final int UPLOADS = 64;
    private static final int UPLOADS_OF_ONE = 16;
    private static final Duration UPLOAD_AT_MOST = Duration.ofHours(2);

    private final Network network;
    private final Places uploads = new Places("uploads", UPLOADS, UPLOADS_OF_ONE);

    ArtifactRoutes(Network network, Metrics metrics) {
        this.network = network;
        metrics.level(Meter.HTTP_UPLOADS, uploads::taken);
    }

    List<Route> routes() {
        return List.of(
                Route.post("/v1/artifacts", Route.Access.KEY, this::upload),
                Route.get("/v1/artifacts/{artifact}", Route.Access.KEY, this::download));
    }

    private CompletionStage<HttpResponse> upload(Call call) {
        Bodies.requireType(call, ContentTypes.APPLICATION_OCTET_STREAM);
        OptionalLong length = call.request().entity().getContentLengthOption();
        if (length.orElse(0) > Network.ARTIFACT_BYTES) {
            throw new ProblemException(
                    ProblemType.TOO_LARGE,
                    "an artifact has at most " + Network.ARTIFACT_BYTES + " bytes, this one " + length.getAsLong());
        }
        Quota quota = call.caller().quota();
        length.ifPresent(quota::takeBytes);
        Places.Place place = uploads.take(call.caller().client().submitter());
        Source<ByteString, ?> body = call.body().completionTimeout(UPLOAD_AT_MOST);
        Source<ByteString, ?> counted = length.isPresent()
                ? body
                : body.map(piece -> {
                    quota.takeBytes(piece.size());
                    return piece;
                });
        return network.store(counted)
                .thenApply(blob ->
                        Answers.json(201, blob).addHeader(Answers.header("Location", "/v1/artifacts/" + blob.id())))
                .whenComplete((answer, failure) -> place.giveBack());
    }

    private CompletionStage<HttpResponse> download(Call call) {
        return network.artifact(call.artifact())
                .thenApply(content -> send(
                        call,
                        content.orElseThrow(() -> new ProblemException(
                                ProblemType.UNKNOWN_ARTIFACT, "this node holds no artifact " + call.artifact()))));
    }

    /** Sends an artifact, or the part of it that a Range asks for; its name is its ETag, for it never changes. */
    static HttpResponse send(Call call, Content content) {
        long bytes = content.blob().bytes();
        String tag = "\"" + content.blob().id() + "\"";
        boolean same =
                call.header("If-Range").filter(known -> !known.equals(tag)).isEmpty();
        Optional<ByteRange> range = call.header("Range").filter(r -> same).flatMap(r -> ByteRange.of(r, bytes));
        ByteRange part = range.orElse(new ByteRange(0, bytes));
        HttpResponse response = HttpResponse.create()
                .withStatus(range.isPresent() ? StatusCodes.PARTIAL_CONTENT : StatusCodes.OK)
                .withEntity(HttpEntities.create(
                        ContentTypes.APPLICATION_OCTET_STREAM, part.length(), pieces(content, part)))
                .addHeader(Answers.header("ETag", tag))
                .addHeader(Answers.header("Accept-Ranges", "bytes"))
                .addHeader(Answers.header("Cache-Control", "private, immutable, max-age=31536000"));
        return range.map(r -> response.addHeader(Answers.header("Content-Range", r.contentRange(bytes))))
                .orElse(response);
    }

    private static Source<ByteString, NotUsed> pieces(Content content, ByteRange part) {
        long end = part.first() + part.length();
        return content.from()
                .apply(part.first())
                .statefulMap(
                        part::first,
                        (at, piece) -> org.apache.pekko.japi.Pair.create(at + piece.size(), piece.take((int)
                                Math.max(0, Math.min(piece.size(), end - at)))),
                        at -> Optional.empty())
                .takeWhile(piece -> !piece.isEmpty());
    }
}
