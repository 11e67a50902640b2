package io.bulwark.cluster.http;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.MediaType;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.util.ByteString;

/** Bodies of requests. */
final class Bodies {
    private static final Duration AT_MOST = Duration.ofSeconds(30);

    private Bodies() {}

    /** @throws ProblemException unless the body is said to be of that type */
    static void requireType(Call call, ContentType type) {
        ContentType got = call.request().entity().getContentType();
        if (!sameMedia(got.mediaType(), type.mediaType())) {
            throw new ProblemException(
                    ProblemType.WRONG_MEDIA_TYPE,
                    "expected a body of type " + type.mediaType() + ", got "
                            + (got.equals(ContentTypes.NO_CONTENT_TYPE) ? "none" : got.mediaType()));
        }
    }

    private static boolean sameMedia(MediaType one, MediaType other) {
        return one.mainType().equals(other.mainType()) && one.subType().equals(other.subType());
    }

    /** A small body as a whole; more than {@code limit} bytes are never held. */
    static CompletionStage<byte[]> small(Call call, int limit, Materializer materializer) {
        return call.body()
                .completionTimeout(AT_MOST)
                .limitWeighted(limit, piece -> (long) piece.size())
                .runFold(ByteString.emptyByteString(), ByteString::concat, materializer)
                .thenApply(ByteString::toArray);
    }
}
