package io.bulwark.cluster.job;

import io.bulwark.protocol.TaskName;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Offered proofs that are to be verified, in order, and which tasks have offers that wait until the plan says what they must claim. */
final class ProofLine {
    private final Deque<Offer> line = new ArrayDeque<>();
    /** By the end of their intervals. */
    private final Map<Integer, Set<TaskName>> waiting = new HashMap<>();

    void add(Offer offer) {
        line.add(offer);
    }

    Optional<Offer> next() {
        return Optional.ofNullable(line.poll());
    }

    void waits(Offer offer) {
        TaskName name = offer.fact().task().name();
        waiting.computeIfAbsent(name.span().end(), any -> new HashSet<>()).add(name);
    }

    /** The tasks that have waited for the plan to come so far; they wait no more. */
    Set<TaskName> waitingFor(int intervals) {
        return Optional.ofNullable(waiting.remove(intervals)).orElse(Set.of());
    }
}
