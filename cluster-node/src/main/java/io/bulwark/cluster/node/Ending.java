package io.bulwark.cluster.node;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;

/** Why a node ends. */
enum Ending implements CoordinatedShutdown.Reason {
    /** It was told to. */
    ASKED,
    /** The list of operators admits it no longer. */
    EXPELLED;

    /**
     * Completes when the system has ended, or some time after its shutdown has come so far that it should have: connections that do not come to their end, as those
     * to nodes which have removed this one meanwhile, must not keep the process.
     */
    static CompletionStage<Done> of(ActorSystem<?> system, Duration patience) {
        CompletableFuture<Done> ended = new CompletableFuture<>();
        system.getWhenTerminated().whenComplete((done, failure) -> ended.complete(Done.done()));
        CoordinatedShutdown.get(system)
                .addTask(CoordinatedShutdown.PhaseBeforeActorSystemTerminate(), "end at last", () -> {
                    ended.completeOnTimeout(Done.done(), patience.toMillis(), TimeUnit.MILLISECONDS);
                    return CompletableFuture.completedFuture(Done.done());
                });
        return ended;
    }

    /** What was wrong, in words; nothing if the node was told to end. */
    static Optional<String> fault(CoordinatedShutdown.Reason reason) {
        if (reason.equals(ASKED)) {
            return Optional.empty();
        }
        if (reason.equals(EXPELLED)) {
            return Optional.of("the consortium's list of operators admits this node no longer");
        }
        if (reason.equals(CoordinatedShutdown.incompatibleConfigurationDetectedReason())) {
            return Optional.of(
                    "the cluster does not take this node: it runs another version of Bulwark, or with other settings; the log says which");
        }
        if (reason.equals(CoordinatedShutdown.clusterDowningReason())) {
            return Optional.of("the other members removed this node from the cluster; their logs say why");
        }
        return Optional.of("the node ended by itself: " + reason);
    }
}
