package io.bulwark.cluster.job;

import io.bulwark.protocol.JobHeader;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.Region;
import io.bulwark.protocol.Task;
import io.bulwark.protocol.TaskName;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Those who work for a job, of any region: asks them to come, notes who came in vain, and tells them to stop. Part of the job's actor. */
final class Hands {
    private final Circle circle;
    private final Job.Reserve reservation;
    private final JobLedger ledger;
    private final Trust trust;
    private final PolicyDesk policy;
    /** Provers that came for work when there was none. */
    private final Set<ProverId> idle = new HashSet<>();

    /** @param region where the job runs, and can be reached */
    Hands(Circle circle, JobHeader header, Region region, JobLedger ledger, Trust trust, PolicyDesk policy) {
        this.circle = circle;
        this.ledger = ledger;
        this.trust = trust;
        this.policy = policy;
        reservation = new Job.Reserve(header.id(), region, header.spec().submitter(), header.priority());
    }

    /**
     * The best task for a free prover.
     *
     * @param working whether the job has tasks to give
     */
    Optional<Task> pull(ProverId prover, boolean working, long now) {
        policy.look();
        Optional<Task> task = working && trust.takesWork(prover) && !trust.rests(prover.node(), now)
                ? ledger.pull(prover, open -> policy.may(prover, open), now)
                : Optional.empty();
        if (task.isPresent()) {
            idle.remove(prover);
        } else {
            idle.add(prover);
        }
        return task;
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
            circle.provers().forEach(prover -> prover.tell(reservation));
        }
        ledger.released().forEach(released -> abandon(released.prover(), released.task()));
    }

    boolean someIdle() {
        return !idle.isEmpty();
    }

    void gone(List<ProverId> provers) {
        provers.forEach(idle::remove);
        provers.forEach(ledger::gone);
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
