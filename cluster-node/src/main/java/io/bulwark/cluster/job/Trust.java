package io.bulwark.cluster.job;

import io.bulwark.cluster.artifact.ArtifactException;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.Evidence;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.Limits;
import io.bulwark.protocol.ProverId;
import java.util.Optional;

/**
 * Whom a job believes what: looks at what is signed before it is used, keeps what was wrong as evidence, and has its maker's operator set aside. Part of the
 * job's actor.
 */
final class Trust {
    private final Staff staff;
    private final Home home;
    private final JobId job;

    Trust(Staff staff, Home home, JobId job) {
        this.staff = staff;
        this.home = home;
        this.job = job;
    }

    /** Whether a prover may have work: its operator is known, and not set aside. */
    boolean takesWork(ProverId prover) {
        return home.members()
                .apply(prover.node())
                .filter(member -> !home.quarantine().holds(member.operator()))
                .isPresent();
    }

    /** Whether a fact was signed, for this job, by who made it. */
    boolean admits(Fact fact) {
        if (!fact.task().job().equals(job)) {
            staff.log().error("{} delivers what belongs to job {}", fact.maker(), fact.task().job());
            return false;
        }
        return !home.quarantine().holds(fact.maker().operator());
    }

    /** Whether a part of a plan was signed, for this job, by who sends it. */
    boolean admits(Job.PlannedBatch batch) {
        return batch.part().job().equals(job)
                && batch.part().receipt().maker().node().equals(batch.prover().node())
                && !home.quarantine().holds(batch.part().receipt().maker().operator());
    }

    /**
     * A fact that its maker signed is wrong.
     *
     * @param fetched whether this node has the proof
     */
    void wrong(Fact fact, String what, boolean fetched) {
        staff.log().error("the proof of {} by {} is refused: {}", fact.task(), fact.maker(), what);
        home.quarantine()
                .found(new Evidence(
                        fact, fetched ? kept(fact) : Optional.empty(), Limits.cause(what), System.currentTimeMillis()));
    }

    /** The beginning of the proof, as an artifact of its own. */
    private Optional<Blob> kept(Fact fact) {
        try {
            int bytes = (int) Math.min(fact.proofBytes(), Limits.EVIDENCE_BYTES);
            byte[] beginning = home.store().read(fact.proof(), 0, bytes);
            ArtifactId id = home.store().put(beginning);
            return Optional.of(new Blob(id, beginning.length));
        } catch (ArtifactException e) {
            staff.log().error("the wrong proof of {} cannot be kept", fact.task(), e);
            return Optional.empty();
        }
    }

    /** A plan that a prover told is wrong. */
    void lied(ProverId planner, String what) {
        staff.log().error("{} planned what is not so: {}", planner, what);
        home.members().apply(planner.node()).ifPresent(member -> home.quarantine().lied(member, job, what));
    }
}
