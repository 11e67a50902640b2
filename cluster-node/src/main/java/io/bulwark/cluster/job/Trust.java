package io.bulwark.cluster.job;

import io.bulwark.cluster.artifact.ArtifactException;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.Evidence;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.Limits;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.Receipt;
import io.bulwark.protocol.RecordForm;
import io.bulwark.protocol.identity.IdentityException;
import io.bulwark.protocol.identity.NodeCertificate;
import java.time.Instant;
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
        return home.registry()
                .member(prover.node())
                .filter(member -> !home.quarantine().holds(member.operator()))
                .isPresent();
    }

    /** Whether a fact was signed, for this job, by who made it, and that one is not set aside. */
    boolean admits(Fact fact) {
        Optional<String> wrong = fact.task().job().equals(job)
                ? signed(fact.receipt(), fact.signed())
                : Optional.of("it belongs to job " + fact.task().job());
        wrong.ifPresent(why -> staff.log().error("{} delivers {}: {}", fact.prover(), fact.task(), why));
        return wrong.isEmpty() && !home.quarantine().holds(fact.maker().operator());
    }

    /** Whether a part of a plan was signed, for this job, by who sends it, and that one is not set aside. */
    boolean admits(Job.PlannedBatch batch) {
        Receipt receipt = batch.part().receipt();
        Optional<String> wrong = batch.part().job().equals(job)
                        && receipt.maker().node().equals(batch.prover().node())
                ? signed(receipt, batch.part().signed())
                : Optional.of("it is another's");
        wrong.ifPresent(why -> staff.log().error("{} tells a plan: {}", batch.prover(), why));
        return wrong.isEmpty() && !home.quarantine().holds(receipt.maker().operator());
    }

    /** What is wrong with a signature, if anything is. Nobody can be blamed for it: anybody can write another's name. */
    private Optional<String> signed(Receipt receipt, byte[] what) {
        try {
            NodeCertificate certificate =
                    NodeCertificate.parse(receipt.certificate().toByteArray());
            Member signer = home.registry().consortium().admits(certificate, Instant.now());
            boolean right = signer.equals(receipt.maker())
                    && certificate.hasSigned(what, receipt.signature().toByteArray());
            return right ? Optional.empty() : Optional.of("it is not signed by " + receipt.maker());
        } catch (IdentityException e) {
            return Optional.of(e.getMessage());
        }
    }

    /**
     * A fact that its maker signed is wrong.
     *
     * @param fetched whether this node has the proof
     */
    void wrong(Fact fact, String what, boolean fetched) {
        staff.log().error("the proof of {} by {} is refused: {}", fact.task(), fact.maker(), what);
        Optional<ArtifactId> kept = Optional.empty();
        try {
            Optional<Blob> beginning = fetched ? Optional.of(beginning(fact)) : Optional.empty();
            Evidence evidence = new Evidence(fact, beginning, Limits.cause(what), System.currentTimeMillis());
            kept = Optional.of(home.store().put(RecordForm.write(evidence).toByteArray()));
        } catch (ArtifactException e) {
            staff.log().error("the wrong proof of {} cannot be kept", fact.task(), e);
        }
        home.quarantine().hold(fact.maker(), job, fact.task().name() + ": " + what, kept);
    }

    /** The beginning of the proof, as an artifact of its own. */
    private Blob beginning(Fact fact) {
        byte[] bytes = home.store().read(fact.proof(), 0, (int) Math.min(fact.proofBytes(), Limits.EVIDENCE_BYTES));
        return new Blob(home.store().put(bytes), bytes.length);
    }

    /** A plan that a prover told is wrong. */
    void lied(ProverId planner, String what) {
        staff.log().error("{} planned what is not so: {}", planner, what);
        home.registry()
                .member(planner.node())
                .ifPresent(member -> home.quarantine().hold(member, job, "plan: " + what, Optional.empty()));
    }
}
