package io.bulwark.cluster.artifact;

import com.google.protobuf.ByteString;
import io.bulwark.cluster.ledger.Ledger;
import io.bulwark.cluster.ledger.LedgerException;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.Limits;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.WireMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.apache.pekko.actor.typed.receptionist.ServiceKey;

/**
 * Holds a node's artifacts, and what the node remembers of jobs; gives them to whoever asks, and fetches what it is asked to keep. One on each
 * node; it blocks on the disk, so it runs on a dispatcher for that.
 */
public final class Keeper extends AbstractBehavior<Keeper.Command> {
    /** Under which keepers find each other. */
    public static final ServiceKey<Command> KEY = ServiceKey.create(Command.class, "keeper");

    /** What a keeper is told. */
    public sealed interface Command {}

    /**
     * Asks for a piece of an artifact, at most {@link Limits#CHUNK_BYTES}.
     *
     * @param replyTo is told {@link Chunk} or {@link Absent}
     */
    public record Read(ArtifactId artifact, long offset, int length, ActorRef<Answer> replyTo)
            implements Command, WireMessage {}

    /**
     * Asks the keeper to hold an artifact, and to remember what belongs to it.
     *
     * @param sources keepers that it can be fetched from
     * @param replyTo is told once it is held, or cannot be
     */
    public record Keep(
            ArtifactId artifact,
            long bytes,
            List<ActorRef<Command>> sources,
            Optional<Fact> fact,
            Optional<JobSpec> spec,
            ActorRef<Kept> replyTo)
            implements Command, WireMessage {}

    /** Asks what the keeper remembers of a job, from the given fact on. */
    public record Recall(JobId job, int first, ActorRef<Recalled> replyTo) implements Command, WireMessage {}

    /** A fact whose proof this node has put into its store. */
    public record Remember(Fact fact) implements Command {}

    private record FetchEnded(Fetch.Outcome outcome) implements Command {}

    /** The answer to a {@link Read}. */
    public sealed interface Answer extends WireMessage {}

    /** A piece of an artifact; fewer bytes than asked for only at its end. */
    public record Chunk(ArtifactId artifact, long offset, ByteString data) implements Answer {}

    /** The keeper has no such artifact, or not that many bytes of it. */
    public record Absent(ArtifactId artifact, long offset) implements Answer {}

    /** The answer to a {@link Keep}: held by the node, or not and why. */
    public record Kept(ArtifactId artifact, NodeId node, Optional<String> failure) implements WireMessage {}

    /**
     * What a keeper remembers of a job: at most {@link Limits#FACTS} facts from {@code first} on, of {@code total}.
     *
     * @param hasInput whether it holds all that the job's maker handed in
     */
    public record Recalled(
            JobId job,
            Optional<JobSpec> spec,
            List<Fact> facts,
            int first,
            int total,
            ActorRef<Command> keeper,
            NodeId node,
            boolean hasInput)
            implements WireMessage {}

    private record Fetching(ArtifactStore.Writer writer, List<Keep> waiting) {}

    private final NodeId node;
    private final ArtifactStore store;
    private final Ledger ledger;
    private final Map<ArtifactId, Fetching> fetching = new HashMap<>();
    private final ActorRef<Fetch.Outcome> fetchEnds;

    public static Behavior<Command> create(NodeId node, ArtifactStore store, Ledger ledger) {
        return Behaviors.setup(context -> new Keeper(context, node, store, ledger));
    }

