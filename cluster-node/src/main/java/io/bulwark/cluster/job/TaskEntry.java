package io.bulwark.cluster.job;

import io.bulwark.protocol.Fact;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.Task;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What a {@link JobLedger} knows of one task. */
final class TaskEntry {
    /** A task is given up when it failed on this many different nodes. */
    static final int FAILED_NODES = 3;
    /** A task is given up when it failed this often, wherever. */
    static final int FAILURES = 9;

    /** Null until it is planned or wanted. */
    Task task;
    /** Null until it is done. */
    Fact fact;
    /** Whether a longer proof covers it. */
    boolean covered;
    /** When each holder last gave a sign of life. */
    final Map<ProverId, Long> leases = new TreeMap<>();
    /** Proofs that are said to exist; the first one is being verified, or waits for it. */
    final Deque<Offer> offers = new ArrayDeque<>();

    final Set<NodeId> failedOn = new HashSet<>();
    private int failures;
    /** Who held it last and is gone, until somebody holds it again. */
    ProverId lostBy;

    long lostAt;

    /** Whether it is to be done, is held by nobody, and has no proof waiting. */
    boolean open() {
        return task != null && !done() && leases.isEmpty() && offers.isEmpty();
    }

    /** Whether it need not be done any more. */
    boolean done() {
        return fact != null || covered;
    }

    /**
     * It failed once more.
     *
     * @return how it failed all in all, if this was one failure too many
     */
    Optional<String> failed(NodeId node) {
        failedOn.add(node);
        failures++;
        boolean hopeless = !done() && (failedOn.size() >= FAILED_NODES || failures >= FAILURES);
        return hopeless
                ? Optional.of("failed %d times on %d nodes, last on %s".formatted(failures, failedOn.size(), node))
                : Optional.empty();
    }

    /** Nobody wants it now; should somebody want it again, it begins anew. */
    void drop() {
        task = null;
        failures = 0;
        failedOn.clear();
    }
}
