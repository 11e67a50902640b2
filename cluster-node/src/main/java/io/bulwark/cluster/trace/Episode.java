package io.bulwark.cluster.trace;

import io.bulwark.protocol.JobId;
import java.util.Map;
import java.util.Optional;

/**
 * Something that began and ended: a span of a job's trace.
 *
 * @param id of the span
 * @param parent of the span that it is a part of; empty for the job's own
 * @param name one of few
 * @param begin nanoseconds since 1970
 * @param end the same, not before the beginning
 * @param failure what went wrong, if something did
 * @param words more about it
 */
public record Episode(
        JobId job,
        SpanId id,
        Optional<SpanId> parent,
        String name,
        long begin,
        long end,
        Optional<String> failure,
        Map<String, String> words) {
    public Episode {
        // Clocks of two nodes may differ.
        end = Math.max(begin, end);
        words = Map.copyOf(words);
    }
}
