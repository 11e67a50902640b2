package io.bulwark.cluster.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The arithmetic of the API's bench. */
class ApiBenchTest {
    @Test
    void requestsAreDueAtAFixedRateWhateverBecomesOfThem() {
        OpenLoop load = new OpenLoop(500, Duration.ofSeconds(20));
        assertThat(load.count()).isEqualTo(10_000);
        assertThat(load.due(0)).isZero();
        assertThat(load.due(1)).isEqualTo(2_000_000);
        assertThat(load.due(9_999)).isEqualTo(19_998_000_000L);
        assertThat(new OpenLoop(3, Duration.ofSeconds(1)).due(2)).isEqualTo(666_666_666);
        assertThat(new OpenLoop(1, Duration.ofMillis(1)).count()).isEqualTo(1);
        assertThatThrownBy(() -> new OpenLoop(0, Duration.ofSeconds(1))).hasMessageContaining("got 0 a second");
    }

    /** A server that stands still and then answers all at once: who measures from when a request was sent would see one slow answer. */
    @Test
    void aServerThatStandsStillMakesAllThatWaitSlow() {
        OpenLoop load = new OpenLoop(200, Duration.ofMillis(500));
        List<CompletableFuture<Boolean>> held = new ArrayList<>();
        OpenLoop.Outcome outcome = load.offer(index -> {
            CompletableFuture<Boolean> answer = new CompletableFuture<>();
            held.add(answer);
            if (index == load.count() - 1) {
                held.forEach(waiting -> waiting.complete(true));
            }
            return answer;
        });
        assertThat(outcome.nanos()).hasSize(100);
        Quantiles times = Quantiles.ofNanos(outcome.nanos());
        assertThat(times.greatest()).isGreaterThanOrEqualTo(495);
        assertThat(times.median()).isGreaterThanOrEqualTo(240);
    }

    @Test
    void lateRequestsCountFromWhenTheyWereDue() {
        OpenLoop load = new OpenLoop(1000, Duration.ofMillis(100));
        OpenLoop.Outcome outcome = load.offer(index -> {
            if (index == 0) {
                // As a client that cannot keep up.
                java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
            }
            return CompletableFuture.completedFuture(true);
        });
        assertThat(Quantiles.ofNanos(outcome.nanos()).median()).isGreaterThanOrEqualTo(200);
    }

    @Test
    void answersThatAreNotAsTheyShouldBeAreCountedApart() {
        OpenLoop.Outcome outcome = new OpenLoop(1000, Duration.ofMillis(9)).offer(index -> switch (index % 3) {
            case 0 -> CompletableFuture.completedFuture(true);
            case 1 -> CompletableFuture.completedFuture(false);
            default -> CompletableFuture.failedFuture(new IOException("reset"));
        });
        assertThat(outcome.nanos()).hasSize(3);
        assertThat(outcome.failed()).isEqualTo(6);
    }

    @Test
    void aFactsDelayEndsWithTheFirstEventThatTellsOfIt() {
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        List<Instant> facts = List.of(start.plusMillis(200), start.plusMillis(100), start.plusMillis(300));
        List<EventDelays.Seen> events = List.of(
                new EventDelays.Seen(start, 0),
                new EventDelays.Seen(start.plusMillis(130), 1),
                new EventDelays.Seen(start.plusMillis(340), 3),
                new EventDelays.Seen(start.plusMillis(900), 3));
        assertThat(EventDelays.nanos(facts, events)).containsExactly(30_000_000L, 140_000_000L, 40_000_000L);
        assertThatThrownBy(() -> EventDelays.nanos(facts, events.subList(0, 2)))
                .isInstanceOf(UnmeasuredException.class)
                .hasMessage("no event tells of fact 2 of 3");
        assertThat(EventDelays.nanos(List.of(start.plusMillis(131)), events))
                .as("clocks tell milliseconds")
                .containsExactly(0L);
    }

    @Test
    void theFirstPaintIsThatOfThePagesOwnNavigation() throws IOException {
        String trace = """
                {"traceEvents": [
                  {"name": "navigationStart", "ts": 1000,
                   "args": {"data": {"documentLoaderURL": "about:blank", "navigationId": "A"}}},
                  {"name": "firstPaint", "ts": 2000, "args": {"data": {"navigationId": "A"}}},
                  {"name": "navigationStart", "ts": 5000,
                   "args": {"data": {"documentLoaderURL": "http://127.0.0.1:1/", "navigationId": "B"}}},
                  {"name": "firstPaint", "ts": 47500, "args": {"data": {"navigationId": "B"}}}]}
                """;
        assertThat(FirstPaint.of(trace, URI.create("http://127.0.0.1:1"))).isEqualTo(42.5);
        assertThatThrownBy(() -> FirstPaint.of(trace, URI.create("http://127.0.0.1:2")))
                .hasMessageContaining("did not open");
        assertThatThrownBy(() -> FirstPaint.of("{}", URI.create("http://127.0.0.1:1")))
                .isInstanceOf(UnmeasuredException.class);
    }

    @Test
    void refusesSizesThatCannotBe() {
        assertThatThrownBy(() -> new ApiBench.Options(true, 0, List.of()))
                .hasMessageContaining("1 to 10000 jobs, got 0");
    }
}
