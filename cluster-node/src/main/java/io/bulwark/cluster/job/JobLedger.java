package io.bulwark.cluster.job;

import io.bulwark.protocol.Checkpoint;
import io.bulwark.protocol.Claim;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.Task;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A job's tasks: which can be handed out, who holds which until when, which proofs wait to be verified, which intervals are proven, and what
 * went wrong.
 *
 * <p>A lease only says where work is worth starting. A proof counts whoever made it and whether or not its maker's lease has lapsed, once it
 * is verified for the claim that the plan makes; so duplicates, late answers and two owners cost work and nothing else.
 *
 * <p>Plain state: no clock (the caller gives the time, in nanoseconds of any one monotonic clock), no threads, no I/O.
 */
public final class JobLedger {
    /** A task fails the job when it failed on this many different nodes. */
    static final int FAILED_NODES = 3;
    /** A task fails the job when it failed this often, wherever. */
    static final int FAILURES = 9;

    /** By number; of those that are not planned there are offers and leases at most. */
    private final NavigableMap<Integer, TaskEntry> tasks = new TreeMap<>();

    private final long lease;
    /** Tasks that are planned, not proven, held by nobody, and have no proof waiting. */
    private final NavigableSet<Integer> open = new TreeSet<>();

    private final Deque<Offer> toVerify = new ArrayDeque<>();
    private final Set<NodeId> barred = new HashSet<>();
    private final Map<ProverId, Share> shares = new TreeMap<>();
    private final RecentRecoveries recoveries = new RecentRecoveries();
    private boolean complete;
    private int planned;
    private int proven;
    private int recalled;
    private int duplicates;

    /**
     * A ledger with nothing planned.
     *
     * @param lease how long a prover may be silent before its task is handed to another, in nanoseconds
     */
    public JobLedger(long lease) {
        this.lease = lease;
    }

    /** The entry of a task, which need not be planned yet. */
    private TaskEntry entry(int index) {
        return tasks.computeIfAbsent(index, any -> new TaskEntry());
    }

    /** No more tasks than those that are planned will come: offers for others are of no use. */
    public void complete() {
        complete = true;
        tasks.tailMap(planned, true).clear();
    }

    /** The task is known now, and the end that its run leads to. */
    public void plan(Task task, Checkpoint end) {
        TaskEntry entry = entry(task.id().index());
        if (entry.task == null) {
            planned++;
            entry.task = task;
            entry.claim = new Claim(task.start(), end);
            List<Offer> waiting = List.copyOf(entry.offers);
            entry.offers.clear();
            waiting.forEach(this::offer);
            settle(task.id().index());
        }
    }

    /**
     * A proof is said to exist. It is put in line for verification, unless its task is proven already. A prover that delivers another claim
     * than the plan makes, from the same state and input, gets no more work.
     *
     * @return whether it claims what the plan claims, as far as the plan is known
     */
    public boolean offer(Offer offer) {
        int index = offer.fact().task().index();
        if (beyond(index)) {
            return false;
        }
        TaskEntry entry = entry(index);
        entry.leases.remove(offer.fact().prover());
        if (entry.task == null) {
            entry.offers.add(offer);
            return true;
        }
        if (!offer.fact().claim().equals(entry.claim)) {
            if (!offer.recalled()) {
                barred.add(offer.fact().prover().node());
            }
            settle(index);
            return false;
        }
        if (entry.fact != null) {
            duplicates += offer.recalled() ? 0 : 1;
            return true;
        }
        entry.offers.add(offer);
        if (entry.offers.size() == 1) {
            toVerify.add(offer);
        }
        settle(index);
        return true;
    }

    /** The next proof to verify; the caller answers with {@link #verified}, {@link #refused} or {@link #unavailable}. */
    public Optional<Offer> nextToVerify() {
        return Optional.ofNullable(toVerify.poll());
    }

    /** The offered proof is valid: its interval is proven from now on. */
    public void verified(Offer offer) {
        Fact fact = offer.fact();
        TaskEntry entry = tasks.get(fact.task().index());
        if (entry.fact == null) {
            entry.fact = fact;
            proven++;
            recalled += offer.recalled() ? 1 : 0;
            duplicates += (int) entry.offers.stream()
                    .filter(other -> !other.recalled() && !other.equals(offer))
                    .count();
            shares.merge(fact.prover(), new Share(fact.prover(), 0, 0, 0).plus(fact), (share, one) -> share.plus(fact));
        }
        entry.offers.clear();
        entry.leases.clear();
        settle(fact.task().index());
    }

