package io.bulwark.cluster.wire;

import io.bulwark.cluster.artifact.Keeper;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.Limits;
import io.bulwark.protocol.MalformedMessageException;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.WireForm;
import io.bulwark.protocol.wire.AbsentMessage;
import io.bulwark.protocol.wire.ChunkMessage;
import io.bulwark.protocol.wire.DoubtMessage;
import io.bulwark.protocol.wire.KeepMessage;
import io.bulwark.protocol.wire.KeptMessage;
import io.bulwark.protocol.wire.ReadMessage;
import io.bulwark.protocol.wire.RecallMessage;
import io.bulwark.protocol.wire.RecalledMessage;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;

/** The messages of keepers. */
final class KeeperCodecs {
    private final References references;

    KeeperCodecs(References references) {
        this.references = references;
    }

    List<Codec<?, ?>> all() {
        return List.of(
                new Codec<>("keeper.read.1", Keeper.Read.class, this::write, ReadMessage.parser(), this::read),
                new Codec<>(
                        "keeper.chunk.1",
                        Keeper.Chunk.class,
                        KeeperCodecs::write,
                        ChunkMessage.parser(),
                        KeeperCodecs::read),
                new Codec<>(
                        "keeper.absent.1",
                        Keeper.Absent.class,
                        KeeperCodecs::write,
                        AbsentMessage.parser(),
                        KeeperCodecs::read),
                new Codec<>(
                        "keeper.doubt.1",
                        Keeper.Doubt.class,
                        doubt -> DoubtMessage.newBuilder()
                                .setArtifact(doubt.artifact().bytes())
                                .build(),
                        DoubtMessage.parser(),
                        m -> new Keeper.Doubt(new ArtifactId(m.getArtifact()))),
                new Codec<>("keeper.keep.2", Keeper.Keep.class, this::write, KeepMessage.parser(), this::read),
                new Codec<>(
                        "keeper.kept.1",
                        Keeper.Kept.class,
                        KeeperCodecs::write,
                        KeptMessage.parser(),
                        KeeperCodecs::read),
                new Codec<>("keeper.recall.1", Keeper.Recall.class, this::write, RecallMessage.parser(), this::read),
                new Codec<>(
                        "keeper.recalled.2", Keeper.Recalled.class, this::write, RecalledMessage.parser(), this::read));
    }

    private ReadMessage write(Keeper.Read read) {
        return ReadMessage.newBuilder()
                .setArtifact(read.artifact().bytes())
                .setOffset(read.offset())
                .setLength(read.length())
                .setReplyTo(references.write(read.replyTo()))
                .build();
    }

    private Keeper.Read read(ReadMessage m) {
        bound(m.getOffset() >= 0, "an offset", m.getOffset());
        bound(m.getLength() > 0 && m.getLength() <= Limits.CHUNK_BYTES, "a length of a chunk", m.getLength());
        return new Keeper.Read(
                new ArtifactId(m.getArtifact()), m.getOffset(), m.getLength(), references.read(m.getReplyTo()));
    }

    private static ChunkMessage write(Keeper.Chunk chunk) {
        return ChunkMessage.newBuilder()
                .setArtifact(chunk.artifact().bytes())
                .setOffset(chunk.offset())
                .setData(chunk.data())
                .build();
    }

    private static Keeper.Chunk read(ChunkMessage m) {
        bound(m.getData().size() <= Limits.CHUNK_BYTES, "a chunk", m.getData().size());
        return new Keeper.Chunk(new ArtifactId(m.getArtifact()), m.getOffset(), m.getData());
    }

    private static AbsentMessage write(Keeper.Absent absent) {
        return AbsentMessage.newBuilder()
                .setArtifact(absent.artifact().bytes())
                .setOffset(absent.offset())
                .build();
    }

    private static Keeper.Absent read(AbsentMessage m) {
        return new Keeper.Absent(new ArtifactId(m.getArtifact()), m.getOffset());
    }

