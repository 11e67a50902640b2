package io.bulwark.cluster.node;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node that is ending ends: whatever holds it up, after a while its process is ended hard. Each step of an orderly end has a limit of its own, but there are a dozen, and
 * where each runs into its limit they come to more than a minute.
 */
public final class LastResort {
    private static final Logger LOG = LoggerFactory.getLogger(LastResort.class);

    private LastResort() {}

    /**
     * Makes it so.
     *
     * @param atMost from the beginning of the end, whatever began it
     * @param halt ends the process
     */
    public static void whenEnding(ActorSystem<?> system, Duration atMost, Runnable halt) {
        CoordinatedShutdown.get(system)
                .addTask(CoordinatedShutdown.PhaseBeforeServiceUnbind(), "end in any case", () -> {
                    Thread.ofPlatform().daemon().name("last-resort").start(() -> watch(system, atMost, halt));
                    return CompletableFuture.completedFuture(Done.done());
                });
    }

    /**
     * Completes when the system has terminated; or, if it does not, when the last of its steps has had its time: all work is handed back by then, and the others know that the
     * node has left. Pekko waits for its connections' streams without a limit of its own, and now and then one does not end (apache/pekko#3317). At the latest it
     * completes so long after the beginning of the system's end.
     *
     * @param atMost likewise
     */
    static CompletionStage<Done> ended(ActorSystem<?> system, Duration atMost) {
        CompletableFuture<Done> ended = new CompletableFuture<>();
        system.getWhenTerminated().whenComplete((done, failure) -> ended.complete(Done.done()));
        whenEnding(system, atMost, () -> ended.complete(Done.done()));
        CoordinatedShutdown shutdown = CoordinatedShutdown.get(system);
        String last = CoordinatedShutdown.PhaseActorSystemTerminate();
        long patience = shutdown.timeout(last).toMillis();
        shutdown.addTask(last, "count as ended", () -> {
            CompletableFuture.delayedExecutor(patience, TimeUnit.MILLISECONDS)
                    .execute(() -> ended.complete(Done.done()));
            return CompletableFuture.completedFuture(Done.done());
        });
        return ended;
    }

    private static void watch(ActorSystem<?> system, Duration atMost, Runnable halt) {
        try {
            Thread.sleep(atMost);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        if (!system.getWhenTerminated().toCompletableFuture().isDone()) {
            LOG.error("the node has not come to its end within {} s, and is ended as it is", atMost.toSeconds());
            halt.run();
        }
    }
}
