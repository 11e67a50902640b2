package io.bulwark.cluster.job;

import io.bulwark.protocol.JobHeader;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.Region;
import io.bulwark.protocol.TaskName;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Those who work for a job, of any region: asks them to come, notes who came in vain, and tells them to stop. Part of the job's actor. */
final class Hands {
    private final Circle circle;
    private final Job.Reserve reservation;
    /** Provers that came for work when there was none. */
    private final Set<ProverId> idle = new HashSet<>();

    /** @param region where the job runs, and can be reached */
    Hands(Circle circle, JobHeader header, Region region) {
        this.circle = circle;
        reservation = new Job.Reserve(header.id(), region, header.spec().submitter(), header.priority());
    }

    /** There is work: whoever is free may come. */
    void reserve() {
        circle.provers().forEach(prover -> prover.tell(reservation));
    }

    /** A prover came. */
    void came(ProverId prover, boolean gotWork) {
        if (gotWork) {
            idle.remove(prover);
        } else {
            idle.add(prover);
        }
    }

    boolean someIdle() {
        return !idle.isEmpty();
    }

    void gone(List<ProverId> provers) {
        provers.forEach(idle::remove);
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
