package io.bulwark.cluster.job;

import io.bulwark.cluster.artifact.Keeper;
import io.bulwark.protocol.Fact;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Somebody says that a fact holds; nobody here has verified its proof yet.
 *
 * @param holder a keeper that has the proof
 * @param recalled whether it was remembered from earlier work, rather than delivered by the prover that just made it
 */
public record Offer(Fact fact, ActorRef<Keeper.Command> holder, boolean recalled) {}
