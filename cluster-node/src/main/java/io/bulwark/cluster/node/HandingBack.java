package io.bulwark.cluster.node;

import io.bulwark.cluster.prover.ProverSupervisor;
import java.time.Duration;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** When a node ends, its provers first give back what they are at. */
final class HandingBack {
    private HandingBack() {}

    /**
     * Makes it so.
     *
     * @param atMost how long they have for it
     */
    static void whenEnding(ActorSystem<?> system, ActorRef<ProverSupervisor.Command> provers, Duration atMost) {
        CoordinatedShutdown.get(system)
                .addTask(
                        CoordinatedShutdown.PhaseBeforeServiceUnbind(),
                        "hand work back",
                        () -> AskPattern.<ProverSupervisor.Command, ProverSupervisor.Drained>ask(
                                        provers,
                                        replyTo -> new ProverSupervisor.Drain(atMost, replyTo),
                                        atMost.plusSeconds(1),
                                        system.scheduler())
                                .thenApply(drained -> Done.done()));
    }
}
