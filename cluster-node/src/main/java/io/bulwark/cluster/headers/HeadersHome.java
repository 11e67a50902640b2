package io.bulwark.cluster.headers;

import io.bulwark.cluster.artifact.Keeper;
import io.bulwark.cluster.membership.Registry;
import java.time.Duration;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * What a node has for its headers.
 *
 * @param keeper the node's own
 * @param keep how long finished jobs are remembered
 */
public record HeadersHome(Registry registry, ActorRef<Keeper.Command> keeper, Duration keep) {}
