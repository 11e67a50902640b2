package io.bulwark.cluster.job;

import io.bulwark.protocol.Checkpoint;
import io.bulwark.protocol.Claim;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.SegmentTask;
import io.bulwark.protocol.Span;
import io.bulwark.protocol.Stage;
import io.bulwark.protocol.Task;
import io.bulwark.protocol.TaskName;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A job's tasks, intervals' and joins' alike: which can be handed out, who holds which until when, which proofs wait to be verified, what is proven, and what
 * went wrong.
 *
 * <p>A lease only says where work is worth starting. A proof counts whoever made it, of whichever parts, and whether or not its maker's lease has lapsed, once
 * it is verified for the claim that the plan makes; so duplicates, late answers and two owners cost work and nothing else.
 *
 * <p>Plain state: no clock (the caller gives the time, in nanoseconds of any one monotonic clock), no threads, no I/O.
 */
public final class JobLedger {
    private static final TaskName FIRST_JOIN = TaskName.join(new Span(0, 2));

    /** Of those that are neither planned nor wanted there are offers and leases at most. */
    private final NavigableMap<TaskName, TaskEntry> tasks = new TreeMap<>();

    private final long lease;
    private final Borders borders = new Borders();
    private final OpenTasks open = new OpenTasks();
    private final Deque<Offer> toVerify = new ArrayDeque<>();
    /** Tasks with offers that wait until the plan says what they must claim, by the end of their intervals. */
    private final Map<Integer, Set<TaskName>> waiting = new HashMap<>();

    private final Set<NodeId> barred = new HashSet<>();
    private final Tally tally = new Tally();
    private int proven;

    /**
     * A ledger with nothing planned.
     *
     * @param lease how long a prover may be silent before its task is handed to another, in nanoseconds
     */
    public JobLedger(long lease) {
        this.lease = lease;
    }

    /** The entry of a task, which need not be planned or wanted yet. */
    private TaskEntry entry(TaskName name) {
        return tasks.computeIfAbsent(name, any -> new TaskEntry());
    }

    /** No more intervals than those that are planned will come: offers for others are of no use. */
    public void complete() {
        borders.complete();
        tasks.keySet().removeIf(borders::beyond);
        offerWaiting();
    }

    /** The next interval's task is known now, and the end that its run leads to. */
    public void plan(SegmentTask task, Checkpoint end) {
        if (task.name().span().first() == borders.intervals()) {
            borders.add(task.start(), end);
            want(task);
            offerWaiting();
        }
    }

    /** Offers that have waited for the plan to come to where it is. */
    private void offerWaiting() {
        for (TaskName name :
                Optional.ofNullable(waiting.remove(borders.intervals())).orElse(Set.of())) {
            TaskEntry entry = entry(name);
            List<Offer> offers = List.copyOf(entry.offers);
            entry.offers.clear();
            offers.forEach(this::offer);
            settle(name);
        }
    }

    /** The task is to be done, if it is not. */
    public void want(Task task) {
        entry(task.name()).task = task;
        settle(task.name());
    }

    /**
     * A proof is said to exist. It is put in line for verification, unless its task has one already. A prover that delivers another claim than the plan makes,
     * from the same state and input, gets no more work.
     *
     * @return whether it claims what the plan claims, as far as the plan is known
     */
    public boolean offer(Offer offer) {
        TaskName name = offer.fact().task().name();
        if (borders.beyond(name)) {
            return false;
        }
        TaskEntry entry = entry(name);
        entry.leases.remove(offer.fact().prover());
        Optional<Claim> claim = borders.claim(name);
        if (claim.isEmpty()) {
            entry.offers.add(offer);
            waiting.computeIfAbsent(name.span().end(), any -> new HashSet<>()).add(name);
            return true;
        }
        if (!offer.fact().claim().equals(claim.get())) {
            bar(offer);
            settle(name);
            return false;
        }
        if (entry.fact != null) {
            tally.duplicate(offer);
            return true;
        }
        entry.offers.add(offer);
        if (entry.offers.size() == 1) {
            toVerify.add(offer);
        }
        settle(name);
        return true;
    }

    /** The next proof to verify; the caller answers with {@link #verified}, {@link #refused} or {@link #unavailable}. */
    public Optional<Offer> nextToVerify() {
        return Optional.ofNullable(toVerify.poll());
    }

    /** The offered proof is valid: its task is done from now on, and so is all that lies within its intervals. */
    public void verified(Offer offer) {
        TaskName name = offer.fact().task().name();
        TaskEntry entry = tasks.get(name);
        if (entry.fact == null) {
            tally.done(offer);
            entry.offers.stream().filter(other -> !other.equals(offer)).forEach(tally::duplicate);
            proven += name.stage() == Stage.SEGMENT && !entry.covered ? 1 : 0;
            entry.fact = offer.fact();
            if (name.stage() != Stage.SEGMENT) {
                cover(name);
            }
        }
        entry.offers.clear();
        entry.leases.clear();
        settle(name);
    }

