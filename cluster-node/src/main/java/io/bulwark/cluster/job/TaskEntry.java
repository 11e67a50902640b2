package io.bulwark.cluster.job;

import io.bulwark.protocol.Claim;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.Task;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a {@link JobLedger} knows of one task. */
final class TaskEntry {
    /** Null until it is planned; the claim likewise. */
    Task task;

    Claim claim;
    /** Null until it is proven. */
    Fact fact;
    /** When each holder last gave a sign of life. */
    final Map<ProverId, Long> leases = new TreeMap<>();
    /** Proofs that are said to exist; the first one is being verified, or waits for it. */
    final Deque<Offer> offers = new ArrayDeque<>();

    final Set<NodeId> failedOn = new HashSet<>();
    int failures;
    /** Who held it last and is gone, until somebody holds it again. */
    ProverId lostBy;

    long lostAt;

    /** Whether it is planned, not proven, held by nobody, and has no proof waiting. */
    boolean open() {
        return task != null && fact == null && leases.isEmpty() && offers.isEmpty();
    }
}
