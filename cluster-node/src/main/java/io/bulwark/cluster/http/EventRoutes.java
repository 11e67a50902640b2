package io.bulwark.cluster.http;

import io.bulwark.client.ApiJson;
import io.bulwark.cluster.gateway.Network;
import io.bulwark.cluster.metrics.Meter;
import io.bulwark.cluster.metrics.Metrics;
import io.bulwark.protocol.Sha256;
import io.bulwark.protocol.api.JobView;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/**
 * A job's states as server-sent events.
 *
 * <p>Each event is the job's whole state, and its id a digest of that. So there is nothing to replay: who comes back with the id of the last event that
 * it saw, at this gateway or any other, is told the present state unless it has just that, and then each new one. States in between may be missed, as a slow
 * reader misses them, too; the last one never is, for the stream ends with it. Who comes back with the id of a last state is told that there is no more (204),
 * upon which a browser stops asking.
 */
final class EventRoutes {
    private static final int WATCHES = 2_000;
    private static final int WATCHES_OF_ONE = 500;
    private static final int ID_DIGITS = 16;
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    /** Who takes nothing for so long has lost interest. */
    private static final Duration SLOWEST = Duration.ofSeconds(30);

    private final Network network;
    private final Places watches = new Places("event streams", WATCHES, WATCHES_OF_ONE);

    EventRoutes(Network network, Metrics metrics) {
        this.network = network;
        metrics.level(Meter.HTTP_WATCHES, watches::taken);
    }

    List<Route> routes() {
        return List.of(Route.get("/v1/jobs/{job}/events", Route.Access.KEY, this::events));
    }

    private record Event(String id, String data) {
        static Event of(JobView view) {
            String json = ApiJson.write(view);
            byte[] digest = Sha256.of(json.getBytes(StandardCharsets.UTF_8)).toByteArray();
            return new Event(HexFormat.of().formatHex(digest).substring(0, ID_DIGITS), json);
        }

        ByteString bytes() {
            return ByteString.fromString("id: " + id + "\nevent: job\ndata: " + data + "\n\n");
        }
    }

    private CompletionStage<HttpResponse> events(Call call) {
        String last = call.header("Last-Event-ID").orElse("");
        return JobRoutes.visible(network, call).thenApply(view -> {
            if (view.state().ended() && Event.of(view).id().equals(last)) {
                return HttpResponse.create().withStatus(StatusCodes.NO_CONTENT);
            }
            Places.Place place = watches.take(call.caller().client().submitter());
            return HttpResponse.create()
                    .withEntity(HttpEntities.createChunked(
                            MediaTypes.TEXT_EVENT_STREAM.toContentType(), stream(view, last, place)));
        });
    }

    private Source<ByteString, NotUsed> stream(JobView view, String last, Places.Place place) {
        // Who is slow may miss a state between two that are alike; no event comes twice in a row for that.
        Source<ByteString, NotUsed> events = Source.single(new Event(last, ""))
                .concat(network.watch(view.id()).map(Event::of))
                .dropRepeated((one, next) -> one.id().equals(next.id()))
                .drop(1)
                .map(Event::bytes);
        return Source.single(ByteString.fromString("retry: 1000\n\n"))
                .concat(events)
                .keepAlive(HEARTBEAT, () -> ByteString.fromString(": still here\n\n"))
                .backpressureTimeout(SLOWEST)
                .watchTermination((nothing, end) -> {
                    end.whenComplete((done, failure) -> place.giveBack());
                    return nothing;
                });
    }
}
