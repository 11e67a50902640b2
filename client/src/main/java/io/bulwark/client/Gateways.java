package io.bulwark.client;

import io.bulwark.protocol.api.Problem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends requests to a gateway that lives: stays with one while it serves, and goes on to the next when it does not answer or says that it cannot. Waits where
 * it is told "later", as long as its patience lasts.
 */
final class Gateways implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration BETWEEN_ROUNDS = Duration.ofMillis(250);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final Set<Integer> ELSEWHERE = Set.of(502, 503, 504);
    static final int LATER = 429;

    private final ClientSettings settings;
    private final HttpClient http;
    private final AtomicInteger current = new AtomicInteger();

    /** Makes a request to the gateway with this URL. */
    @FunctionalInterface
    interface Maker {
        HttpRequest.Builder make(URI gateway);
    }

    Gateways(ClientSettings settings) {
        this.settings = settings;
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT);
        settings.trust().ifPresent(builder::sslContext);
        http = builder.build();
    }

    HttpClient http() {
        return http;
    }

    URI current() {
        return settings.gateways()
                .get(Math.floorMod(current.get(), settings.gateways().size()));
    }

    /** From now on the next gateway is asked, unless somebody else has gone on from this one already. */
    void leave(URI gateway) {
        int at = current.get();
        if (settings.gateways()
                .get(Math.floorMod(at, settings.gateways().size()))
                .equals(gateway)) {
            current.compareAndSet(at, at + 1);
        }
    }

    HttpRequest authorized(HttpRequest.Builder request) {
        settings.key().ifPresent(key -> request.header("Authorization", "Bearer " + key));
        return request.build();
    }

    /** How long to look for a gateway. */
    Search search() {
        return new Search();
    }

    /**
     * The first answer that is no "elsewhere" or "later".
     *
     * @throws UnreachableException if there is none while patience lasts
     */
    <T> HttpResponse<T> send(Maker maker, HttpResponse.BodyHandler<T> handler) {
        Search search = new Search();
        try {
            while (true) {
                URI gateway = current();
                Optional<HttpResponse<T>> answer = ask(gateway, maker, handler, search);
                if (answer.isEmpty()) {
                    continue;
                }
                int status = answer.get().statusCode();
                boolean again = status == LATER && search.waits(retryAfter(answer.get()));
                if (!again && !ELSEWHERE.contains(status)) {
                    return answer.get();
                }
                if (!again) {
                    search.failed(gateway, new IOException("it answered " + status));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnreachableException("interrupted", e);
        }
    }

    private <T> Optional<HttpResponse<T>> ask(
            URI gateway, Maker maker, HttpResponse.BodyHandler<T> handler, Search search) throws InterruptedException {
        IOException failure;
        try {
            return Optional.of(http.send(authorized(maker.make(gateway)), handler));
        } catch (IOException e) {
            failure = e;
        }
        search.failed(gateway, failure);
        return Optional.empty();
    }

    private static Duration retryAfter(HttpResponse<?> response) {
        String seconds = response.headers().firstValue("Retry-After").orElse("1");
        return seconds.matches("[0-9]{1,9}") ? Duration.ofSeconds(Long.parseLong(seconds)) : LONGEST_WAIT;
    }

    /** The body of an answer of the expected kind. */
    static byte[] expect(HttpResponse<byte[]> response) {
        if (response.statusCode() / 100 != 2) {
            throw refusal(response.statusCode(), response.body());
        }
        return response.body();
    }

    /** What a problem document says. */
    static BulwarkException refusal(int status, byte[] body) {
        try {
            return new RefusedException(ApiJson.read(body, Problem.class));
        } catch (DamagedException e) {
            return new RefusedException(new Problem(
                    "about:blank", "HTTP " + status, status, "the answer is no problem document: is this a gateway?"));
        }
    }

    /** One search for a gateway that serves: bounded by the client's patience since the last success. */
    final class Search {
        private long since = System.nanoTime();
        private int failures;

        /** Something came: patience begins anew. */
        void succeeded() {
            since = System.nanoTime();
            failures = 0;
        }

        /** Goes on to the next gateway; after each round of all waits for a moment. */
        void failed(URI gateway, Exception why) throws InterruptedException {
            leave(gateway);
            failures++;
            if (left().isNegative()) {
                throw new UnreachableException(
                        "no gateway can be reached: tried " + settings.gateways() + " for "
                                + settings.patience().toSeconds() + " s, lastly " + gateway + ": " + words(why),
                        why);
            }
            if (failures % settings.gateways().size() == 0) {
                Thread.sleep(BETWEEN_ROUNDS);
            }
        }

        /** Waits as it was told to; false if that would be longer than there is patience for. */
        boolean waits(Duration wanted) throws InterruptedException {
            Duration wait = wanted.compareTo(LONGEST_WAIT) < 0 ? wanted : LONGEST_WAIT;
            if (wanted.compareTo(left()) > 0) {
                return false;
            }
            Thread.sleep(wait);
            return true;
        }

        private Duration left() {
            return settings.patience().minusNanos(System.nanoTime() - since);
        }
    }

    private static String words(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
