package io.bulwark.cluster.job;

import io.bulwark.cluster.artifact.ArtifactException;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.Delivery;
import io.bulwark.protocol.Evidence;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.Limits;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.Receipt;
import io.bulwark.protocol.RecordForm;
import io.bulwark.protocol.receipts.Admission;
import io.bulwark.protocol.receipts.Signatures;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Whom a job believes what: looks at what is signed before it is used, keeps what was wrong as evidence, and has its maker's operator set aside. Part of the
 * job's actor.
 */
final class Trust {
    private final Staff staff;
    private final Home home;
    private final JobId job;
    private final Rests rests = new Rests();

    Trust(Staff staff, Home home, JobId job) {
        this.staff = staff;
        this.home = home;
        this.job = job;
    }

    /** What a delivery is worth, before its proof is looked at. */
    enum Standing {
        GOOD,
        /** It is who it says, but its operator is set aside. */
        SET_ASIDE,
        /** The node that handed it in has forged its receipt, and has been named. */
        FORGED,
        /** Nobody has put a name below it that counts here. */
        STRAY
    }

    /** Whether a prover may have work: its operator is known, and not set aside. */
    boolean takesWork(ProverId prover) {
        return home.registry()
                .member(prover.node())
                .filter(member -> !home.quarantine().holds(member.operator()))
                .isPresent();
    }

    /** Whose a delivery is. Who hands in a receipt that is another's, or nobody's, has put its name below that, and is named. */
    Standing admits(Delivery delivery) {
        Fact fact = delivery.fact();
        Optional<String> stray = fact.task().job().equals(job)
                ? wrong(admission -> Signatures.verify(delivery, admission))
                : Optional.of("it belongs to job " + fact.task().job());
        if (stray.isPresent()) {
            // Anybody can write another's name, and hand on what another has signed.
            staff.log().error("somebody delivers {} in the name of {}: {}", fact.task(), delivery.from(), stray.get());
            return Standing.STRAY;
        }
        Optional<String> forged = fact.maker().equals(delivery.from())
                ? wrong(admission -> Signatures.verify(fact, admission))
                : Optional.of("it is said to be made by " + fact.maker());
        if (forged.isPresent()) {
            String what = "the receipt is not its maker's: " + forged.get();
            wrong(fact, Optional.of(delivery.courier()), what, false);
            return Standing.FORGED;
        }
        return home.quarantine().holds(fact.maker().operator()) ? Standing.SET_ASIDE : Standing.GOOD;
    }

    /** Whether a part of a plan was signed, for this job, by who sends it, and that one is not set aside. */
    boolean admits(Job.PlannedBatch batch) {
        Receipt receipt = batch.part().receipt();
        Optional<String> wrong = batch.part().job().equals(job)
                        && receipt.maker().node().equals(batch.prover().node())
                ? wrong(admission -> Signatures.verify(batch.part(), admission))
                : Optional.of("it is another's");
        wrong.ifPresent(why -> staff.log().error("{} tells a plan: {}", batch.prover(), why));
        return wrong.isEmpty() && !home.quarantine().holds(receipt.maker().operator());
    }

    /** What a check of a signature finds wrong. */
    private Optional<String> wrong(Consumer<Admission> check) {
        return Signatures.fault(() -> check.accept(home.registry().admission()));
    }

    /**
     * A fact that its maker signed is wrong.
     *
     * @param fetched whether this node has the proof
     */
    void wrong(Fact fact, String what, boolean fetched) {
        wrong(fact, Optional.empty(), what, fetched);
    }

    private void wrong(Fact fact, Optional<Receipt> courier, String what, boolean fetched) {
        Member from = courier.map(Receipt::maker).orElse(fact.maker());
        staff.log().error("the proof of {} by {} is refused: {}", fact.task(), from, what);
        Optional<ArtifactId> kept = Optional.empty();
        try {
            Optional<Blob> beginning = fetched ? Optional.of(beginning(fact)) : Optional.empty();
            Evidence evidence = new Evidence(fact, courier, beginning, Limits.cause(what), System.currentTimeMillis());
            kept = Optional.of(home.store().put(RecordForm.write(evidence).toByteArray()));
        } catch (ArtifactException e) {
            staff.log().error("the wrong proof of {} cannot be kept", fact.task(), e);
        }
        home.observer().accused(job);
        home.quarantine().hold(from, job, fact.task().name() + ": " + what, kept);
    }

    /** What a node delivered could not be had from it. */
    void inVain(Fact fact, String what, long now) {
        long rest = rests.inVain(fact.maker().node(), now);
        staff.log()
                .warn(
                        "the proof of {} cannot be had from {}, which gets no work for {} s: {}",
                        fact.task(),
                        fact.maker(),
                        rest / 1_000_000_000,
                        what);
    }

    /** What a node delivered was there, and right. */
    void right(Fact fact) {
        rests.right(fact.maker().node());
    }

    /** Whether a node gets no work for a while. */
    boolean rests(NodeId node, long now) {
        return rests.rests(node, now);
    }

    /** The beginning of the proof, as an artifact of its own. */
    private Blob beginning(Fact fact) {
        byte[] bytes = home.store().read(fact.proof(), 0, (int)
                Math.min(home.store().size(fact.proof()), Limits.EVIDENCE_BYTES));
        return new Blob(home.store().put(bytes), bytes.length);
    }

    /** A plan that a prover told is wrong. */
    void lied(ProverId planner, String what) {
        staff.log().error("{} planned what is not so: {}", planner, what);
        home.observer().accused(job);
        home.registry()
                .member(planner.node())
                .ifPresent(member -> home.quarantine().hold(member, job, "plan: " + what, Optional.empty()));
    }
}
