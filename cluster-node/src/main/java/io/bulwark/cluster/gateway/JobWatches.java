package io.bulwark.cluster.gateway;

import io.bulwark.protocol.JobId;
import io.bulwark.protocol.api.JobView;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.stream.javadsl.SourceQueueWithComplete;

/**
 * Follows the jobs that someone watches: asks each once for all who watch it, and tells them when its state has changed. Who is slow is told only the
 * latest state, for each watcher's queue holds one.
 */
final class JobWatches extends AbstractBehavior<JobWatches.Command> {
    /** What it is told. */
    sealed interface Command {}

    /** Someone wants to be told of a job. */
    record Watch(JobId job, SourceQueueWithComplete<JobView> watcher) implements Command {}

    /** Someone no longer does. */
    record Leave(JobId job, SourceQueueWithComplete<JobView> watcher) implements Command {}

    private record Tick() implements Command {}

    private record Told(JobId job, Optional<JobView> view) implements Command {}

    private static final Duration EVERY = Duration.ofMillis(50);

    private static final class Watched {
        private final Set<SourceQueueWithComplete<JobView>> watchers = new HashSet<>();
        private Optional<JobView> latest = Optional.empty();
        private boolean asked;
    }

    private final Function<JobId, CompletionStage<Optional<JobView>>> ask;
    private final Map<JobId, Watched> jobs = new HashMap<>();

    /** @param ask asks for the state of a job */
    static Behavior<Command> create(Function<JobId, CompletionStage<Optional<JobView>>> ask) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(new Tick(), EVERY);
            return new JobWatches(context, ask);
        }));
    }

    private JobWatches(ActorContext<Command> context, Function<JobId, CompletionStage<Optional<JobView>>> ask) {
        super(context);
        this.ask = ask;
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Watch.class, this::watch)
                .onMessage(Leave.class, this::leave)
                .onMessage(Tick.class, tick -> {
                    jobs.forEach(this::ask);
                    return this;
                })
                .onMessage(Told.class, this::told)
                .build();
    }

    private Behavior<Command> watch(Watch watch) {
        Watched watched = jobs.computeIfAbsent(watch.job(), job -> new Watched());
        watched.watchers.add(watch.watcher());
        watched.latest.ifPresent(watch.watcher()::offer);
        ask(watch.job(), watched);
        return this;
    }

    private Behavior<Command> leave(Leave leave) {
        Watched watched = jobs.get(leave.job());
        if (watched != null) {
            watched.watchers.remove(leave.watcher());
            if (watched.watchers.isEmpty()) {
                jobs.remove(leave.job());
            }
        }
        return this;
    }

    private void ask(JobId job, Watched watched) {
        if (!watched.asked) {
            watched.asked = true;
            getContext()
                    .pipeToSelf(
                            ask.apply(job),
                            // Trouble of the network: the next tick asks again, and those who watch wait.
                            (view, failure) -> new Told(job, failure == null ? view : Optional.empty()));
        }
    }

    private Behavior<Command> told(Told told) {
        Watched watched = jobs.get(told.job());
        if (watched == null) {
            return this;
        }
        watched.asked = false;
        if (told.view().isPresent() && !told.view().equals(watched.latest)) {
            watched.latest = told.view();
            JobView view = told.view().get();
            watched.watchers.forEach(watcher -> watcher.offer(view));
        }
        if (told.view().filter(view -> view.state().ended()).isPresent()) {
            watched.watchers.forEach(SourceQueueWithComplete::complete);
            jobs.remove(told.job());
        }
        return this;
    }
}
