package io.bulwark.cluster.job;

import io.bulwark.aggregator.Width;
import io.bulwark.cluster.artifact.Keeper;
import io.bulwark.cluster.work.Artifacts;
import io.bulwark.cluster.work.Folding;
import io.bulwark.cluster.work.RefusedProofException;
import io.bulwark.cluster.work.Workload;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Fetches one offered proof to the job's node and verifies it there. It ends after its one answer. */
final class ProofCheck {
    /** What a check is told. */
    sealed interface Command {}

    private record Arrived(Keeper.Kept kept) implements Command {}

    private record Late() implements Command {}

    private record Ended(Verdict verdict) implements Command {}

    /** What a check ends with. */
    sealed interface Verdict {
        Offer offer();
    }

    /**
     * The proof proves the fact's claim, and this node holds it.
     *
     * @param width how wide it is, if it can be folded
     */
    record Valid(Offer offer, Optional<Width> width) implements Verdict {}

    /**
     * The proof is wrong.
     *
     * @param fetched whether this node has it
     */
    record Refused(Offer offer, String cause, boolean fetched) implements Verdict {}

    /** The proof cannot be had. */
    record Unavailable(Offer offer, String cause) implements Verdict {}

    /** The first check of a job makes the keys that it verifies with, beside provers that leave it little time. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private ProofCheck() {}

    /**
     * Starts at once.
     *
     * @param sources keepers that have the proof, to be asked in this order
     */
    static Behavior<Command> create(
            Offer offer,
            List<ActorRef<Keeper.Command>> sources,
            JobSpec spec,
            Home home,
            Workload workload,
            ActorRef<Verdict> job) {
        Fact fact = offer.fact();
        long largest = workload.folding(spec).map(Folding::largestProof).orElseGet(() -> workload.largestProof(spec));
        if (fact.proofBytes() > largest) {
            job.tell(new Refused(
                    offer, "expected at most " + largest + " bytes of proof, got " + fact.proofBytes(), false));
            return Behaviors.stopped();
        }
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startSingleTimer(new Late(), PATIENCE);
            home.keeper()
                    .tell(new Keeper.Keep(
                            fact.proof(),
                            fact.proofBytes(),
                            sources,
                            Optional.empty(),
                            Optional.empty(),
                            context.messageAdapter(Keeper.Kept.class, Arrived::new)));
            return Behaviors.receive(Command.class)
                    .onMessage(Arrived.class, arrived -> {
                        arrived.kept()
                                .failure()
                                .ifPresentOrElse(
                                        cause -> context.getSelf().tell(new Ended(new Unavailable(offer, cause))),
                                        () -> verify(context, offer, spec, home, workload));
                        return Behaviors.same();
                    })
                    .onMessage(Late.class, late -> end(job, new Unavailable(offer, "it took too long")))
                    .onMessage(Ended.class, ended -> end(job, ended.verdict()))
                    .build();
        }));
    }

    private static void verify(ActorContext<Command> context, Offer offer, JobSpec spec, Home home, Workload workload) {
        Fact fact = offer.fact();
        CompletableFuture<Verdict> verdict = CompletableFuture.supplyAsync(
                () -> {
                    long bytes = home.store().size(fact.proof());
                    if (bytes != fact.proofBytes()) {
                        return new Refused(
                                offer, "it was said to have " + fact.proofBytes() + " bytes, and has " + bytes, true);
                    }
                    byte[] proof = home.store().read(fact.proof(), 0, Math.toIntExact(fact.proofBytes()));
                    try {
                        return new Valid(offer, verify(fact, proof, spec, workload, home.store()::path));
                    } catch (RefusedProofException e) {
                        return new Refused(offer, e.getMessage(), true);
                    }
                },
                home.computing());
        context.pipeToSelf(
                verdict,
                (answer, failure) -> new Ended(failure == null ? answer : new Unavailable(offer, failure.toString())));
    }

    private static Optional<Width> verify(
            Fact fact, byte[] proof, JobSpec spec, Workload workload, Artifacts artifacts) {
        Optional<Folding> folding = workload.folding(spec);
        Stage stage = fact.task().name().stage();
        if (folding.isEmpty()) {
            if (stage != Stage.SEGMENT) {
                throw new RefusedProofException("proofs of this job are not folded");
            }
            workload.verify(spec, fact.claim(), proof, artifacts);
            return Optional.empty();
        }
        if (stage == Stage.FINISH) {
            folding.get().verifyFinal(spec, fact.claim(), proof, artifacts);
            return Optional.empty();
        }
        return Optional.of(folding.get().verifyFold(spec, fact.claim(), proof, artifacts));
    }

    private static Behavior<Command> end(ActorRef<Verdict> job, Verdict verdict) {
        job.tell(verdict);
        return Behaviors.stopped();
    }
}
