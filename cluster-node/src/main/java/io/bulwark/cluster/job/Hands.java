package io.bulwark.cluster.job;

import io.bulwark.protocol.JobHeader;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.Region;
import io.bulwark.protocol.Task;
import io.bulwark.protocol.TaskName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;

/** Those who work for a job, of any region: asks them to come, notes who came in vain, and tells them to stop. Part of the job's actor. */
final class Hands {
    /** A prover that was asked and is idle comes within a round trip between regions. */
    private static final Duration COMES_WITHIN = Duration.ofSeconds(1);

    private final Circle circle;
    private final Job.Reserve reservation;
    private final JobLedger ledger;
    private final Trust trust;
    private final PolicyDesk policy;
    private final Invitations<ActorRef<Job.Errand>> invitations = new Invitations<>(COMES_WITHIN.toNanos());

    /** @param region where the job runs, and can be reached */
    Hands(Circle circle, JobHeader header, Region region, JobLedger ledger, Trust trust, PolicyDesk policy) {
        this.circle = circle;
        this.ledger = ledger;
        this.trust = trust;
        this.policy = policy;
        reservation = new Job.Reserve(header.id(), region, header.spec().submitter(), header.priority());
        invitations.reachable(circle.provers());
    }

    /**
     * The best task for a free prover.
     *
     * @param working whether the job has tasks to give
     */
    Optional<Task> pull(Job.Pull pull, boolean working, long now) {
        policy.look();
        ProverId prover = pull.prover();
        Optional<Task> task = working && mayWork(prover, now) && !leaves(pull, now)
                ? ledger.pull(prover, open -> policy.may(prover, open), now)
                : Optional.empty();
        if (task.isPresent()) {
            invitations.notIdle(pull.replyTo());
        } else {
            invitations.inVain(pull.replyTo(), pull.rate());
        }
        return task;
    }

    private boolean mayWork(ProverId prover, long now) {
        return trust.takesWork(prover) && !trust.rests(prover.node(), now);
    }

    /** Whether what nobody is at is better left to faster provers that have nothing to do. */
    private boolean leaves(Job.Pull pull, long now) {
        int tasks = ledger.open();
        return tasks > 0
                && invitations.leave(
                        pull.replyTo(),
                        pull.rate(),
                        tasks,
                        other -> circle.process(other)
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

    void renew(Job.Renew renew, long now) {
        if (!ledger.renew(renew.prover(), renew.task(), now)) {
            abandon(renew.prover(), renew.task());
        }
    }

    /** A prover gives a task back; the answer is why it is given up, if it is. */
    Optional<String> giveBack(Job.GiveBack back, long now) {
        if (back.kind().charged()) {
            return ledger.giveBack(back.prover(), back.task(), back.cause(), now);
        }
        return ledger.giveBack(back.prover(), back.task(), back.kind(), now).map(how -> how + ": " + back.cause());
    }

    /** If there is work, whoever is free may come; and whoever works in vain may stop. */
    void reserve(boolean working, long now) {
        if (working && (ledger.hasOpen() || (someIdle() && ledger.hasStraggler(now)))) {
            invitations.ask(Math.max(1, ledger.open()), now).forEach(prover -> prover.tell(reservation));
        }
        ledger.released().forEach(released -> abandon(released.prover(), released.task()));
    }

    boolean someIdle() {
        return invitations.someIdle();
    }

    /** Others can be reached than before, and these no longer. */
    void changed(List<ProverId> gone) {
        invitations.reachable(circle.provers());
        gone.forEach(ledger::gone);
    }

    /** A prover told a plan that is not so. */
    void lied(ProverId planner, String what, long now) {
        trust.lied(planner, what);
        ledger.giveBack(planner, TaskName.plan(), what, now);
        abandon(planner, TaskName.plan());
    }

    /** What a prover is at is of no use any more. */
    void abandon(ProverId prover, TaskName task) {
        circle.prover(prover).ifPresent(hand -> hand.tell(new Job.Abandon(job(), Optional.of(task))));
    }

    /** Nothing of the job is of any use any more. */
    void abandonAll() {
        circle.provers().forEach(prover -> prover.tell(new Job.Abandon(job(), Optional.empty())));
    }

    private JobId job() {
        return reservation.job();
    }
}
