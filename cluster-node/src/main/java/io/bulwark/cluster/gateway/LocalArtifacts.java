package io.bulwark.cluster.gateway;

import io.bulwark.cluster.artifact.ArtifactException;
import io.bulwark.cluster.artifact.ArtifactStore;
import io.bulwark.cluster.gateway.NetworkException.Kind;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Blob;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.apache.pekko.NotUsed;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/** Artifacts of this node as streams: each piece is read or written when it is wanted, away from the actors' threads. */
final class LocalArtifacts {
    private static final int PIECE_BYTES = 1 << 17;

    private final ArtifactStore store;
    private final Executor disk;
    private final Materializer materializer;

    LocalArtifacts(ArtifactStore store, Executor disk, Materializer materializer) {
        this.store = store;
        this.disk = disk;
        this.materializer = materializer;
    }

    private record Written(ArtifactStore.Writer writer, long bytes) {}

    CompletionStage<Blob> store(Source<ByteString, ?> bytes) {
        return onDisk(store::create)
                .thenCompose(writer -> bytes.runWith(
                                Sink.foldAsync(
                                        new Written(writer, 0),
                                        (written, piece) -> onDisk(() -> write(written, piece))),
                                materializer)
                        .handleAsync((written, failure) -> publish(writer, written, failure), disk));
    }

    private static Written write(Written written, ByteString piece) {
        long bytes = written.bytes() + piece.size();
        if (bytes > Network.ARTIFACT_BYTES) {
            throw new NetworkException(
                    Kind.TOO_LARGE, "an artifact has at most " + Network.ARTIFACT_BYTES + " bytes; this one has more");
        }
        written.writer().write(piece.toArrayUnsafe(), 0, piece.size());
        return new Written(written.writer(), bytes);
    }

    private static Blob publish(ArtifactStore.Writer writer, Written written, Throwable failure) {
        try (writer) {
            if (failure != null) {
                throw failure instanceof CompletionException e ? e : new CompletionException(failure);
            }
            return new Blob(writer.publish(), written.bytes());
        } catch (ArtifactException e) {
            throw new NetworkException(Kind.STORE, e.getMessage(), e);
        }
    }

    CompletionStage<Optional<Content>> content(ArtifactId id) {
        return onDisk(() -> store.holds(id) ? Optional.of(content(new Blob(id, store.size(id)))) : Optional.empty());
    }

    /** The bytes of an artifact that the node holds. */
    Content content(Blob blob) {
        return new Content(blob, from -> read(blob, from));
    }

    private Source<ByteString, NotUsed> read(Blob blob, long from) {
        return Source.unfoldAsync(from, at -> {
            if (at >= blob.bytes()) {
                return CompletableFuture.completedFuture(Optional.empty());
            }
            int length = (int) Math.min(PIECE_BYTES, blob.bytes() - at);
            return onDisk(() -> store.read(blob.id(), at, length))
                    .thenApply(piece -> Optional.of(Pair.create(at + piece.length, ByteString.fromArrayUnsafe(piece))));
        });
    }

    private <T> CompletionStage<T> onDisk(Supplier<T> work) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return work.get();
                    } catch (ArtifactException e) {
                        throw new NetworkException(Kind.STORE, e.getMessage(), e);
                    }
                },
                disk);
    }
}
