package io.bulwark.cluster.job;

import io.bulwark.protocol.JobId;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.Task;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Who is asked to come for a job's tasks, and which task whoever comes gets: the {@link JobLedger} says what there is to do, {@link PolicyDesk} who may do it,
 * the {@link Workforce} who is believed, and {@link Invitations} whether a faster one is waited for.
 *
 * <p>Plain state: no clock (the caller gives the time, in nanoseconds of any one monotonic clock), no threads, no I/O.
 *
 * @param <P> names a prover
 */
public final class Hiring<P extends Comparable<? super P>> {
    /** A prover that was asked and is idle comes within a round trip between regions. */
    private static final Duration COMES_WITHIN = Duration.ofSeconds(1);

    private final JobLedger ledger;
    private final Workforce workforce;
    private final PolicyDesk policy;
    private final Function<P, Optional<ProverId>> process;
    private final Invitations<P> invitations;

    /**
     * Nobody can be reached.
     *
     * @param process which process a prover is, if it has come for work
     */
    public Hiring(
            JobId job,
            JobLedger ledger,
            Workforce workforce,
            PolicyDesk policy,
            Function<P, Optional<ProverId>> process) {
        invitations = new Invitations<>(COMES_WITHIN.toNanos(), job.hashCode());
        this.ledger = ledger;
        this.workforce = workforce;
        this.policy = policy;
        this.process = process;
    }

    /** These can be reached from now on, and no others. */
    public void reachable(Collection<P> provers) {
        invitations.reachable(provers);
    }

    /**
     * The best task for a free prover.
     *
     * @param rate how fast it is, in steps a second; 0 if that is not known
     * @param working whether the job has tasks to give
     */
    public Optional<Task> pull(P hand, ProverId prover, long rate, boolean working, long now) {
        policy.look();
        Optional<Task> task = working && mayWork(prover, now) && !leaves(hand, rate, now)
                ? ledger.pull(prover, open -> policy.may(prover, open), now)
                : Optional.empty();
        if (task.isPresent()) {
            invitations.notIdle(hand);
        } else {
            invitations.inVain(hand, rate);
        }
        return task;
    }

    private boolean mayWork(ProverId prover, long now) {
        return workforce.takesWork(prover) && !workforce.rests(prover.node(), now);
    }

    /** Whether what nobody is at is better left to faster provers that have nothing to do. */
    private boolean leaves(P hand, long rate, long now) {
        int tasks = ledger.open();
        return tasks > 0
                && invitations.leave(
                        hand,
                        rate,
                        tasks,
                        other -> process.apply(other)
                                .filter(prover -> wouldGetWork(prover, now))
                                .isPresent(),
                        now);
    }

    private boolean wouldGetWork(ProverId prover, long now) {
        return mayWork(prover, now)
                && !ledger.bars(prover.node())
                && ledger.table()
                        .open()
                        .best(prover.node(), task -> policy.may(prover, task), now)
                        .isPresent();
    }

    /** Who is to be asked to come now: nobody, if there is nothing to do or all who were asked are busy. */
    public Collection<P> ask(long now) {
        // Whether anybody is idle who has not come yet nobody knows; who comes for a straggler is.
        return ledger.hasOpen() || ledger.hasStraggler(now)
                ? invitations.ask(Math.max(1, ledger.open()), now)
                : List.of();
    }

    /** Whether somebody came in vain, and has got nothing since. */
    public boolean someIdle() {
        return invitations.someIdle();
    }
}