    private void cover(TaskName by) {
        Span span = by.span();
        for (int interval = span.first(); interval < span.end(); interval++) {
            proven += entry(TaskName.segment(interval)).done() ? 0 : 1;
            cover(TaskName.segment(interval), by);
        }
        tasks.subMap(FIRST_JOIN, TaskName.finish(1)).keySet().stream()
                .filter(name -> span.contains(name.span()))
                .forEach(name -> cover(name, by));
    }

    private void cover(TaskName name, TaskName by) {
        tasks.get(name).covered |= !name.equals(by);
        settle(name);
    }

    /** The offered proof is wrong: who delivers such a thing gets no more work. (What a keeper remembers, its maker cannot answer for.) */
    public void refused(Offer offer) {
        bar(offer);
        unavailable(offer);
    }

    private void bar(Offer offer) {
        if (!offer.recalled()) {
            barred.add(offer.fact().prover().node());
        }
    }

    /** The offered proof cannot be had from its holder. The next offer for the task takes its turn, or the task is open again. */
    public void unavailable(Offer offer) {
        TaskName name = offer.fact().task().name();
        TaskEntry entry = tasks.get(name);
        if (entry.offers.remove(offer) && !entry.offers.isEmpty()) {
            toVerify.add(entry.offers.getFirst());
        }
        settle(name);
    }

    /** The best task for a prover that is free now, if there is one. */
    public Optional<Task> pull(ProverId prover, long now) {
        Optional<Task> task = barred.contains(prover.node()) ? Optional.empty() : open.best(prover.node());
        task.map(Task::name).ifPresent(name -> {
            TaskEntry entry = tasks.get(name);
            entry.leases.put(prover, now);
            if (entry.lostBy != null) {
                tally.recovered(new Recovery(name, entry.lostBy, prover, now - entry.lostAt));
                entry.lostBy = null;
            }
            settle(name);
        });
        return task;
    }

    /**
     * A prover is still at a task. Whoever is at it holds it, even if this ledger did not hand it out: a job that moved learns so what is
     * under way.
     */
    public void renew(ProverId prover, TaskName name, long now) {
        if (!borders.beyond(name) && entry(name).fact == null && !barred.contains(prover.node())) {
            entry(name).leases.put(prover, now);
            settle(name);
        }
    }

    /**
     * A prover failed at a task and gives it back.
     *
     * @return why the task is given up, if this was one failure too many; it is not handed out again unless it is {@linkplain #want wanted} again
     */
    public Optional<String> giveBack(ProverId prover, TaskName name, String cause, long now) {
        if (borders.beyond(name)) {
            return Optional.empty();
        }
        TaskEntry entry = entry(name);
        lose(name, prover, now);
        Optional<String> hopeless = entry.failed(prover.node());
        if (hopeless.isPresent()) {
            entry.drop();
            settle(name);
        }
        return hopeless.map(how -> name + " " + how + ": " + cause);
    }

    /** Takes every task back whose prover has been silent for longer than the lease. */
    public void expire(long now) {
        tasks.forEach((name, entry) -> {
            for (var held : List.copyOf(entry.leases.entrySet())) {
                if (now - held.getValue() > lease) {
                    lose(name, held.getKey(), held.getValue());
                }
            }
        });
    }

    /** A process is gone: takes back all that it holds. */
    public void gone(ProverId prover) {
        tasks.forEach((name, entry) ->
                Optional.ofNullable(entry.leases.get(prover)).ifPresent(lastSign -> lose(name, prover, lastSign)));
    }

    /** Whether there is a task to be handed out. */
    public boolean hasOpen() {
        return !open.isEmpty();
    }

    /** How many intervals the job has; 0 while that is not known. */
    public int tasks() {
        return borders.isComplete() ? borders.intervals() : 0;
    }

    public int planned() {
        return borders.intervals();
    }

    /** Intervals of which there is a proof, or a longer one that covers them. */
    public int proven() {
        return proven;
    }

    /** How many joins are being made, the finish included. */
    public int folding() {
        return (int) tasks.tailMap(FIRST_JOIN, true).values().stream()
                .filter(entry -> !entry.done() && !entry.leases.isEmpty())
                .count();
    }

    Tally tally() {
        return tally;
    }

    void lose(TaskName name, ProverId prover, long lastSign) {
        TaskEntry entry = entry(name);
        if (entry.leases.remove(prover) != null && !entry.done()) {
            entry.lostBy = prover;
            entry.lostAt = lastSign;
        }
        settle(name);
    }

    private void settle(TaskName name) {
        open.settle(name, tasks.get(name));
    }
}