    /** The offered proof is wrong: who delivers such a thing gets no more work. (What a keeper remembers, its maker cannot answer for.) */
    public void refused(Offer offer) {
        if (!offer.recalled()) {
            barred.add(offer.fact().prover().node());
        }
        unavailable(offer);
    }

    /** The offered proof cannot be had from its holder. The next offer for the task takes its turn, or the task is open again. */
    public void unavailable(Offer offer) {
        TaskEntry entry = tasks.get(offer.fact().task().index());
        if (entry.offers.remove(offer) && !entry.offers.isEmpty()) {
            toVerify.add(entry.offers.getFirst());
        }
        settle(offer.fact().task().index());
    }

    /**
     * The best task for a prover that is free now, if there is one: the earliest that nobody holds, and that has not failed on its node if
     * there is such a one.
     */
    public Optional<Task> pull(ProverId prover, long now) {
        if (barred.contains(prover.node()) || open.isEmpty()) {
            return Optional.empty();
        }
        int index = open.stream()
                .filter(i -> !tasks.get(i).failedOn.contains(prover.node()))
                .findFirst()
                .orElseGet(open::first);
        TaskEntry entry = tasks.get(index);
        entry.leases.put(prover, now);
        if (entry.lostBy != null) {
            recoveries.add(new Recovery(index, entry.lostBy, prover, now - entry.lostAt));
            entry.lostBy = null;
        }
        settle(index);
        return Optional.of(entry.task);
    }

    /**
     * A prover is still at a task. Whoever is at it holds it, even if this ledger did not hand it out: a job that moved learns so what is
     * under way.
     */
    public void renew(ProverId prover, int index, long now) {
        if (!beyond(index) && entry(index).fact == null && !barred.contains(prover.node())) {
            entry(index).leases.put(prover, now);
            settle(index);
        }
    }

    /**
     * A prover failed at a task and gives it back.
     *
     * @return why the job fails, if this was one failure too many
     */
    public Optional<String> giveBack(ProverId prover, int index, String cause, long now) {
        if (beyond(index)) {
            return Optional.empty();
        }
        TaskEntry entry = entry(index);
        entry.failedOn.add(prover.node());
        entry.failures++;
        lose(index, prover, now);
        boolean hopeless = entry.failedOn.size() >= FAILED_NODES || entry.failures >= FAILURES;
        return entry.fact == null && hopeless
                ? Optional.of("task " + index + " failed " + entry.failures + " times on " + entry.failedOn.size()
                        + " nodes, last on " + prover.node() + ": " + cause)
                : Optional.empty();
    }

    /** Takes every task back whose prover has been silent for longer than the lease. */
    public void expire(long now) {
        tasks.forEach((index, entry) -> {
            for (var held : List.copyOf(entry.leases.entrySet())) {
                if (now - held.getValue() > lease) {
                    lose(index, held.getKey(), held.getValue());
                }
            }
        });
    }

    /** A process is gone: takes back all that it holds. */
    public void gone(ProverId prover) {
        tasks.forEach((index, entry) -> {
            Long lastSign = entry.leases.get(prover);
            if (lastSign != null) {
                lose(index, prover, lastSign);
            }
        });
    }

    /** Whether there is a task that nobody holds. */
    public boolean hasOpen() {
        return !open.isEmpty();
    }

    /** How many tasks the job has; 0 while that is not known. */
    public int tasks() {
        return complete ? planned : 0;
    }

    public int planned() {
        return planned;
    }

    public int proven() {
        return proven;
    }

    /** How many of the proven intervals were remembered from earlier work. */
    public int recalled() {
        return recalled;
    }

    /** How many proofs arrived for intervals that had been proven or offered already. */
    public int duplicates() {
        return duplicates;
    }

    /** What each prover did, the most intervals first. */
    public List<Share> shares() {
        return shares.values().stream()
                .sorted(Comparator.comparingInt(Share::intervals).reversed())
                .toList();
    }

    /** The latest recoveries, oldest first. */
    public List<Recovery> recoveries() {
        return recoveries.all();
    }

    /** Whether the job is known to have no such task. */
    private boolean beyond(int index) {
        return complete && index >= planned;
    }

    private void lose(int index, ProverId prover, long lastSign) {
        TaskEntry entry = tasks.get(index);
        if (entry.leases.remove(prover) != null && entry.fact == null) {
            entry.lostBy = prover;
            entry.lostAt = lastSign;
        }
        settle(index);
    }

    /** Puts the task into the open ones, or out of them, as its state says. */
    private void settle(int index) {
        if (tasks.get(index).open()) {
            open.add(index);
        } else {
            open.remove(index);
        }
    }
}
