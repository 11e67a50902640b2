package io.bulwark.cluster.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.bulwark.cluster.Facts;
import io.bulwark.cluster.ledger.Ledger;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Checkpoint;
import io.bulwark.protocol.Claim;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.Limits;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.Sha256;
import io.bulwark.protocol.TaskId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeeperTest {
    private static final ActorTestKit KIT = ActorTestKit.create();
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    private final TestProbe<Keeper.Kept> kept = KIT.createTestProbe();
    private final byte[] bytes = new byte[5 * Limits.CHUNK_BYTES + 17];
    private ArtifactStore first;
    private ArtifactStore second;
    private ActorRef<Keeper.Command> firstKeeper;
    private ActorRef<Keeper.Command> secondKeeper;
    private ArtifactId artifact;

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @BeforeEach
    void start() {
        new Random(17).nextBytes(bytes);
        first = new FileArtifacts(directory.resolve("first"));
        second = new FileArtifacts(directory.resolve("second"));
        firstKeeper = keeper("first", first);
        secondKeeper = keeper("second", second);
        artifact = first.put(bytes);
    }

    @Test
    void copiesAnArtifactChunkByChunkAndRemembersWhatBelongsToIt() {
        JobSpec spec = new JobSpec("test", "none", 0, artifact, bytes.length);
        Fact fact = fact(spec, 3);
        secondKeeper.tell(new Keeper.Keep(
                artifact, bytes.length, List.of(firstKeeper), Optional.of(fact), Optional.of(spec), kept.ref()));

        assertThat(kept.receiveMessage(LONG).failure()).isEmpty();
        assertThat(second.read(artifact, 0, bytes.length)).isEqualTo(bytes);
        TestProbe<Keeper.Recalled> recalled = KIT.createTestProbe();
        secondKeeper.tell(new Keeper.Recall(spec.id(), 0, recalled.ref()));
        Keeper.Recalled answer = recalled.receiveMessage();
        assertThat(answer.spec()).contains(spec);
        assertThat(answer.facts()).containsExactly(fact);
        assertThat(answer.hasInput()).isTrue();
    }

    @Test
    void goesOnAtTheNextKeeperWhereOneFallsSilentOrHasNothing() {
        ActorRef<Keeper.Command> silent = KIT.<Keeper.Command>createTestProbe().ref();
        ActorRef<Keeper.Command> empty = keeper("empty", new FileArtifacts(directory.resolve("empty")));

        secondKeeper.tell(keep(List.of(silent, empty, firstKeeper)));

        assertThat(kept.receiveMessage(LONG).failure()).isEmpty();
        assertThat(second.read(artifact, 0, bytes.length)).isEqualTo(bytes);
    }

    @Test
    void keepsNothingOfADamagedArtifactWhichItsHolderFindsAndSetsAside() throws IOException {
        bytes[1000]++;
        Files.write(first.path(artifact), bytes);

        secondKeeper.tell(keep(List.of(firstKeeper)));

        assertThat(kept.receiveMessage(LONG).failure()).isPresent();
        assertThat(second.holds(artifact)).isFalse();
        assertThat(first.holds(artifact)).as("the damaged copy counts no more").isFalse();
        assertThat(directory.resolve("first").resolve("damaged-" + artifact)).hasBinaryContent(bytes);
        try (Stream<Path> files = Files.list(directory.resolve("second"))) {
            assertThat(files.map(Path::getFileName))
                    .as("nothing of the wrong bytes is left")
                    .allMatch(name -> name.toString().startsWith("partial-"));
        }
    }

    @Test
    void getsFromAnotherHolderWhatIsDamagedAtTheFirst() throws IOException {
        ArtifactStore third = new FileArtifacts(directory.resolve("third"));
        third.put(bytes);
        byte[] damaged = bytes.clone();
        damaged[1000]++;
        Files.write(first.path(artifact), damaged);

        secondKeeper.tell(keep(List.of(firstKeeper, keeper("third", third))));

        assertThat(kept.receiveMessage(LONG).failure()).isEmpty();
        assertThat(second.read(artifact, 0, bytes.length)).isEqualTo(bytes);
    }

    @Test
    void fetchesAnewWhatItsOwnDiskHasDamaged() throws IOException {
        second.put(bytes);
        byte[] damaged = bytes.clone();
        damaged[1000]++;
        Files.write(second.path(artifact), damaged);

        secondKeeper.tell(keep(List.of(firstKeeper)));

        assertThat(kept.receiveMessage(LONG).failure()).isEmpty();
        assertThat(second.read(artifact, 0, bytes.length)).isEqualTo(bytes);
        assertThat(directory.resolve("second").resolve("damaged-" + artifact)).hasBinaryContent(damaged);
    }

    @Test
    void asksOnlyForTheRestOfWhatItHadBeforeItDied() {
        try (ArtifactStore.Writer writer = second.resume(artifact)) {
            writer.write(bytes, 0, 3 * Limits.CHUNK_BYTES);
        }
        TestProbe<Keeper.Command> source = KIT.createTestProbe();

        secondKeeper.tell(keep(List.of(source.ref())));

        Keeper.Read read = source.expectMessageClass(Keeper.Read.class, LONG);
        assertThat(read.offset()).isEqualTo(3L * Limits.CHUNK_BYTES);
        firstKeeper.tell(read);
        for (int i = 0; i < 2; i++) {
            firstKeeper.tell(source.expectMessageClass(Keeper.Read.class, LONG));
        }
        assertThat(kept.receiveMessage(LONG).failure()).isEmpty();
        assertThat(second.read(artifact, 0, bytes.length)).isEqualTo(bytes);
    }

    @Test
    void saysWhenNobodyHasAnArtifact() {
        secondKeeper.tell(new Keeper.Keep(
                new ArtifactId(Sha256.of(new byte[2])),
                2,
                List.of(firstKeeper),
                Optional.empty(),
                Optional.empty(),
                kept.ref()));

        assertThat(kept.receiveMessage(LONG).failure()).isPresent();
    }

    @Test
    void fetchesAPartByItsOwnDigest() {
        int offset = Limits.CHUNK_BYTES - 5;
        int length = Limits.CHUNK_BYTES + 10;
        byte[] part = Arrays.copyOfRange(bytes, offset, offset + length);
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        TestProbe<Fetch.Outcome> outcome = KIT.createTestProbe();

        KIT.spawn(Fetch.create(
                new Fetch.Part(artifact, offset, length, Sha256.of(part)),
                List.of(firstKeeper),
                (ByteString chunk) -> target.writeBytes(chunk.toByteArray()),
                outcome.ref()));

        assertThat(outcome.receiveMessage(LONG)).isInstanceOf(Fetch.Fetched.class);
        assertThat(target.toByteArray()).isEqualTo(part);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, Limits.CHUNK_BYTES - 1, Limits.CHUNK_BYTES + 1, 200_000})
    void waitsForNobodyWhoGivesOtherPiecesThanWereAskedFor(int piece) {
        ActorRef<Keeper.Command> endless = KIT.spawn(Behaviors.receive(Keeper.Command.class)
                .onMessage(Keeper.Read.class, read -> {
                    // Asked for one piece it gives many, and none is as it should be.
                    for (long offset = read.offset(); offset < read.offset() + 3L * piece; offset += piece) {
                        ByteString data = ByteString.copyFrom(new byte[piece]);
                        read.replyTo().tell(new Keeper.Chunk(read.artifact(), offset, data));
                    }
                    return Behaviors.same();
                })
                .onAnyMessage(any -> Behaviors.same())
                .build());

        secondKeeper.tell(keep(List.of(endless)));
        assertThat(kept.receiveMessage(LONG).failure())
                .hasValueSatisfying(why -> assertThat(why).contains("none of 1 keepers"));

        secondKeeper.tell(keep(List.of(endless, firstKeeper)));
        assertThat(kept.receiveMessage(LONG).failure()).isEmpty();
        assertThat(second.read(artifact, 0, bytes.length)).isEqualTo(bytes);
    }

    @Test
    void takesNoMoreThanWasSaidFromAKeeperThatNeverEnds() {
        ActorRef<Keeper.Command> endless = KIT.spawn(Behaviors.receive(Keeper.Command.class)
                .onMessage(Keeper.Read.class, read -> {
                    ByteString data = ByteString.copyFrom(new byte[read.length()]);
                    read.replyTo().tell(new Keeper.Chunk(read.artifact(), read.offset(), data));
                    return Behaviors.same();
                })
                .onAnyMessage(any -> Behaviors.same())
                .build());

        secondKeeper.tell(keep(List.of(endless)));

        assertThat(kept.receiveMessage(LONG).failure())
                .hasValueSatisfying(why -> assertThat(why).contains("not those that its digest names"));
        assertThat(directory.resolve("second").toFile().listFiles())
                .as("nothing of it is left")
                .allMatch(file -> file.length() == 0);
    }

    @Test
    void tellsManyFactsPageByPage() {
        JobSpec spec = new JobSpec("test", "none", 0, artifact, bytes.length);
        int facts = Limits.FACTS + 3;
        for (int i = 0; i < facts; i++) {
            firstKeeper.tell(new Keeper.Remember(fact(spec, i)));
        }
        TestProbe<Keeper.Recalled> recalled = KIT.createTestProbe();

        firstKeeper.tell(new Keeper.Recall(spec.id(), 0, recalled.ref()));
        assertThat(recalled.receiveMessage(LONG).facts()).hasSize(Limits.FACTS);
        firstKeeper.tell(new Keeper.Recall(spec.id(), Limits.FACTS, recalled.ref()));
        Keeper.Recalled rest = recalled.receiveMessage();

        assertThat(rest.facts()).hasSize(3);
        assertThat(rest.total()).isEqualTo(facts);
    }

    private Keeper.Keep keep(List<ActorRef<Keeper.Command>> sources) {
        return new Keeper.Keep(artifact, bytes.length, sources, Optional.empty(), Optional.empty(), kept.ref());
    }

    private ActorRef<Keeper.Command> keeper(String name, ArtifactStore store) {
        return KIT.spawn(
                Keeper.create(new NodeId(name), store, Ledger.open(directory.resolve("ledger-" + name), 16 << 20)));
    }

    private static Fact fact(JobSpec spec, int task) {
        Claim claim = new Claim(
                new Checkpoint(task, ByteString.copyFromUtf8("a")),
                new Checkpoint(task + 1L, ByteString.copyFromUtf8("b")));
        return Facts.fact(
                TaskId.segment(spec.id(), task), claim, spec.input(), 10, new ProverId(new NodeId("prover"), 1), 5);
    }
}
