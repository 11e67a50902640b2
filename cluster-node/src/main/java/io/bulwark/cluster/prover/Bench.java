package io.bulwark.cluster.prover;

import io.bulwark.cluster.artifact.ArtifactStore;
import io.bulwark.cluster.artifact.Keeper;
import io.bulwark.cluster.job.Callers;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.Signer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.DispatcherSelector;

/**
 * What the slots of a node have in common.
 *
 * @param signer signs what they make
 * @param makers starts what makes proofs
 * @param jobs reaches a job wherever it has asked from
 * @param blocking for actors that wait for the disk in their handlers
 */
public record Bench(
        ProverId id,
        Signer signer,
        ArtifactStore store,
        ActorRef<Keeper.Command> keeper,
        Maker.Source makers,
        Callers jobs,
        DispatcherSelector blocking) {}
