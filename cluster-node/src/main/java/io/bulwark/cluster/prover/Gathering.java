package io.bulwark.cluster.prover;

import com.google.protobuf.ByteString;
import io.bulwark.cluster.artifact.ArtifactException;
import io.bulwark.cluster.artifact.ArtifactStore;
import io.bulwark.cluster.artifact.Fetch;
import io.bulwark.cluster.artifact.Keeper;
import io.bulwark.cluster.job.Job;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.FinishTask;
import io.bulwark.protocol.FoldInput;
import io.bulwark.protocol.JoinTask;
import io.bulwark.protocol.PlanTask;
import io.bulwark.protocol.SegmentTask;
import io.bulwark.protocol.Task;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * Brings all that a task reads into the node's store: the program, which other tasks of the job need as well, the proofs that are folded, and the part
 * of the input that an interval reads, which is kept under its own digest. It ends after its one answer.
 */
final class Gathering extends AbstractBehavior<Gathering.Command> {
    /** What a gathering is told. */
    sealed interface Command {}

    private record Kept(Optional<String> failure) implements Command {}

    private record PartFetched(Optional<String> failure) implements Command {}

    /**
     * The answer: everything is there, or why not.
     *
     * @param of what it was gathered for
     * @param files where it lies, by name; the part of an interval by its own digest
     */
    record Gathered(Job.Assign of, Map<ArtifactId, Path> files, Optional<String> failure) {}

    private final Job.Assign assignment;
    private final Task task;
    private final ArtifactStore store;
    private final ActorRef<Gathered> replyTo;
    private int missing;

    /** Starts at once; it writes to the disk, so it runs on a dispatcher for that. */
    static Behavior<Command> create(Job.Assign assignment, Bench bench, ActorRef<Gathered> replyTo) {
        return Behaviors.setup(context -> new Gathering(context, assignment, bench, replyTo).begin());
    }

    private Gathering(ActorContext<Command> context, Job.Assign assignment, Bench bench, ActorRef<Gathered> replyTo) {
        super(context);
        this.assignment = assignment;
        task = assignment.task();
        store = bench.store();
        this.replyTo = replyTo;
        List<Blob> wanted =
                whole(task).filter(artifact -> !store.holdsSound(artifact.id())).toList();
        missing = wanted.size();
        ActorRef<Keeper.Kept> kept = context.messageAdapter(Keeper.Kept.class, answer -> new Kept(answer.failure()));
        for (Blob artifact : wanted) {
            bench.keeper()
                    .tell(new Keeper.Keep(
                            artifact.id(),
                            artifact.bytes(),
                            List.of(assignment.source()),
                            Optional.empty(),
                            Optional.empty(),
                            kept));
        }
        if (task instanceof SegmentTask segment && !store.holdsSound(part(segment))) {
            missing++;
            fetch(segment, assignment.source());
        }
    }

    private Behavior<Command> begin() {
        return missing == 0 ? end(Optional.empty()) : this;
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Kept.class, kept -> arrived(kept.failure()))
                .onMessage(PartFetched.class, fetched -> arrived(fetched.failure()))
                .build();
    }

    private Behavior<Command> arrived(Optional<String> failure) {
        missing--;
        return failure.isPresent() || missing == 0 ? end(failure) : this;
    }

    private Behavior<Command> end(Optional<String> failure) {
        Map<ArtifactId, Path> files = new HashMap<>();
        if (failure.isEmpty()) {
            whole(task).forEach(artifact -> files.put(artifact.id(), store.path(artifact.id())));
            if (task instanceof SegmentTask segment) {
                files.put(part(segment), store.path(part(segment)));
            }
        }
        replyTo.tell(new Gathered(assignment, files, failure));
        return Behaviors.stopped();
    }

    private static Stream<Blob> whole(Task task) {
        return switch (task) {
            case PlanTask plan -> plan.spec().artifacts().stream();
            case SegmentTask segment -> segment.spec().program().stream();
            case JoinTask join ->
                Stream.concat(
                        join.spec().program().stream(), join.inputs().stream().map(FoldInput::proof));
            case FinishTask finish ->
                Stream.concat(
                        finish.spec().artifacts().stream(),
                        Stream.of(finish.input().proof()));
        };
    }

    private static ArtifactId part(SegmentTask task) {
        return new ArtifactId(task.dataDigest());
    }

    private void fetch(SegmentTask segment, ActorRef<Keeper.Command> source) {
        ByteArrayOutputStream part = new ByteArrayOutputStream(segment.dataBytes());
        ActorRef<Fetch.Outcome> ended = getContext().messageAdapter(Fetch.Outcome.class, outcome -> switch (outcome) {
            case Fetch.Fetched all -> new PartFetched(stored(part));
            case Fetch.Failed failed -> new PartFetched(Optional.of(failed.cause()));
        });
        Fetch.Part wanted =
                new Fetch.Part(segment.data(), segment.dataOffset(), segment.dataBytes(), segment.dataDigest());
        getContext()
                .spawnAnonymous(
                        Fetch.create(
                                wanted,
                                List.of(source),
                                (ByteString bytes) -> part.writeBytes(bytes.toByteArray()),
                                ended),
                        DispatcherSelector.sameAsParent());
    }

    private Optional<String> stored(ByteArrayOutputStream part) {
        try {
            store.putForUse(part.toByteArray());
            return Optional.empty();
        } catch (ArtifactException e) {
            return Optional.of(e.getMessage());
        }
    }
}
