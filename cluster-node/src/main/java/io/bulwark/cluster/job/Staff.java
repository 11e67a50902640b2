package io.bulwark.cluster.job;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.slf4j.Logger;

/** Whom a run has at work: actors that end with it, and computations; what they say after its end is not heard. Part of the job's actor. */
final class Staff {
    private final ActorContext<Job.Command> context;
    private final Executor computing;
    private final List<ActorRef<?>> actors = new ArrayList<>();
    private boolean dismissed;

    Staff(ActorContext<Job.Command> context, Executor computing) {
        this.context = context;
        this.computing = computing;
    }

    /** Where an actor can say something to the run. */
    <T> ActorRef<T> ear(Consumer<T> heard) {
        ActorRef<Job.Command> self = context.getSelf();
        return spawn(
                Behaviors.<T>receiveMessage(message -> {
                    self.tell(new Job.InRun(this, () -> heard.accept(message)));
                    return Behaviors.same();
                }),
                Props.empty());
    }

    /** An actor that ends with the run. */
    <T> ActorRef<T> spawn(Behavior<T> behavior, Props props) {
        ActorRef<T> actor = context.spawnAnonymous(behavior, props);
        actors.add(actor);
        return actor;
    }

    /** An actor whose failure is the job's: the job then starts again from what is kept. */
    <T> ActorRef<T> partner(Behavior<T> behavior) {
        ActorRef<T> actor = spawn(behavior, Props.empty());
        context.watch(actor);
        return actor;
    }

    /** Computes something away from the actors' threads; one of the two that are then heard is null. */
    <T> void compute(Supplier<T> work, BiConsumer<T, Throwable> heard) {
        context.pipeToSelf(
                CompletableFuture.supplyAsync(work, computing),
                (result, failure) -> new Job.InRun(this, () -> heard.accept(result, cause(failure))));
    }

    /** What went wrong, without the future's wrapping. */
    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    Logger log() {
        return context.getLog();
    }

    /** Does what was heard, if the run is still on. */
    void hear(Runnable act) {
        if (!dismissed) {
            act.run();
        }
    }

    void dismiss() {
        dismissed = true;
        for (ActorRef<?> actor : actors) {
            context.unwatch(actor);
            context.stop(actor);
        }
        actors.clear();
    }
}
