package io.bulwark.cluster.gateway;

import io.bulwark.cluster.artifact.Keeper;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.JobSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** Asks all keepers what a job is; the first that knows it is enough. */
record SpecSearch(ActorSystem<?> system, JobId job) {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    CompletionStage<Optional<JobSpec>> ask(List<ActorRef<Keeper.Command>> keepers) {
        CompletableFuture<Optional<JobSpec>> found = new CompletableFuture<>();
        CompletableFuture<?>[] asked = keepers.stream()
                .map(keeper -> ask(keeper)
                        .thenAccept(spec -> {
                            if (spec.isPresent()) {
                                found.complete(spec);
                            }
                        })
                        .toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(asked).whenComplete((done, failure) -> found.complete(Optional.empty()));
        return found;
    }

    private CompletionStage<Optional<JobSpec>> ask(ActorRef<Keeper.Command> keeper) {
        return AskPattern.<Keeper.Command, Keeper.Recalled>ask(
                        keeper, replyTo -> new Keeper.Recall(job, 0, replyTo), PATIENCE, system.scheduler())
                .thenApply(Keeper.Recalled::spec)
                .exceptionally(failure -> Optional.empty());
    }
}
