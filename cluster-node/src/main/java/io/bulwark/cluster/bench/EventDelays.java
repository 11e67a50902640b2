package io.bulwark.cluster.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How long facts take from the node that has them to who watches. States in between may be left out: then the next one tells of several facts. */
final class EventDelays {
    /**
     * One event as it came.
     *
     * @param proven facts that it tells of
     */
    record Seen(Instant at, int proven) {}

    private EventDelays() {}

    /**
     * Nanoseconds for each fact, the earliest first; not less than 0, for clocks tell milliseconds.
     *
     * @param facts when each was there, in any order
     * @param events in the order in which they came
     * @throws UnmeasuredException if an event for one never came
     */
    static List<Long> nanos(List<Instant> facts, List<Seen> events) {
        List<Instant> sorted = facts.stream().sorted().toList();
        List<Long> delays = new ArrayList<>();
        for (int i = 0; i < sorted.size(); i++) {
            int wanted = i + 1;
            Optional<Seen> first =
                    events.stream().filter(event -> event.proven() >= wanted).findFirst();
            Instant came = first.orElseThrow(() ->
                            new UnmeasuredException("no event tells of fact %d of %d".formatted(wanted, sorted.size())))
                    .at();
            delays.add(Math.max(0, Duration.between(sorted.get(i), came).toNanos()));
        }
        return delays;
    }
}
