package io.bulwark.cluster.job;

import io.bulwark.protocol.Checkpoint;
import io.bulwark.protocol.Claim;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.SegmentTask;
import io.bulwark.protocol.Stage;
import io.bulwark.protocol.Task;
import io.bulwark.protocol.TaskName;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A job's tasks, of all stages alike: which can be handed out, who holds which until when, which proofs wait to be verified, what is proven, and what went
 * wrong.
 *
 * <p>A lease only says where work is worth starting. A proof counts whoever made it, of whichever parts, and whether or not its maker's lease has lapsed, once
 * it is verified for the claim that the plan makes; so duplicates, late answers and two owners cost work and nothing else. For the same reason a straggler can
 * run twice.
 *
 * <p>Plain state: no clock (the caller gives the time, in nanoseconds of any one monotonic clock), no threads, no I/O.
 */
public final class JobLedger {
    /** What an offered proof is to the job. */
    public enum Answer {
        /** It claims what the plan claims, as far as the plan is known. */
        TAKEN,
        /**
         * It starts where the plan says, and ends after as many steps in another state. It is put in line: if it is wrong, its maker lied, else the planner did.
         */
        DISPUTED,
        /** It is not of the interval that its maker was given. Who delivers such a thing gets no more work. */
        ASTRAY,
        /** The job has no such task, or it was made for another plan. Nobody is to blame. */
        USELESS
    }

    /** A prover is at a task of which a proof came from another. */
    public record Released(ProverId prover, TaskName task) {}

    private final Borders borders = new Borders();
    private final ProofLine line = new ProofLine();
    private final Set<NodeId> barred = new HashSet<>();
    private final Tally tally = new Tally();
    private final TaskTable tasks;

    /**
     * A ledger with nothing planned.
     *
     * @param lease how long a prover may be silent before its task is handed to another, in nanoseconds
     */
    public JobLedger(long lease) {
        this(lease, any -> true);
    }

    /** @param enough whether failures on these nodes are more than one operator's word */
    JobLedger(long lease, Predicate<Set<NodeId>> enough) {
        tasks = new TaskTable(lease, enough, tally);
    }

    /** No more intervals than those that are planned will come: offers for others are of no use, and nobody need plan on. */
    public void complete() {
        borders.complete();
        tasks.drop(borders::beyond);
        tasks.done(TaskName.plan());
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
        for (TaskName name : line.waitingFor(borders.intervals())) {
            TaskEntry entry = tasks.entry(name);
            List<Offer> offers = List.copyOf(entry.offers);
            entry.offers.clear();
            offers.forEach(offer -> lineUp(offer, entry, false));
            tasks.settle(name);
        }
    }

    /** The task is to be done, if it is not. */
    public void want(Task task) {
        tasks.entry(task.name()).task = task;
        tasks.settle(task.name());
    }

    /** A proof is said to exist. It is put in line for verification, unless its task has one already. */
    public Answer offer(Offer offer, long now) {
        TaskName name = offer.fact().task().name();
        if (borders.beyond(name) || name.stage() == Stage.PLAN) {
            return Answer.USELESS;
        }
        TaskEntry entry = tasks.entry(name);
        ProverId prover = offer.fact().prover();
        TaskEntry.Lease ended = entry.leases.remove(prover);
        boolean ours = ended != null && ended.ours();
        if (ours) {
            entry.took.put(prover, now - ended.since());
        }
        Answer answer = lineUp(offer, entry, ours);
        if (answer == Answer.ASTRAY) {
            bar(prover.node());
        }
        tasks.settle(name);
        return answer;
    }

    /** @param ours whether its maker was given the task here, under this plan */
    private Answer lineUp(Offer offer, TaskEntry entry, boolean ours) {
        TaskName name = offer.fact().task().name();
        Optional<Claim> claim = borders.claim(name);
        if (claim.isEmpty()) {
            line.waits(offer);
            entry.offers.add(offer);
        } else if (!offer.fact().claim().equals(claim.get())) {
            boolean disputed = disputes(offer);
            if (disputed && (ours || offer.recalled())) {
                line.add(offer);
            }
            return disputed ? Answer.DISPUTED : ours ? Answer.ASTRAY : Answer.USELESS;
        } else if (entry.fact != null) {
            tally.duplicate(offer);
        } else {
            entry.offers.add(offer);
            if (entry.offers.size() == 1) {
                line.add(offer);
            }
        }
        return Answer.TAKEN;
    }

    /** Whether the offer, if its proof is valid, shows that the plan is not that of the run: the same start leads elsewhere in as many steps. */
    public boolean disputes(Offer offer) {
        Claim other = offer.fact().claim();
        return borders.claim(offer.fact().task().name())
                .filter(claim -> claim.start().equals(other.start())
                        && claim.end().step() == other.end().step()
                        && !claim.end().equals(other.end()))
                .isPresent();
    }