    private KeepMessage write(Keeper.Keep keep) {
        KeepMessage.Builder m = KeepMessage.newBuilder()
                .setArtifact(keep.artifact().bytes())
                .setBytes(keep.bytes())
                .setReplyTo(references.write(keep.replyTo()));
        keep.sources().forEach(source -> m.addSources(references.write(source)));
        keep.fact().ifPresent(fact -> m.setFact(WireForm.write(fact)));
        keep.spec().ifPresent(spec -> m.setSpec(WireForm.write(spec)));
        return m.build();
    }

    private Keeper.Keep read(KeepMessage m) {
        bound(m.getBytes() >= 0, "a length", m.getBytes());
        bound(m.getSourcesCount() <= Limits.SOURCES, "at most " + Limits.SOURCES + " sources", m.getSourcesCount());
        List<ActorRef<Keeper.Command>> sources = m.getSourcesList().stream()
                .map(source -> references.<Keeper.Command>read(source))
                .toList();
        return new Keeper.Keep(
                new ArtifactId(m.getArtifact()),
                m.getBytes(),
                sources,
                m.hasFact() ? Optional.of(WireForm.read(m.getFact())) : Optional.empty(),
                m.hasSpec() ? Optional.of(WireForm.read(m.getSpec())) : Optional.empty(),
                references.read(m.getReplyTo()));
    }

    private static KeptMessage write(Keeper.Kept kept) {
        return KeptMessage.newBuilder()
                .setArtifact(kept.artifact().bytes())
                .setNode(kept.node().name())
                .setHeld(kept.failure().isEmpty())
                .setCause(Limits.cause(kept.failure().orElse("")))
                .build();
    }

    private static Keeper.Kept read(KeptMessage m) {
        return new Keeper.Kept(
                new ArtifactId(m.getArtifact()),
                new NodeId(m.getNode()),
                m.getHeld() ? Optional.empty() : Optional.of(Limits.cause(m.getCause())));
    }

    private RecallMessage write(Keeper.Recall recall) {
        return RecallMessage.newBuilder()
                .setJob(recall.job().bytes())
                .setFirst(recall.first())
                .setReplyTo(references.write(recall.replyTo()))
                .build();
    }

    private Keeper.Recall read(RecallMessage m) {
        return new Keeper.Recall(new JobId(m.getJob()), m.getFirst(), references.read(m.getReplyTo()));
    }

    private RecalledMessage write(Keeper.Recalled recalled) {
        RecalledMessage.Builder m = RecalledMessage.newBuilder()
                .setJob(recalled.job().bytes())
                .setFirst(recalled.first())
                .setTotal(recalled.total())
                .setKeeper(references.write(recalled.keeper()))
                .setNode(recalled.node().name())
                .setHasInput(recalled.hasInput());
        recalled.spec().ifPresent(spec -> m.setSpec(WireForm.write(spec)));
        recalled.facts().forEach(fact -> m.addFacts(WireForm.write(fact)));
        return m.build();
    }

    private Keeper.Recalled read(RecalledMessage m) {
        bound(m.getFactsCount() <= Limits.FACTS, "at most " + Limits.FACTS + " facts", m.getFactsCount());
        bound(
                m.getFirst() >= 0 && m.getTotal() <= Limits.FACTS_OF_A_JOB,
                "at most " + Limits.FACTS_OF_A_JOB + " facts",
                m.getTotal());
        return new Keeper.Recalled(
                new JobId(m.getJob()),
                m.hasSpec() ? Optional.of(WireForm.read(m.getSpec())) : Optional.empty(),
                m.getFactsList().stream().map(WireForm::read).toList(),
                m.getFirst(),
                m.getTotal(),
                references.read(m.getKeeper()),
                new NodeId(m.getNode()),
                m.getHasInput());
    }

    private static void bound(boolean holds, String expected, Object got) {
        if (!holds) {
            throw new MalformedMessageException("expected " + expected + ", got " + got);
        }
    }
}
