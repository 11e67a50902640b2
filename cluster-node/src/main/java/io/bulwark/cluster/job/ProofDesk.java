package io.bulwark.cluster.job;

import io.bulwark.aggregator.Width;
import io.bulwark.cluster.artifact.Keeper;
import io.bulwark.cluster.work.Workload;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.JobSpec;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Props;

/** Where proofs arrive: whose they are is looked at first, then what they claim, then whether they are right; only then do they count. Part of the job's actor. */
final class ProofDesk {
    /** What the desk tells the run. */
    interface Listener {
        /** A proof has been verified that claims what the plan does. */
        void verified(Offer offer, Optional<Width> width);

        /** A proof has been verified that shows that the plan is wrong. */
        void disputed(String why);
    }

    /** Most of them wait for bytes from other nodes; the computing threads are fewer. */
    private static final int CHECKS_AT_ONCE = 8;

    private final Staff staff;
    private final Home home;
    private final Workload workload;
    private final JobSpec spec;
    private final JobLedger ledger;
    private final JobArtifacts artifacts;
    private final Trust trust;
    private final BooleanSupplier plansHere;
    private final Listener run;
    private final ActorRef<ProofCheck.Verdict> verdicts;
    private int checks;

    /** @param plansHere whether the plan is this node's own */
    ProofDesk(
            Staff staff,
            Home home,
            Workload workload,
            JobSpec spec,
            JobLedger ledger,
            JobArtifacts artifacts,
            Trust trust,
            BooleanSupplier plansHere,
            Listener run) {
        this.staff = staff;
        this.home = home;
        this.workload = workload;
        this.spec = spec;
        this.ledger = ledger;
        this.artifacts = artifacts;
        this.trust = trust;
        this.plansHere = plansHere;
        this.run = run;
        verdicts = staff.ear(this::checked);
    }

    /** A prover says that it has done a task. */
    void delivered(Job.Deliver deliver, long now) {
        Fact fact = deliver.fact();
        switch (trust.admits(deliver.delivery())) {
            case GOOD -> offer(new Offer(fact, deliver.holder(), false), now);
            case SET_ASIDE -> ledger.giveBack(fact.prover(), fact.task().name(), Setback.RETURNED, now);
            case FORGED -> ledger.bar(deliver.delivery().from().node());
            case STRAY -> {}
        }
    }

    /** A proof is said to exist. */
    void offer(Offer offer, long now) {
        if (ledger.offer(offer, now) == JobLedger.Answer.ASTRAY) {
            trust.wrong(offer.fact(), "it is not of the interval that was asked for", false);
        }
        check();
    }

    /** Goes on with what is in line. */
    void check() {
        while (checks < CHECKS_AT_ONCE) {
            Optional<Offer> offer = ledger.nextToVerify();
            if (offer.isEmpty()) {
                return;
            }
            checks++;
            staff.spawn(
                    ProofCheck.create(offer.get(), artifacts.sources(offer.get()), spec, home, workload, verdicts),
                    Props.empty());
        }
    }

    private void checked(ProofCheck.Verdict verdict) {
        checks--;
        TaskLog.about(verdict.offer().fact().task(), () -> judged(verdict));
        check();
    }

    private void judged(ProofCheck.Verdict verdict) {
        Fact fact = verdict.offer().fact();
        switch (verdict) {
            case ProofCheck.Valid valid when ledger.disputes(valid.offer()) -> disputed(valid.offer());
            case ProofCheck.Valid valid -> run.verified(valid.offer(), valid.width());
            case ProofCheck.Refused refused -> {
                ledger.refused(refused.offer());
                if (!refused.offer().recalled()) {
                    trust.wrong(fact, refused.cause(), refused.fetched());
                }
            }
            case ProofCheck.Unavailable unavailable -> {
                if (unavailable.offer().recalled()) {
                    staff.log().warn("the proof of {} cannot be had: {}", fact.task(), unavailable.cause());
                } else {
                    trust.inVain(fact, unavailable.cause(), System.nanoTime());
                }
                ledger.unavailable(unavailable.offer());
            }
        }
    }

    private void disputed(Offer offer) {
        Fact fact = offer.fact();
        String why = fact.task() + " leads elsewhere than the plan says, as " + fact.prover() + " has proved";
        if (plansHere.getAsBoolean()) {
            // To plan anew would lead to the same plan, and the same dispute, for ever.
            staff.log().error("{}; this node has run the program itself, so the proof does not count", why);
            ledger.refused(offer);
        } else {
            home.keeper().tell(new Keeper.Remember(fact));
            run.disputed(why);
        }
    }

    /** A verified proof counts: the ledger and the keeper are told, and copies are made. */
    void counts(Offer offer) {
        Fact fact = offer.fact();
        ledger.verified(offer);
        artifacts.verified(fact);
        if (!offer.recalled()) {
            trust.right(fact);
            artifacts.held(fact.proof(), fact.prover().node());
        }
        home.keeper().tell(new Keeper.Remember(fact));
    }
}
