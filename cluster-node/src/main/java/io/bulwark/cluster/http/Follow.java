package io.bulwark.cluster.http;

import io.bulwark.protocol.SubmitterId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.NotUsed;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.ThrottleMode;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/**
 * Event streams of what has to be asked for again and again. A step asks, and answers with what is new, if anything is; a reader that takes its time is asked
 * for less often, and costs the memory of one step.
 */
final class Follow {
    private static final int STREAMS = 1_000;
    private static final int STREAMS_OF_ONE = 100;
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    /** Who takes nothing for so long has lost interest. */
    private static final Duration SLOWEST = Duration.ofSeconds(30);

    private final Places places;
    private final int stepsPerSecond;

    /** @param what for the message to who comes when there are too many */
    Follow(String what, int stepsPerSecond) {
        places = new Places(what, STREAMS, STREAMS_OF_ONE);
        this.stepsPerSecond = stepsPerSecond;
    }

    /**
     * What one question came to.
     *
     * @param next for the next question; empty: there is no more
     * @param events what is new, in the form of server-sent events; may be empty
     * @param atOnce whether the next question is not to wait
     */
    record Step<S>(Optional<S> next, String events, boolean atOnce) {}

    /** One event. */
    static String event(String name, Optional<String> id, String data) {
        return id.map(i -> "id: " + i + "\n").orElse("") + "event: " + name + "\ndata: " + data + "\n\n";
    }

    /** Answers with the events of all steps from a state on. */
    <S> HttpResponse answer(SubmitterId submitter, S start, Function<S, CompletionStage<Step<S>>> step) {
        Places.Place place = places.take(submitter);
        Source<ByteString, NotUsed> events = Source.unfoldAsync(Optional.of(start), state -> next(state, step))
                .throttle(
                        stepsPerSecond, Duration.ofSeconds(1), 1, done -> done.atOnce() ? 0 : 1, ThrottleMode.shaping())
                .map(done -> ByteString.fromString(done.events()))
                .filterNot(ByteString::isEmpty);
        Source<ByteString, NotUsed> kept = Source.single(ByteString.fromString("retry: 1000\n\n"))
                .concat(events)
                .keepAlive(HEARTBEAT, () -> ByteString.fromString(": still here\n\n"))
                .backpressureTimeout(SLOWEST)
                .watchTermination((nothing, end) -> {
                    end.whenComplete((done, failure) -> place.giveBack());
                    return nothing;
                });
        return HttpResponse.create()
                .withEntity(HttpEntities.createChunked(MediaTypes.TEXT_EVENT_STREAM.toContentType(), kept));
    }

    private static <S> CompletionStage<Optional<Pair<Optional<S>, Step<S>>>> next(
            Optional<S> state, Function<S, CompletionStage<Step<S>>> step) {
        if (state.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return step.apply(state.get())
                // Trouble of the network, which has told those who ask before: the next step asks again.
                .exceptionally(failure -> new Step<>(state, "", false))
                .thenApply(done -> Optional.of(Pair.create(done.next(), done)));
    }
}
