package io.bulwark.cluster.artifact;

import com.google.protobuf.ByteString;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Limits;
import io.bulwark.protocol.Sha256;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * Copies a part of an artifact from keepers, chunk by chunk with a few requests under way, goes on at the next keeper where one falls silent,
 * and holds the whole against its digest. It ends after its one answer.
 */
public final class Fetch extends AbstractBehavior<Fetch.Command> {
    /** What a fetch is told. */
    public sealed interface Command {}

    private record Answered(Keeper.Answer answer) implements Command {}

    private record Silence() implements Command {}

    /** What a fetch ends with. */
    public sealed interface Outcome {
        Part part();
    }

    /** All bytes went into the target. */
    public record Fetched(Part part) implements Outcome {}

    /** No source had them, they were not those that the digest names, or the target failed. The target is incomplete. */
    public record Failed(Part part, String cause) implements Outcome {}

    /**
     * The part that is wanted.
     *
     * @param offset where in the artifact it begins
     * @param length how many bytes it has
     * @param digest the SHA-256 of the part; empty if whoever takes the bytes holds them against a digest
     */
    public record Part(ArtifactId artifact, long offset, long length, ByteString digest) {
        /** The whole of an artifact. */
        public static Part whole(ArtifactId artifact, long length) {
            return new Part(artifact, 0, length, artifact.bytes());
        }

        /** What follows the first {@code offset} bytes of an artifact of {@code length}, to be checked with these. */
        public static Part rest(ArtifactId artifact, long offset, long length) {
            return new Part(artifact, offset, length - offset, ByteString.EMPTY);
        }
    }

    /** Takes the part's bytes in order. */
    @FunctionalInterface
    public interface Target {
        void accept(ByteString bytes);
    }

    private static final int WINDOW = 4;
    private static final Duration PATIENCE = Duration.ofMillis(1500);

    private final Part part;
    private final Turns<ActorRef<Keeper.Command>> sources;
    private final Target target;
    private final ActorRef<Outcome> replyTo;
    private final TimerScheduler<Command> timers;
    private final ActorRef<Keeper.Answer> answers;
    private final MessageDigest digest = Sha256.start();
    private long received;
    private long requested;

    /**
     * Starts at once.
     *
     * @param sources keepers to ask, the first one first
     */
    public static Behavior<Command> create(
            Part part, List<ActorRef<Keeper.Command>> sources, Target target, ActorRef<Outcome> replyTo) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            if (sources.isEmpty()) {
                replyTo.tell(new Failed(
                        part,
                        "nobody who is known has artifact " + part.artifact().brief()));
                return Behaviors.stopped();
            }
            Fetch fetch = new Fetch(context, timers, part, sources, target, replyTo);
            return part.length() == 0 ? fetch.finish() : fetch.request();
        }));
    }

    private Fetch(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            Part part,
            List<ActorRef<Keeper.Command>> sources,
            Target target,
            ActorRef<Outcome> replyTo) {
        super(context);
        this.timers = timers;
        this.part = part;
        this.sources = new Turns<>(sources);
        this.target = target;
        this.replyTo = replyTo;
        answers = context.messageAdapter(Keeper.Answer.class, Answered::new);
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Answered.class, answered -> switch (answered.answer()) {
                    case Keeper.Chunk chunk -> take(chunk);
                    case Keeper.Absent absent -> skip(absent);
                })
                .onMessage(Silence.class, silence -> nextSource("does not answer"))
                .build();
    }

    private Behavior<Command> take(Keeper.Chunk chunk) {
        int length = chunk.data().size();
        if (chunk.offset() != part.offset() + received) {
            // A late answer to a request that was made again elsewhere.
            return this;
        }
        if (length != Math.min(Limits.CHUNK_BYTES, part.length() - received)) {
            // Who gives a byte at a time would be waited for without end.
            return nextSource("gives " + length + " bytes of those asked for");
        }
        digest.update(chunk.data().asReadOnlyByteBuffer());
        try {
            target.accept(chunk.data());
        } catch (ArtifactException e) {
            return end(new Failed(part, e.getMessage()));
        }
        received += length;
        return received == part.length() ? finish() : request();
    }

    private Behavior<Command> skip(Keeper.Absent absent) {
        // Of the requests under way only the first one counts: a source that has nothing answers all of them.
        return absent.offset() == part.offset() + received ? nextSource("has it not") : this;
    }

    private Behavior<Command> request() {
        while (requested < part.length() && requested - received < (long) WINDOW * Limits.CHUNK_BYTES) {
            int length = (int) Math.min(Limits.CHUNK_BYTES, part.length() - requested);
            sources.now().tell(new Keeper.Read(part.artifact(), part.offset() + requested, length, answers));
            requested += length;
        }
        timers.startSingleTimer(new Silence(), PATIENCE);
        return this;
    }

    private Behavior<Command> nextSource(String why) {
        getContext()
                .getLog()
                .info("{} {} ({})", sources.now().path(), why, part.artifact().brief());
        if (!sources.next()) {
            return end(new Failed(
                    part,
                    "none of " + sources.keepers().size() + " keepers gave artifact "
                            + part.artifact().brief() + ", bytes " + part.offset() + " to "
                            + (part.offset() + part.length())));
        }
        requested = received;
        return request();
    }

    private Behavior<Command> finish() {
        if (part.digest().isEmpty() || part.digest().equals(ByteString.copyFrom(digest.digest()))) {
            return end(new Fetched(part));
        }
        sources.keepers().forEach(source -> source.tell(new Keeper.Doubt(part.artifact())));
        return end(new Failed(
                part, "the bytes of artifact " + part.artifact().brief() + " are not those that its digest names"));
    }

    private Behavior<Command> end(Outcome outcome) {
        replyTo.tell(outcome);
        return Behaviors.stopped();
    }
}
