package io.bulwark.cluster.gateway;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.apache.pekko.actor.typed.receptionist.ServiceKey;

/** Actors of other nodes, by what they are. */
final class Services {
    private Services() {}

    /** Those that this node knows now; fails if it does not say so in time. */
    static <T> CompletionStage<Set<ActorRef<T>>> find(ActorSystem<?> system, ServiceKey<T> key, Duration atMost) {
        return AskPattern.<Receptionist.Command, Receptionist.Listing>ask(
                        system.receptionist(), replyTo -> Receptionist.find(key, replyTo), atMost, system.scheduler())
                .thenApply(listing -> listing.getServiceInstances(key));
    }
}
