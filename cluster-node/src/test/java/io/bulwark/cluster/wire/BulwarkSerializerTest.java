package io.bulwark.cluster.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.typesafe.config.ConfigFactory;
import io.bulwark.cluster.Facts;
import io.bulwark.cluster.artifact.Keeper;
import io.bulwark.cluster.job.Job;
import io.bulwark.cluster.job.JobStatus;
import io.bulwark.cluster.job.Recovery;
import io.bulwark.cluster.job.Setback;
import io.bulwark.cluster.job.Share;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.Checkpoint;
import io.bulwark.protocol.Claim;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.FinishTask;
import io.bulwark.protocol.FoldInput;
import io.bulwark.protocol.JobHeader;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.JoinTask;
import io.bulwark.protocol.Jurisdiction;
import io.bulwark.protocol.Limits;
import io.bulwark.protocol.MalformedMessageException;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.OperatorId;
import io.bulwark.protocol.PlanTask;
import io.bulwark.protocol.Planned;
import io.bulwark.protocol.Policy;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.Receipt;
import io.bulwark.protocol.Region;
import io.bulwark.protocol.SegmentTask;
import io.bulwark.protocol.Sha256;
import io.bulwark.protocol.Span;
import io.bulwark.protocol.SubmitterId;
import io.bulwark.protocol.TaskId;
import io.bulwark.protocol.TaskName;
import io.bulwark.protocol.WireMessage;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.Serializers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BulwarkSerializerTest {
    /** Room in a frame for the envelope: the recipient, the sender and the headers. */
    private static final int ENVELOPE = 4096;

    private static final ActorTestKit KIT = ActorTestKit.create(
            "serializer",
            ConfigFactory.parseString("pekko.remote.artery.canonical { hostname = 127.0.0.1, port = 0 }")
                    .withFallback(ConfigFactory.parseResources("bulwark-pekko.conf"))
                    .withFallback(ConfigFactory.load()));
    private static final Serialization SERIALIZATION = SerializationExtension.get(Adapter.toClassic(KIT.system()));

    private static final ActorRef<Keeper.Command> KEEPER = reference();
    private static final ByteString DIGEST = Sha256.of(new byte[] {1});
    private static final ArtifactId ARTIFACT = new ArtifactId(DIGEST);
    private static final JobSpec SPEC = new JobSpec(
            "a".repeat(32),
            "b".repeat(32),
            Integer.MAX_VALUE,
            Optional.of(new Blob(ARTIFACT, Long.MAX_VALUE)),
            ARTIFACT,
            Long.MAX_VALUE,
            new SubmitterId("s".repeat(63)),
            new Policy(jurisdictions('A'), jurisdictions('N'), 300, 1000, 100));
    private static final Checkpoint START =
            new Checkpoint(Long.MAX_VALUE - 1, ByteString.copyFrom(new byte[Limits.STATE_BYTES]));
    private static final Checkpoint END = new Checkpoint(Long.MAX_VALUE, START.state());
    private static final ProverId PROVER = new ProverId(new NodeId("n".repeat(63)), Long.MAX_VALUE);
    private static final TaskName NAME = TaskName.join(new Span(Limits.TASKS - 2, 2));
    private static final TaskId TASK = new TaskId(SPEC.id(), NAME);
    private static final Receipt RECEIPT = new Receipt(
            new Member(
                    PROVER.node(), new OperatorId("o".repeat(63)), new Jurisdiction("ZZ"), new Region("r".repeat(63))),
            ByteString.copyFrom(new byte[Limits.CERTIFICATE_BYTES]),
            ByteString.copyFrom(new byte[Receipt.SIGNATURE_BYTES]));
    private static final Fact FACT =
            new Fact(TASK, new Claim(START, END), ARTIFACT, Long.MAX_VALUE, PROVER, Long.MAX_VALUE, RECEIPT);

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    /** As many as a policy can name. */
    private static Set<Jurisdiction> jurisdictions(char first) {
        return IntStream.range(0, Limits.JURISDICTIONS)
                .mapToObj(i -> new Jurisdiction("" + (char) (first + i / 26) + (char) ('A' + i % 26)))
                .collect(Collectors.toSet());
    }

    private static <T> ActorRef<T> reference() {
        return KIT.<T>createTestProbe().ref();
    }

    /** The largest instance of each message that crosses between processes. */
    static Stream<WireMessage> largest() {
        String cause = "c".repeat(Limits.CAUSE);
        ByteString chunk = ByteString.copyFrom(new byte[Limits.CHUNK_BYTES]);
        SegmentTask task = new SegmentTask(
                TaskId.segment(SPEC.id(), Limits.TASKS - 1),
                SPEC,
                START,
                Integer.MAX_VALUE,
                ARTIFACT,
                Long.MAX_VALUE - Limits.TASK_BYTES,
                Limits.TASK_BYTES,
                DIGEST);
        return Stream.of(
                new Keeper.Read(ARTIFACT, Long.MAX_VALUE, Limits.CHUNK_BYTES, reference()),
                new Keeper.Chunk(ARTIFACT, Long.MAX_VALUE, chunk),
                new Keeper.Absent(ARTIFACT, Long.MAX_VALUE),
                new Keeper.Keep(
                        ARTIFACT,
                        Long.MAX_VALUE,
                        Collections.nCopies(Limits.SOURCES, KEEPER),
                        Optional.of(FACT),
                        Optional.of(SPEC),
                        reference()),
                new Keeper.Kept(ARTIFACT, PROVER.node(), Optional.of(cause)),
                new Keeper.Kept(ARTIFACT, PROVER.node(), Optional.empty()),
                new Keeper.Recall(SPEC.id(), Integer.MAX_VALUE, reference()),
                new Keeper.Recalled(
                        SPEC.id(),
                        Optional.of(SPEC),
                        Collections.nCopies(Limits.FACTS, FACT),
                        Limits.FACTS_OF_A_JOB - Limits.FACTS,
                        Limits.FACTS_OF_A_JOB,
                        KEEPER,
                        PROVER.node(),
                        true),
                new Job.Submit(SPEC, reference()),
                new Job.Pull(PROVER, Long.MAX_VALUE, reference()),
                new Job.Renew(PROVER, NAME),
                new Job.Deliver(FACT, KEEPER),
                new Job.PlannedBatch(PROVER, planned(), KEEPER, reference()),
                new Job.PlanTaken(SPEC.id(), Limits.TASKS),
                new Job.GiveBack(PROVER, NAME, Setback.DECLINED, cause),
                new Job.Abandon(SPEC.id(), Optional.of(NAME)),
                new Job.Abandon(SPEC.id(), Optional.empty()),
                new Job.Reserve(
                        SPEC.id(), new Region("r".repeat(63)), new SubmitterId("s".repeat(63)), -JobHeader.PRIORITIES),
                new Job.Assign(task, KEEPER),
                new Job.Assign(
                        new JoinTask(
                                new TaskId(SPEC.id(), TaskName.join(new Span(Limits.TASKS - 4, 4))),
                                SPEC,
                                List.of(piece(0), piece(1), piece(2), piece(3))),
                        KEEPER),
                new Job.Assign(
                        new FinishTask(new TaskId(SPEC.id(), TaskName.finish(Limits.TASKS)), SPEC, piece(0)), KEEPER),
                new Job.Assign(PlanTask.of(SPEC, Limits.TASKS), KEEPER),
                new Job.Nothing(SPEC.id()),
                status(JobStatus.Phase.SUCCEEDED),
                status(JobStatus.Phase.FAILED));
    }

    private static Planned planned() {
        long first = Long.MAX_VALUE - Limits.PLANNED - 1;
        List<Planned.Interval> intervals = LongStream.rangeClosed(1, Limits.PLANNED)
                .mapToObj(i -> new Planned.Interval(
                        new Checkpoint(first + i, START.state()), ARTIFACT, Long.MAX_VALUE, Limits.TASK_BYTES, DIGEST))
                .toList();
        return Planned.of(
                SPEC.id(),
                Limits.TASKS - Limits.PLANNED,
                new Checkpoint(first, START.state()),
                intervals,
                true,
                Facts.signer(PROVER.node()));
    }

    private static FoldInput piece(int number) {
        Checkpoint start = new Checkpoint(Long.MAX_VALUE - 5 + number, START.state());
        Checkpoint end = new Checkpoint(Long.MAX_VALUE - 4 + number, START.state());
        return new FoldInput(new Claim(start, end), new Blob(ARTIFACT, Limits.PROOF_BYTES));
    }

    private static JobStatus status(JobStatus.Phase phase) {
        return new JobStatus(
                SPEC.id(),
                phase,
                PROVER,
                Limits.TASKS,
                Limits.TASKS,
                Limits.TASKS,
                new JobStatus.Folds(Limits.TASKS, Collections.nCopies(Limits.LEVELS, Limits.TASKS), Limits.TASKS),
                Limits.TASKS,
                Integer.MAX_VALUE,
                Collections.nCopies(
                        Limits.SHARES,
                        new Share(
                                PROVER,
                                Integer.MAX_VALUE,
                                Long.MAX_VALUE,
                                Long.MAX_VALUE,
                                Integer.MAX_VALUE,
                                Long.MAX_VALUE)),
                Collections.nCopies(Limits.RECOVERIES, new Recovery(NAME, PROVER, PROVER, Long.MAX_VALUE)),
                Optional.of(new JobStatus.Result(new Claim(START, END), ARTIFACT, Long.MAX_VALUE, KEEPER))
                        .filter(any -> phase == JobStatus.Phase.SUCCEEDED),
                Optional.of("c".repeat(Limits.CAUSE)).filter(any -> phase == JobStatus.Phase.FAILED));
    }

    @ParameterizedTest
    @MethodSource("largest")
    void theLargestOfEachMessageFitsAFrameAndComesBackAsItWas(WireMessage message) {
        byte[] bytes = SERIALIZATION.serialize(message).get();

        assertThat(SERIALIZATION.findSerializerFor(message)).isInstanceOf(BulwarkSerializer.class);
        assertThat(bytes.length).isLessThanOrEqualTo(Limits.FRAME_BYTES - ENVELOPE);
        assertThat(read(message, bytes)).isEqualTo(message);
    }

    @ParameterizedTest
    @MethodSource("largest")
    void brokenBytesAreReadAsAMessageOrRefusedAndNothingElse(WireMessage message) {
        byte[] bytes = SERIALIZATION.serialize(message).get();
        Random random = new Random(bytes.length);
        for (int i = 0; i < 200; i++) {
            byte[] broken = i % 2 == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes.clone();
            if (broken.length > 0) {
                broken[random.nextInt(Math.min(broken.length, 300))] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                assertThat(read(message, broken)).isInstanceOf(message.getClass());
            } catch (MalformedMessageException refused) {
                assertThat(refused).hasMessageMatching("(?s).+");
            }
        }
    }

    @Test
    void everyMessageOfTheProtocolsIsCovered() {
        List<String> covered = largest()
                .map(message -> serializer(message).manifest(message))
                .distinct()
                .toList();
        assertThat(covered).hasSize(19);
        for (Class<?> protocol :
                List.of(Keeper.Command.class, Keeper.Answer.class, Job.Command.class, Job.Errand.class)) {
            for (Class<?> message : protocol.getPermittedSubclasses()) {
                assertThat(!WireMessage.class.isAssignableFrom(message)
                                || largest().anyMatch(message::isInstance))
                        .as(message.getName())
                        .isTrue();
            }
        }
    }

    @Test
    void refusesAManifestThatItDoesNotKnow() {
        WireMessage any = new Job.Nothing(SPEC.id());
        assertThatThrownBy(() -> serializer(any).fromBinary(new byte[0], "job.unheard-of.1"))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("job.unheard-of.1");
    }

    @Test
    void javaSerializationIsOff() {
        record Plain(int number) implements Serializable {}

        assertThat(SERIALIZATION.serialize(new Plain(1)).isFailure()).isTrue();
        assertThat(KIT.system().settings().config().getBoolean("pekko.actor.allow-java-serialization"))
                .isFalse();
    }

    private static BulwarkSerializer serializer(WireMessage message) {
        return (BulwarkSerializer) SERIALIZATION.findSerializerFor(message);
    }

    private static Object read(WireMessage message, byte[] bytes) {
        String manifest = Serializers.manifestFor(serializer(message), message);
        return serializer(message).fromBinary(bytes, manifest);
    }
}
