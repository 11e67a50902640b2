package io.bulwark.cluster.http;

import io.bulwark.cluster.metrics.Meter;
import io.bulwark.cluster.metrics.Metrics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Sink;

/** Finds a request's route, asks who makes it, and makes a problem document of whatever goes wrong. */
final class Router {
    private static final long WORTH_READING = 1 << 16;
    private static final String NOWHERE = "none";

    private final List<Route> routes;
    private final Door door;
    private final Metrics metrics;
    private final Materializer materializer;

    Router(List<Route> routes, Door door, Metrics metrics, Materializer materializer) {
        this.routes = List.copyOf(routes);
        this.door = door;
        this.metrics = metrics;
        this.materializer = materializer;
    }

    List<Route> routes() {
        return routes;
    }

    private record Found(Route route, Map<String, String> path) {}

    CompletionStage<HttpResponse> handle(HttpRequest request) {
        long start = System.nanoTime();
        AtomicBoolean read = new AtomicBoolean();
        List<Found> found = find(request);
        return answer(request, found, read)
                .exceptionally(failure -> Answers.problem(Failures.problem(failure)))
                .thenApply(response -> {
                    String path =
                            found.isEmpty() ? NOWHERE : found.getFirst().route().path();
                    metrics.took(Meter.HTTP_REQUEST_SECONDS, path, System.nanoTime() - start);
                    metrics.add(
                            Meter.HTTP_ANSWERS, String.valueOf(response.status().intValue()), 1);
                    return finish(request, response, read.get());
                });
    }

    private List<Found> find(HttpRequest request) {
        List<String> segments = Route.segments(request.getUri().getPathString());
        return routes.stream()
                .flatMap(route -> route.match(segments).map(path -> new Found(route, path)).stream())
                .toList();
    }

    private CompletionStage<HttpResponse> answer(HttpRequest request, List<Found> found, AtomicBoolean read) {
        try {
            if (found.isEmpty()) {
                throw new ProblemException(ProblemType.UNKNOWN_PATH, "/openapi.json says what there is");
            }
            String method = request.method().value();
            Optional<Found> fit = found.stream()
                    .filter(f -> f.route().method().equals(method.equals("HEAD") ? "GET" : method))
                    .findFirst();
            if (fit.isEmpty()) {
                return CompletableFuture.completedFuture(wrongMethod(method, found));
            }
            refuseCodings(request);
            Route route = fit.get().route();
            return route.handler().handle(new Call(request, fit.get().path(), enter(request, route), read));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private Caller enter(HttpRequest request, Route route) {
        if (route.access() == Route.Access.OPEN) {
            return Caller.LOCAL;
        }
        Caller caller = door.enter(request);
        if (route.access() == Route.Access.OPERATOR && !caller.operator()) {
            throw new ProblemException(ProblemType.NOT_ALLOWED, "this needs an operator's key");
        }
        return caller;
    }

    private static HttpResponse wrongMethod(String method, List<Found> found) {
        String allowed = found.stream()
                .map(f -> f.route().method())
                .map(m -> m.equals("GET") ? "GET, HEAD" : m)
                .collect(Collectors.joining(", "));
        return Answers.problem(
                        new ProblemException(ProblemType.WRONG_METHOD, "expected " + allowed + ", got " + method))
                .addHeader(Answers.header("Allow", allowed));
    }

    /** A small body can unpack to a huge one, so none is unpacked. */
    private static void refuseCodings(HttpRequest request) {
        String coding =
                request.getHeader("Content-Encoding").map(HttpHeader::value).orElse("identity");
        if (!coding.equalsIgnoreCase("identity")) {
            throw new ProblemException(
                    ProblemType.WRONG_ENCODING,
                    "expected no content coding, got " + coding + "; send the bytes as they are");
        }
    }

    private HttpResponse finish(HttpRequest request, HttpResponse response, boolean read) {
        HttpResponse finished = response.addHeader(Answers.header("X-Content-Type-Options", "nosniff"));
        if (finished.getHeader("Cache-Control").isEmpty()) {
            finished = finished.addHeader(Answers.header("Cache-Control", "no-store"));
        }
        if (!read) {
            long length = request.entity().getContentLengthOption().orElse(Long.MAX_VALUE);
            if (length <= WORTH_READING) {
                request.discardEntityBytes(materializer);
            } else {
                // Nobody reads what is still to come: the connection ends here.
                request.entity().getDataBytes().runWith(Sink.cancelled(), materializer);
                return finished.addHeader(Answers.header("Connection", "close"));
            }
        }
        return read && response.status().isFailure()
                ? finished.addHeader(Answers.header("Connection", "close"))
                : finished;
    }
}