    /** The next proof to verify; the caller answers with {@link #verified}, {@link #refused} or {@link #unavailable}. */
    public Optional<Offer> nextToVerify() {
        return line.next();
    }

    /** The offered proof, which {@linkplain #disputes disputes} nothing, is valid: its task is done from now on, and so is all that lies within its intervals. */
    public void verified(Offer offer) {
        TaskName name = offer.fact().task().name();
        TaskEntry entry = tasks.entry(name);
        if (entry.fact == null) {
            tally.done(offer);
            entry.offers.stream().filter(other -> !other.equals(offer)).forEach(tally::duplicate);
            Long took = entry.took.get(offer.fact().prover());
            if (took != null && entry.task != null) {
                tasks.took(entry.task, took);
                tally.took(entry.task, offer.fact(), took);
            }
            tasks.proved(name, offer.fact());
        }
        entry.offers.clear();
        entry.took.clear();
        tasks.release(name);
    }

    /** The offered proof is wrong: who delivers such a thing gets no more work. (What a keeper remembers, its maker cannot answer for.) */
    public void refused(Offer offer) {
        if (!offer.recalled()) {
            bar(offer.fact().prover().node());
        }
        unavailable(offer);
    }

    /** The node sent something wrong: it gets no more work. */
    void bar(NodeId node) {
        barred.add(node);
    }

    /** The offered proof cannot be had from its holder. The next offer for the task takes its turn, or the task is open again. */
    public void unavailable(Offer offer) {
        TaskName name = offer.fact().task().name();
        TaskEntry entry = tasks.entry(name);
        boolean first = offer.equals(entry.offers.peekFirst());
        if (entry.offers.remove(offer) && first && !entry.offers.isEmpty()) {
            line.add(entry.offers.getFirst());
        }
        tasks.settle(name);
    }

    /** The best task for a prover that is free now, if there is one: an open one, or else a straggler that runs on another node. */
    public Optional<Task> pull(ProverId prover, long now) {
        return pull(prover, any -> true, now);
    }

    /** The best of those tasks that the prover may have. */
    public Optional<Task> pull(ProverId prover, Predicate<Task> may, long now) {
        return barred.contains(prover.node()) ? Optional.empty() : tasks.handOut(prover, may, now);
    }

    /** A segment's proof does not count any more, or only a longer one covers it: it is to be proved again, by itself. */
    public void reopen(int segment) {
        tasks.reopen(TaskName.segment(segment));
    }

    /** The tasks themselves, for those who watch them. */
    TaskTable table() {
        return tasks;
    }

    boolean bars(NodeId node) {
        return barred.contains(node);
    }

    /** A prover is still at a task, and so holds it, whoever handed it out: a job that moved learns what is under way. Answers whether that is of any use. */
    public boolean renew(ProverId prover, TaskName name, long now) {
        return !borders.beyond(name) && !barred.contains(prover.node()) && tasks.renew(prover, name, now);
    }

    /**
     * A prover failed at a task and gives it back.
     *
     * @return why the task is given up, if this was one failure too many; it is not handed out again unless it is {@linkplain #want wanted} again
     */
    public Optional<String> giveBack(ProverId prover, TaskName name, String cause, long now) {
        return borders.beyond(name)
                ? Optional.empty()
                : tasks.failed(prover, name, now).map(how -> name + " " + how + ": " + cause);
    }

    /** A prover gives a task back that did not fail; the answer is why it is given up, if too many processes died of it. */
    public Optional<String> giveBack(ProverId prover, TaskName name, Setback kind, long now) {
        return borders.beyond(name)
                ? Optional.empty()
                : tasks.returned(prover, name, kind, now).map(how -> name + " " + how);
    }

    /** Takes every task back whose prover has been silent for longer than the lease. */
    public void expire(long now) {
        tasks.expire(now);
    }

    /** A process is gone: takes back all that it holds. */
    public void gone(ProverId prover) {
        tasks.gone(prover);
    }

    /** How many tasks are to be done, are held by nobody, and have no proof waiting. */
    public int open() {
        return tasks.open().size();
    }

    public boolean hasOpen() {
        return !tasks.open().isEmpty();
    }

    /** Whether there is a task that has been run for so long that an idle prover may as well run it too. */
    public boolean hasStraggler(long now) {
        return tasks.hasStraggler(now);
    }

    /** Who need not go on, since this was last asked. */
    public List<Released> released() {
        return tasks.released();
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
        return tasks.proven();
    }

    /** How many joins are being made, the finish included. */
    public int folding() {
        return tasks.folding();
    }

    Tally tally() {
        return tally;
    }
}
