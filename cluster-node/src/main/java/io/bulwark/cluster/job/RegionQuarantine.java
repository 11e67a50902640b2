package io.bulwark.cluster.job;

import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.OperatorId;
import io.bulwark.protocol.Region;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.cluster.ddata.GSet;
import org.apache.pekko.cluster.ddata.GSetKey;
import org.apache.pekko.cluster.ddata.Key;
import org.apache.pekko.cluster.ddata.typed.javadsl.DistributedData;
import org.apache.pekko.cluster.ddata.typed.javadsl.Replicator;
import org.apache.pekko.cluster.ddata.typed.javadsl.ReplicatorMessageAdapter;

/** A region's quarantine, the same on all its nodes: a set of lines in Distributed Data, durable, that only grows. Each region keeps its own. */
public final class RegionQuarantine implements Quarantine {
    private static final Duration WRITE = Duration.ofSeconds(5);

    /** What its actor is told. */
    private sealed interface Command {}

    private record Hold(Member member, JobId job, String what, Optional<ArtifactId> evidence) implements Command {}

    private record Release(OperatorId operator, ActorRef<Done> replyTo) implements Command {}

    private record Learnt(Set<String> lines) implements Command {}

    private record Ignored() implements Command {}

    private final ActorSystem<?> system;
    private final ActorRef<Command> board;
    private volatile Wards wards = Wards.of(Set.of());

    public RegionQuarantine(ActorSystem<?> system, Region region) {
        this.system = system;
        // One for each region: what a region's nodes do to an operator, others need not follow.
        Key<GSet<String>> key = GSetKey.create("quarantine-" + region);
        board = system.systemActorOf(
                Behaviors.setup(context -> DistributedData.withReplicatorMessageAdapter(
                        (ReplicatorMessageAdapter<Command, GSet<String>> replicator) ->
                                new Board(context, key, replicator, changed -> wards = changed))),
                "quarantine",
                Props.empty());
    }

    /** The lines that are known here. */
    private static final class Board extends AbstractBehavior<Command> {
        private final Key<GSet<String>> key;
        private final ReplicatorMessageAdapter<Command, GSet<String>> replicator;
        private final Consumer<Wards> changed;
        private final WardBook book = new WardBook();

        Board(
                ActorContext<Command> context,
                Key<GSet<String>> key,
                ReplicatorMessageAdapter<Command, GSet<String>> replicator,
                Consumer<Wards> changed) {
            super(context);
            this.key = key;
            this.replicator = replicator;
            this.changed = changed;
            replicator.subscribe(
                    key,
                    answer -> answer instanceof Replicator.Changed<GSet<String>> change
                            ? new Learnt(change.get(key).getElements())
                            : new Ignored());
        }

        @Override
        public Receive<Command> createReceive() {
            return newReceiveBuilder()
                    .onMessage(Learnt.class, learnt -> learn(learnt.lines()))
                    .onMessage(Hold.class, this::hold)
                    .onMessage(Release.class, this::release)
                    .onMessage(Ignored.class, nothing -> this)
                    .build();
        }

        private Behavior<Command> hold(Hold hold) {
            Member member = hold.member();
            book.hold(member, hold.job(), hold.what(), hold.evidence()).ifPresent(line -> {
                getContext().getLog().error("{} gets no more work in this region: {}", member.operator(), hold.what());
                say(line);
            });
            return this;
        }

        private Behavior<Command> release(Release release) {
            book.release(release.operator()).ifPresent(line -> {
                getContext().getLog().info("{} gets work again in this region", release.operator());
                say(line);
            });
            release.replyTo().tell(Done.getInstance());
            return this;
        }

        private void say(String line) {
            replicator.askUpdate(
                    replyTo -> new Replicator.Update<>(
                            key, GSet.create(), Replicator.writeLocal(), replyTo, known -> known.add(line)),
                    answer -> new Ignored());
            changed.accept(book.wards());
        }

        private Behavior<Command> learn(Set<String> more) {
            book.learn(more);
            changed.accept(book.wards());
            return this;
        }
    }

    @Override
    public boolean holds(OperatorId operator) {
        return wards.holds(operator);
    }

    @Override
    public void hold(Member member, JobId job, String what, Optional<ArtifactId> evidence) {
        board.tell(new Hold(member, job, what, evidence));
    }

    @Override
    public List<HeldOperator> held() {
        return wards.held();
    }

    @Override
    public CompletionStage<Void> release(OperatorId operator) {
        return AskPattern.<Command, Done>ask(
                        board, replyTo -> new Release(operator, replyTo), WRITE, system.scheduler())
                .thenAccept(done -> {});
    }
}
