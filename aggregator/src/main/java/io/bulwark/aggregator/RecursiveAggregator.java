package io.bulwark.aggregator;

import io.bulwark.protocol.Checkpoint;
import java.time.Duration;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * Joins a job's proven intervals to one proof of the whole run. A child of the job; it asks for a join as soon as two neighbours exist, and
 * tells the job how many pieces are left and, at the end, the whole.
 */
public final class RecursiveAggregator extends AbstractBehavior<RecursiveAggregator.Command> {
    /** What the aggregator is told. */
    public sealed interface Command {}

    /** An interval whose proof the job has verified. */
    public record Add(ChainProof proven) implements Command {}

    /** The run is known to end at this step. */
    public record Ends(long step) implements Command {}

    private record Joined(FoldTree.Join<ChainProof> join, ChainProof proof) implements Command {}

    private record JoinFailed(FoldTree.Join<ChainProof> join, Throwable cause) implements Command {}

    private record Resume() implements Command {}

    /** What the aggregator tells the job. */
    public sealed interface Event {}

    /** The proven intervals have been folded to this many pieces. */
    public record Folded(int pieces) implements Event {}

    /** One proof covers the run. Told once. */
    public record Whole(ChainProof proof) implements Event {}

    /** A proven interval belongs to another run: at one of its ends this run is in another state. */
    public record Foreign(ChainProof proven) implements Event {}

    private static final Duration PAUSE_AFTER_A_FAILED_JOIN = Duration.ofSeconds(1);

    private final FoldTree<ChainProof> tree;
    private final Joiner joiner;
    private final ActorRef<Event> job;
    private final TimerScheduler<Command> timers;

    /**
     * An aggregator with nothing proven yet.
     *
     * @param start the state that the run starts in; where it ends is told by {@link Ends}
     * @param job is told the events
     */
    public static Behavior<Command> create(Checkpoint start, Joiner joiner, ActorRef<Event> job) {
        return Behaviors.setup(context -> Behaviors.withTimers(
                timers -> new RecursiveAggregator(context, timers, new FoldTree<>(start), joiner, job)));
    }

    private RecursiveAggregator(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            FoldTree<ChainProof> tree,
            Joiner joiner,
            ActorRef<Event> job) {
        super(context);
        this.timers = timers;
        this.tree = tree;
        this.joiner = joiner;
        this.job = job;
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Add.class, add -> arrived(add.proven(), tree.add(add.proven())))
                .onMessage(Ends.class, ends -> {
                    tree.ends(ends.step());
                    return tellWhole();
                })
                .onMessage(Joined.class, joined -> arrived(joined.proof(), tree.finish(joined.join(), joined.proof())))
                .onMessage(JoinFailed.class, this::failed)
                .onMessage(Resume.class, resume -> joinNeighbours())
                .build();
    }

    private Behavior<Command> arrived(ChainProof proven, FoldTree.Outcome outcome) {
        switch (outcome) {
            case CONTRADICTS -> job.tell(new Foreign(proven));
            case COVERED -> {
                return joinNeighbours();
            }
            case ADDED -> {
                job.tell(new Folded(tree.pieces().size()));
                if (tree.whole().isPresent()) {
                    return tellWhole();
                }
            }
        }
        return joinNeighbours();
    }

    private Behavior<Command> tellWhole() {
        tree.whole().ifPresent(whole -> job.tell(new Whole(whole)));
        return this;
    }

    private Behavior<Command> failed(JoinFailed failed) {
        getContext().getLog().warn("a join failed and will be tried again", failed.cause());
        tree.release(failed.join());
        timers.startSingleTimer(new Resume(), PAUSE_AFTER_A_FAILED_JOIN);
        return this;
    }

    private Behavior<Command> joinNeighbours() {
        for (var join = tree.start(); join.isPresent(); join = tree.start()) {
            FoldTree.Join<ChainProof> started = join.get();
            getContext()
                    .pipeToSelf(
                            joiner.join(started.left(), started.right()),
                            (proof, cause) ->
                                    cause == null ? new Joined(started, proof) : new JoinFailed(started, cause));
        }
        return this;
    }
}
