package io.bulwark.cluster.job;

import io.bulwark.protocol.JobHeader;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.Task;
import io.bulwark.protocol.TaskName;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;

/** Those who work for a job, of any region: asks them to come as {@link Hiring} says, and tells them to stop. Part of the job's actor. */
final class Hands {
    private final Circle circle;
    private final Job.Reserve reservation;
    private final JobLedger ledger;
    private final Trust trust;
    private final Hiring<ActorRef<Job.Errand>> hiring;

    /** @param home where the job runs, and can be reached */
    Hands(Circle circle, JobHeader header, Home home, JobLedger ledger, Trust trust, PolicyDesk policy) {
        this.circle = circle;
        this.ledger = ledger;
        this.trust = trust;
        Workforce workforce = new Neighbours(home.registry(), trust, circle);
        hiring = new Hiring<>(header.id(), ledger, workforce, policy, circle::process);
        reservation = new Job.Reserve(header.id(), home.region(), header.spec().submitter(), header.priority());
        hiring.reachable(circle.provers());
    }

    /**
     * The best task for a free prover.
     *
     * @param working whether the job has tasks to give
     */
    Optional<Task> pull(Job.Pull pull, boolean working, long now) {
        return hiring.pull(pull.replyTo(), pull.prover(), pull.rate(), working, now);
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
        if (working) {
            hiring.ask(now).forEach(prover -> prover.tell(reservation));
        }
        ledger.released().forEach(released -> abandon(released.prover(), released.task()));
    }

    boolean someIdle() {
        return hiring.someIdle();
    }

    /** Others can be reached than before, and these no longer. */
    void changed(List<ProverId> gone) {
        hiring.reachable(circle.provers());
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
