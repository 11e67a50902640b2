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
import java.util.Collections;
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

    /** Somebody got other bytes than this artifact's, perhaps from here: the keeper checks its own. */
    public record Doubt(ArtifactId artifact) implements Command, WireMessage {}

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

    /** An artifact that is on its way, and who waits for it; {@code attempt} counts from 0. */
    private record Fetching(ArtifactStore.Writer writer, List<Keep> waiting, int attempt) {}

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
                .onMessage(Doubt.class, this::doubt)
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
        // It is about to be used, or counted on: for a copy that this disk has damaged others would be blamed.
        if (store.holdsSound(keep.artifact())) {
            held(keep);
            return this;
        }
        Fetching running = fetching.get(keep.artifact());
        if (running != null) {
            running.waiting().add(keep);
            return this;
        }
        fetch(new ArrayList<>(List.of(keep)), 0);
        return this;
    }

    /** Fetches what the first of these asks for, or the rest of it, if an earlier attempt or process has begun. */
    private void fetch(List<Keep> waiting, int attempt) {
        Keep keep = waiting.getFirst();
        try {
            ArtifactStore.Writer writer = store.resume(keep.artifact());
            Fetching begun = new Fetching(writer, waiting, attempt);
            if (writer.written() >= keep.bytes()) {
                ended(begun, Optional.empty());
                return;
            }
            List<ActorRef<Command>> sources = new ArrayList<>(keep.sources());
            Collections.rotate(sources, -attempt);
            fetching.put(keep.artifact(), begun);
            getContext()
                    .spawnAnonymous(
                            Fetch.create(
                                    Fetch.Part.rest(keep.artifact(), writer.written(), keep.bytes()),
                                    sources,
                                    bytes -> writer.write(bytes.toByteArray(), 0, bytes.size()),
                                    fetchEnds),
                            DispatcherSelector.sameAsParent());
        } catch (ArtifactException e) {
            waiting.forEach(waits -> notHeld(waits, e.getMessage()));
        }
    }

    private Behavior<Command> fetchEnded(FetchEnded ended) {
        Fetching fetched = fetching.remove(ended.outcome().part().artifact());
        ended(fetched, ended.outcome() instanceof Fetch.Failed failed ? Optional.of(failed.cause()) : Optional.empty());
        return this;
    }

    /** Publishes what was fetched whole. Where the bytes are others than the name means, its sources are to look at theirs, and another one is tried first. */
    private void ended(Fetching fetched, Optional<String> failure) {
        List<Keep> waiting = fetched.waiting();
        Keep first = waiting.getFirst();
        Optional<String> cause = failure;
        try (ArtifactStore.Writer writer = fetched.writer()) {
            if (failure.isEmpty()) {
                writer.publish();
            }
        } catch (ArtifactException.OtherBytes e) {
            first.sources().forEach(source -> source.tell(new Doubt(first.artifact())));
            if (fetched.attempt() < first.sources().size()) {
                fetch(waiting, fetched.attempt() + 1);
                return;
            }
            cause = Optional.of(e.getMessage());
        } catch (ArtifactException e) {
            cause = Optional.of(e.getMessage());
        }
        for (Keep keep : waiting) {
            cause.ifPresentOrElse(why -> notHeld(keep, why), () -> held(keep));
        }
    }

    private Behavior<Command> doubt(Doubt doubt) {
        try {
            if (store.holds(doubt.artifact())) {
                store.verify(doubt.artifact());
            }
        } catch (ArtifactException e) {
            getContext().getLog().error("an artifact that is held cannot be read", e);
        }
        return this;
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
