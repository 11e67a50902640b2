package io.bulwark.cluster.job;

import io.bulwark.protocol.Fact;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.Task;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What a {@link JobLedger} knows of one task. */
final class TaskEntry {
    /** A task is given up when it failed on this many different nodes, unless one operator alone says so. */
    static final int FAILED_NODES = 3;
    /** Likewise when it failed this often, wherever. */
    static final int FAILURES = 9;
    /** Likewise when its processes died on this many different nodes, and this often in all, the first of them perhaps of something else. */
    static final int KILLED_NODES = 3;

    static final int KILLED = 6;
    /** Likewise when its processes died this often, wherever. */
    static final int KILLED_ANYWHERE = 12;
    /** The word of one operator counts after so many times as many setbacks: each keeps its nodes away for longer, and meanwhile whoever else can do it comes. */
    static final int ALONE = 3;
    /** How long a node on which its process died is not offered it again, in nanoseconds, times the deaths there. */
    static final long KILLED_FOR = 1_000_000_000L;
    /** How long a node that declined a task is not offered it again, in nanoseconds. */
    static final long DECLINED_FOR = 10_000_000_000L;
    /**
     * How long a node on which a task failed is not offered it again, in nanoseconds, times the failures so far: in that time another one comes for it, or there is
     * none.
     */
    static final long FAILED_FOR = 5_000_000_000L;

    /**
     * A prover is at the task.
     *
     * @param since when it was handed out, or, if another owner of the job handed it out, when that was first heard of
     * @param lastSign when the prover last gave a sign of life
     * @param ours whether this ledger handed it out
     */
    record Lease(long since, long lastSign, boolean ours) {
        Lease renewed(long now) {
            return new Lease(since, now, ours);
        }
    }

    /** Null until it is planned or wanted. */
    Task task;
    /** Null until it is done. */
    Fact fact;
    /** Whether a longer proof covers it, or it is done without one. */
    boolean covered;

    final Map<ProverId, Lease> leases = new TreeMap<>();
    /** Those of whom it is not known yet what came of their running it beside another. */
    final Set<ProverId> hedges = new HashSet<>();
    /** Proofs that are said to exist; the first one is being verified, or waits for it. */
    final Deque<Offer> offers = new ArrayDeque<>();
    /** How long those took whose proofs wait. */
    final Map<ProverId, Long> took = new HashMap<>();

    /** Nodes on which it failed, and when it last did. */
    final Map<NodeId, Long> failedOn = new HashMap<>();
    /** Nodes on which processes died of it, how often, and when one last did. */
    private final Map<NodeId, Deaths> killedOn = new HashMap<>();

    private record Deaths(int times, long last) {}

    /** Nodes that cannot take it for now, and since when. */
    private final Map<NodeId, Long> declined = new HashMap<>();

    private int failures;
    /** Who held it last and is gone, until somebody holds it again. */
    ProverId lostBy;

    long lostAt;

    /** Whether it is to be done, is held by nobody, and has no proof waiting. */
    boolean open() {
        return task != null && !done() && leases.isEmpty() && offers.isEmpty();
    }

    /** A prover on this node has not begun it, for want of memory. */
    void declined(NodeId node, long now) {
        declined.put(node, now);
    }

    /** Whether it is worth offering to this node: not for a while after that declined it, or failed at it. */
    boolean takenBy(NodeId node, long now) {
        Long since = declined.get(node);
        Long failed = failedOn.get(node);
        Deaths deaths = killedOn.get(node);
        return (deaths == null || now - deaths.last() > KILLED_FOR * deaths.times())
                && (since == null || now - since > DECLINED_FOR)
                && (failed == null || now - failed > FAILED_FOR * failures);
    }

    /** Whether it need not be done any more. */
    boolean done() {
        return fact != null || covered;
    }

    /** How far it is, for those who watch. */
    TaskNews.State state() {
        if (fact != null) {
            return TaskNews.State.DONE;
        } else if (covered) {
            return TaskNews.State.COVERED;
        } else if (!offers.isEmpty()) {
            return TaskNews.State.CHECKING;
        }
        return leases.isEmpty() ? TaskNews.State.WAITING : TaskNews.State.AT_WORK;
    }

    /** Since when the last prover that it was handed to, none of them on this node, has been at it; empty if there is none or it needs no other. */
    Optional<Long> heldElsewhere(NodeId node) {
        boolean here = leases.keySet().stream().anyMatch(prover -> prover.node().equals(node));
        return here || failedOn.containsKey(node) ? Optional.empty() : heldSince();
    }

    /** Since when the last prover that it was handed to has been at it, if it has one and needs another. */
    Optional<Long> heldSince() {
        return task == null || done() || !offers.isEmpty()
                ? Optional.empty()
                : leases.values().stream().map(Lease::since).max(Long::compare);
    }

    /**
     * It failed once more.
     *
     * @param enough whether these nodes are more than one operator's word
     * @return how it failed all in all, if this was one failure too many
     */
    Optional<String> failed(NodeId node, Predicate<Set<NodeId>> enough, long now) {
        failedOn.put(node, now);
        failures++;
        boolean often = failedOn.size() >= FAILED_NODES || failures >= FAILURES;
        boolean hopeless = often && (failures >= ALONE * FAILURES || enough.test(failedOn.keySet()));
        return hopeless && !done()
                ? Optional.of("failed %d times on %d nodes, last on %s".formatted(failures, failedOn.size(), node))
                : Optional.empty();
    }

    /**
     * The process that was at it died once more. Once says nothing of the task; if others die of it on other nodes, it does.
     *
     * @param enough whether these nodes are more than one operator's word
     * @return what it did all in all, if this was one death too many
     */
    Optional<String> killed(NodeId node, Predicate<Set<NodeId>> enough, long now) {
        Deaths before = killedOn.getOrDefault(node, new Deaths(0, now));
        killedOn.put(node, new Deaths(before.times() + 1, now));
        int all = killedOn.values().stream().mapToInt(Deaths::times).sum();
        boolean often = all >= KILLED_ANYWHERE || (all >= KILLED && killedOn.size() >= KILLED_NODES);
        boolean hopeless = often && (all >= ALONE * KILLED_ANYWHERE || enough.test(killedOn.keySet()));
        return hopeless && !done()
                ? Optional.of(
                        "has ended %d proving processes on %d nodes, last on %s".formatted(all, killedOn.size(), node))
                : Optional.empty();
    }

    /** Nobody wants it now; should somebody want it again, it begins anew. */
    void drop() {
        task = null;
        failures = 0;
        failedOn.clear();
        killedOn.clear();
    }
}
