package io.bulwark.aggregator;

import io.bulwark.protocol.Checkpoint;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.FinishTask;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.JoinTask;
import io.bulwark.protocol.Stage;
import io.bulwark.protocol.Task;
import io.bulwark.protocol.TaskId;
import io.bulwark.protocol.TaskName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * Folds a job's proven intervals to one proof. A child of the job: it is told every piece whose proof the job has verified, says which joins the job is to have
 * done, and asks for the last proof as soon as one piece covers the run.
 *
 * <p>It proves nothing and fetches nothing: joins are tasks, and what comes of them comes back as pieces, from whomever. One that starts again after a failure
 * is told the verified pieces again, and goes on.
 */
public final class RecursiveAggregator extends AbstractBehavior<RecursiveAggregator.Command> {
    /** What the aggregator is told. */
    public sealed interface Command {}

    /** A piece has been verified: an interval's proof, or a joined one. */
    public record Add(Piece piece) implements Command {}

    /** The run is known to have so many intervals. */
    public record Ends(int intervals) implements Command {}

    /** A prover has nothing to do. */
    public record Spare() implements Command {}

    /** The job could not have a task done that it was asked for. */
    public record Failed(TaskName task, String reason) implements Command {}

    /** The job's last proof has been verified. */
    public record Finished(Fact fact) implements Command {}

    private record Retry(TaskName task) implements Command {}

    /** What the aggregator tells the job. */
    public sealed interface Event {}

    /** The job is to have this done: a join, or the finish. Told once for each time that it is to be tried. */
    public record Wanted(Task task) implements Event {}

    /** The proven intervals have been folded to this many pieces. */
    public record Folded(int pieces) implements Event {}

    /** There is one proof of the whole run. Told once. */
    public record Complete(Fact fact) implements Event {}

    /** A piece belongs to another run: between two intervals this run is in another state. */
    public record Foreign(Piece piece) implements Event {}

    /** A task failed too often; the reasons are in order. */
    public record GivenUp(TaskName task, List<String> reasons) implements Event {}

    private final JobSpec spec;
    private final Retries retries;
    private final ActorRef<Event> job;
    private final TimerScheduler<Command> timers;
    private final FoldTree<Piece> tree;
    /** Why tasks that were asked for failed, each time. */
    private final Map<TaskName, List<String>> reasons = new HashMap<>();
    /** Tasks that the job was asked for, and has not answered. */
    private final Set<TaskName> asked = new HashSet<>();

    private boolean complete;

    /**
     * An aggregator with nothing proven yet.
     *
     * @param spec of the job whose proofs are folded
     * @param start the state that the run starts in
     * @param job is told the events
     */
    public static Behavior<Command> create(JobSpec spec, Checkpoint start, Retries retries, ActorRef<Event> job) {
        return Behaviors.setup(context ->
                Behaviors.withTimers(timers -> new RecursiveAggregator(context, timers, spec, start, retries, job)));
    }

    private RecursiveAggregator(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            JobSpec spec,
            Checkpoint start,
            Retries retries,
            ActorRef<Event> job) {
        super(context);
        this.timers = timers;
        this.spec = spec;
        this.retries = retries;
        this.job = job;
        tree = new FoldTree<>(start, Piece.RULE);
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Add.class, add -> add(add.piece()))
                .onMessage(Ends.class, ends -> {
                    tree.ends(ends.intervals());
                    return goOn(false);
                })
                .onMessage(Spare.class, spare -> goOn(true))
                .onMessage(Failed.class, this::failed)
                .onMessage(Retry.class, retry -> retry(retry.task()))
                .onMessage(Finished.class, this::finished)
                .build();
    }

    private Behavior<Command> add(Piece piece) {
        switch (tree.add(piece)) {
            case CONTRADICTS -> job.tell(new Foreign(piece));
            case COVERED -> {}
            case ADDED -> job.tell(new Folded(tree.pieces().size()));
        }
        asked.removeIf(task -> task.stage() == Stage.JOIN && piece.span().contains(task.span()));
        return goOn(false);
    }

    /** Asks for all joins that can start now, and for the finish when none is left to do. */
    private Behavior<Command> goOn(boolean spare) {
        if (complete) {
            return this;
        }
        Optional<FoldTree.Join<Piece>> join = tree.start(spare);
        while (join.isPresent()) {
            TaskId id = new TaskId(spec.id(), TaskName.join(join.get().span()));
            ask(new JoinTask(id, spec, Piece.inputs(join.get().parts())));
            join = tree.start(false);
        }
        tree.whole().ifPresent(this::askForFinish);
        return this;
    }

    private void askForFinish(Piece whole) {
        TaskName finish = TaskName.finish(whole.span().count());
        if (!asked.contains(finish) && !timers.isTimerActive(finish) && !givenUp(finish)) {
            ask(new FinishTask(new TaskId(spec.id(), finish), spec, whole.input()));
        }
    }

    private void ask(Task task) {
        asked.add(task.name());
        job.tell(new Wanted(task));
    }

    private Behavior<Command> failed(Failed failed) {
        TaskName task = failed.task();
        if (!complete && asked.remove(task)) {
            List<String> all = reasons.computeIfAbsent(task, any -> new ArrayList<>());
            all.add(failed.reason());
            if (givenUp(task)) {
                job.tell(new GivenUp(task, List.copyOf(all)));
            } else {
                getContext().getLog().warn("{} failed and will be tried again: {}", task, failed.reason());
                timers.startSingleTimer(task, new Retry(task), retries.pause());
            }
        }
        return this;
    }

    private boolean givenUp(TaskName task) {
        return reasons.getOrDefault(task, List.of()).size() >= retries.attempts();
    }

    private Behavior<Command> retry(TaskName task) {
        if (task.stage() == Stage.JOIN) {
            tree.release(task.span());
        }
        return goOn(false);
    }

    private Behavior<Command> finished(Finished finished) {
        if (!complete) {
            complete = true;
            job.tell(new Complete(finished.fact()));
        }
        return this;
    }
}
