package io.bulwark.cluster.headers;

import io.bulwark.cluster.artifact.Keeper;
import io.bulwark.cluster.membership.Registry;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * What a node has for its headers.
 *
 * @param cutOff the nodes of other regions that cannot be reached now
 * @param keeper the node's own
 * @param keep how long finished jobs are remembered
 */
public record HeadersHome(
        Registry registry, Supplier<Set<Address>> cutOff, ActorRef<Keeper.Command> keeper, Duration keep) {}
