package io.bulwark.cluster.prover;

import io.bulwark.cluster.artifact.ArtifactStore;
import io.bulwark.cluster.artifact.Keeper;
import io.bulwark.cluster.job.Callers;
import io.bulwark.cluster.job.Job;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.Delivery;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.Signer;
import io.bulwark.protocol.TaskId;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.DispatcherSelector;

/**
 * What the slots of a node have in common.
 *
 * @param signer signs what they make
 * @param makers starts what makes proofs
 * @param jobs reaches a job wherever it has asked from
 * @param observer is told what the slots do
 * @param blocking for actors that wait for the disk in their handlers
 */
public record Bench(
        ProverId id,
        Signer signer,
        ArtifactStore store,
        ActorRef<Keeper.Command> keeper,
        Maker.Source makers,
        Callers jobs,
        SlotObserver observer,
        DispatcherSelector blocking) {
    /**
     * Keeps a proof that was made, signs for it, and hands it in to its job.
     *
     * @throws io.bulwark.cluster.artifact.ArtifactException if it cannot be kept
     * @throws io.bulwark.protocol.MalformedMessageException if what was made is no proof
     */
    Fact handIn(TaskId task, Maker.Made made) {
        Blob proof =
                new Blob(store.put(made.proof().toByteArray()), made.proof().size());
        Fact fact = Fact.of(task, made.claim(), proof, id, made.nanos(), signer);
        keeper.tell(new Keeper.Remember(fact));
        jobs.accept(task.job(), new Job.Deliver(Delivery.of(fact, signer), keeper));
        return fact;
    }
}