    private Keeper(ActorContext<Command> context, NodeId node, ArtifactStore store, Ledger ledger) {
        super(context);
        this.node = node;
        this.store = store;
        this.ledger = ledger;
        fetchEnds = context.messageAdapter(Fetch.Outcome.class, FetchEnded::new);
        context.getSystem().receptionist().tell(Receptionist.register(KEY, context.getSelf()));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Read.class, this::read)
                .onMessage(Keep.class, this::keep)
                .onMessage(Recall.class, this::recall)
                .onMessage(Remember.class, this::remember)
                .onMessage(FetchEnded.class, this::fetchEnded)
                .build();
    }

    private Behavior<Command> read(Read read) {
        read.replyTo().tell(answer(read));
        return this;
    }

    private Answer answer(Read read) {
        try {
            if (store.holds(read.artifact()) && read.offset() < store.size(read.artifact())) {
                int length = Math.min(read.length(), Limits.CHUNK_BYTES);
                byte[] data = store.read(read.artifact(), read.offset(), length);
                return new Chunk(read.artifact(), read.offset(), ByteString.copyFrom(data));
            }
        } catch (ArtifactException e) {
            getContext().getLog().error("an artifact that is held cannot be read", e);
        }
        return new Absent(read.artifact(), read.offset());
    }

    private Behavior<Command> keep(Keep keep) {
        if (store.holds(keep.artifact())) {
            held(keep);
            return this;
        }
        Fetching running = fetching.get(keep.artifact());
        if (running != null) {
            running.waiting().add(keep);
            return this;
        }
        try {
            startFetching(keep, store.create());
        } catch (ArtifactException e) {
            notHeld(keep, e.getMessage());
        }
        return this;
    }

    private void startFetching(Keep keep, ArtifactStore.Writer writer) {
        fetching.put(keep.artifact(), new Fetching(writer, new ArrayList<>(List.of(keep))));
        getContext()
                .spawnAnonymous(
                        Fetch.create(
                                Fetch.Part.whole(keep.artifact(), keep.bytes()),
                                keep.sources(),
                                bytes -> writer.write(bytes.toByteArray(), 0, bytes.size()),
                                fetchEnds),
                        DispatcherSelector.sameAsParent());
    }

    private Behavior<Command> fetchEnded(FetchEnded ended) {
        Fetching fetched = fetching.remove(ended.outcome().part().artifact());
        Optional<String> failure = settle(ended.outcome(), fetched.writer());
        for (Keep keep : fetched.waiting()) {
            failure.ifPresentOrElse(cause -> notHeld(keep, cause), () -> held(keep));
        }
        return this;
    }

    /** Publishes what was fetched whole, discards the rest, and says why, if it is not held now. */
    private static Optional<String> settle(Fetch.Outcome outcome, ArtifactStore.Writer writer) {
        try (writer) {
            switch (outcome) {
                case Fetch.Fetched all -> writer.publish();
                case Fetch.Failed failed -> {
                    return Optional.of(failed.cause());
                }
            }
            return Optional.empty();
        } catch (ArtifactException e) {
            return Optional.of(e.getMessage());
        }
    }

    private void held(Keep keep) {
        try {
            keep.fact().ifPresent(ledger::remember);
            keep.spec().ifPresent(ledger::remember);
            keep.replyTo().tell(new Kept(keep.artifact(), node, Optional.empty()));
        } catch (LedgerException e) {
            faulty(e);
            notHeld(keep, e.getMessage());
        }
    }

    private Behavior<Command> remember(Remember remember) {
        try {
            ledger.remember(remember.fact());
        } catch (LedgerException e) {
            faulty(e);
        }
        return this;
    }

    /** A node whose ledger is damaged must not go on: it leaves the cluster, and says so. A full disk only means that it takes nothing more. */
    private void faulty(LedgerException e) {
        if (e.fault() == LedgerException.Fault.DAMAGED) {
            getContext().getLog().error("this node leaves the cluster and ends: {}", e.getMessage());
            getContext().getSystem().terminate();
        } else {
            getContext().getLog().error("{}", e.getMessage());
        }
    }

    private void notHeld(Keep keep, String cause) {
        getContext()
                .getLog()
                .warn("artifact {} is not kept: {}", keep.artifact().brief(), cause);
        keep.replyTo().tell(new Kept(keep.artifact(), node, Optional.of(Limits.cause(cause))));
    }

    private boolean holdsAll(JobSpec spec) {
        return spec.artifacts().stream().allMatch(artifact -> store.holds(artifact.id()));
    }

    private Behavior<Command> recall(Recall recall) {
        try {
            Ledger.Page page = ledger.facts(recall.job(), recall.first(), Limits.FACTS);
            Optional<JobSpec> spec = ledger.spec(recall.job());
            recall.replyTo()
                    .tell(new Recalled(
                            recall.job(),
                            spec,
                            page.facts(),
                            Math.max(0, recall.first()),
                            page.total(),
                            getContext().getSelf(),
                            node,
                            spec.isPresent() && holdsAll(spec.get())));
        } catch (LedgerException e) {
            faulty(e);
        }
        return this;
    }
}
