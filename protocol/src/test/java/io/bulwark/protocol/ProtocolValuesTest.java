package io.bulwark.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.bulwark.protocol.wire.TaskNameMessage;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ProtocolValuesTest {
    private static final ArtifactId INPUT = new ArtifactId(Sha256.of("input".getBytes(StandardCharsets.UTF_8)));
    private static final JobSpec SPEC = new JobSpec("sponge", "128", 3, INPUT, 1000);
    private static final Checkpoint START = new Checkpoint(0, ByteString.copyFromUtf8("start"));
    private static final Checkpoint MIDDLE = new Checkpoint(5, ByteString.copyFromUtf8("middle"));
    private static final Checkpoint END = new Checkpoint(9, ByteString.copyFromUtf8("end"));
    private static final ProverId PROVER = new ProverId(new NodeId("node-1"), 4711);
    private static final Signer SIGNER = SelfSigned.of(Member.local(PROVER.node()));
    private static final Blob PROOF = new Blob(INPUT, 12);

    @Test
    void namesAJobByTheSha256OfItsCanonicalEncoding() {
        String expected = "62756c7761726b206a6f622033" // "bulwark job 3"
                + "000673706f6e6765" // workload
                + "0003313238" // security
                + "00000003"
                + "01" // artifacts
                + INPUT
                + "00000000000003e8"
                + "0007616e79626f6479" // "anybody"
                + "00000000" // no jurisdictions allowed or denied by name
                + "0000000100000001" // at least one jurisdiction and one operator
                + "64"; // 100 %
        assertThat(HexFormat.of().formatHex(SPEC.canonical())).isEqualTo(expected);
        assertThat(SPEC.id()).isEqualTo(new JobId(Sha256.of(SPEC.canonical())));
    }

    private static final Jurisdiction DE = new Jurisdiction("DE");
    private static final JobSpec WITH_PROGRAM =
            new JobSpec("sponge", "128", 3, Optional.of(new Blob(INPUT, 5)), INPUT, 1000);

    @Test
    void givesAnotherNameToEveryOtherSpecification() {
        ArtifactId other = new ArtifactId(Sha256.of(new byte[1]));
        List<JobSpec> others = List.of(
                new JobSpec("spongf", "128", 3, INPUT, 1000),
                new JobSpec("sponge", "100", 3, INPUT, 1000),
                new JobSpec("sponge", "128", 2, INPUT, 1000),
                new JobSpec("sponge", "128", 3, other, 1000),
                new JobSpec("sponge", "128", 3, INPUT, 1001),
                new JobSpec("sponge1", "28", 3, INPUT, 1000),
                WITH_PROGRAM,
                SPEC.by(new SubmitterId("someone@example.org")),
                SPEC.under(new Policy(Set.of(DE), Set.of(), 1, 1, 100)),
                SPEC.under(new Policy(Set.of(), Set.of(DE), 1, 1, 100)),
                SPEC.under(new Policy(Set.of(), Set.of(), 2, 1, 100)),
                SPEC.under(new Policy(Set.of(), Set.of(), 1, 2, 100)),
                SPEC.under(new Policy(Set.of(), Set.of(), 1, 1, 99)),
                new JobSpec("sponge", "128", 3, Optional.of(new Blob(INPUT, 6)), INPUT, 1000),
                new JobSpec("sponge", "128", 3, Optional.of(new Blob(other, 5)), INPUT, 1000));
        assertThat(others).extracting(JobSpec::id).doesNotHaveDuplicates().doesNotContain(SPEC.id());
    }

    @Test
    void readsBackTheNamesThatItPrints() {
        assertThat(JobId.parse(SPEC.id().toString())).isEqualTo(SPEC.id());
        assertThat(ArtifactId.parse(INPUT.toString())).isEqualTo(INPUT);
        assertThat(INPUT.toString()).startsWith(INPUT.brief()).hasSize(64);
    }

    @Test
    void joinsOnlyClaimsThatMeetInOneState() {
        Claim first = new Claim(START, MIDDLE);
        assertThat(first.join(new Claim(MIDDLE, END))).isEqualTo(new Claim(START, END));

        Claim elsewhere = new Claim(new Checkpoint(5, ByteString.copyFromUtf8("another")), END);
        assertThat(first.meets(elsewhere)).isFalse();
        assertThatThrownBy(() -> first.join(elsewhere)).hasMessageContaining("the states differ");
        assertThatThrownBy(() -> new Claim(MIDDLE, END).join(first)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void comesBackFromProtobufAsItWas() {
        Claim claim = new Claim(START, MIDDLE);
        Fact fact = Fact.of(TaskId.segment(SPEC.id(), 7), claim, PROOF, PROVER, 34, SIGNER);
        SegmentTask task = new SegmentTask(
                TaskId.segment(SPEC.id(), 7), SPEC, START, 5, INPUT, 100, 200, Sha256.of(new byte[200]));
        Fact joined = Fact.of(new TaskId(SPEC.id(), TaskName.join(new Span(4, 3))), claim, PROOF, PROVER, 34, SIGNER);
        assertThat(WireForm.read(WireForm.write(SPEC))).isEqualTo(SPEC);
        assertThat(WireForm.read(WireForm.write(WITH_PROGRAM))).isEqualTo(WITH_PROGRAM);
        assertThat(WireForm.read(WireForm.write(claim))).isEqualTo(claim);
        assertThat(WireForm.read(WireForm.write(PROVER))).isEqualTo(PROVER);
        assertThat(WireForm.read(WireForm.write(fact))).isEqualTo(fact);
        assertThat(WireForm.read(WireForm.write(task))).isEqualTo(task);
        assertThat(WireForm.read(WireForm.write(joined))).isEqualTo(joined);
        JoinTask join = join(2, FIRST, SECOND);
        FinishTask finish =
                new FinishTask(new TaskId(SPEC.id(), TaskName.finish(2)), SPEC, input(new Claim(START, END)));
        assertThat(WireForm.read(WireForm.write(join))).isEqualTo(join);
        assertThat(join.claim()).isEqualTo(finish.input().claim());
        assertThat(WireForm.read(WireForm.write(finish))).isEqualTo(finish);
        for (TaskName name :
                List.of(TaskName.segment(3), TaskName.join(new Span(1, Limits.TASKS - 1)), TaskName.finish(1))) {
            assertThat(WireForm.read(WireForm.write(name))).isEqualTo(name);
        }
    }

    private static final FoldInput FIRST = input(new Claim(START, MIDDLE));
    private static final FoldInput SECOND = input(new Claim(MIDDLE, END));

    private static FoldInput input(Claim claim) {
        return new FoldInput(claim, new Blob(INPUT, 12));
    }

    private static JoinTask join(int count, FoldInput... inputs) {
        return new JoinTask(new TaskId(SPEC.id(), TaskName.join(new Span(0, count))), SPEC, List.of(inputs));
    }

    @Test
    void ordersTasksByStageAndThenAsTheRunGoes() {
        assertThat(List.of(
                        TaskName.segment(0),
                        TaskName.segment(2),
                        TaskName.join(new Span(0, 2)),
                        TaskName.join(new Span(0, 4)),
                        TaskName.join(new Span(1, 2)),
                        TaskName.finish(9)))
                .isSorted();
        assertThat(TaskName.join(new Span(4, 4))).hasToString("join 4..7");
        assertThat(TaskId.segment(SPEC.id(), 7).toString()).endsWith("/interval 7");
    }

    @Test
    void knowsWhichStretchesOfIntervalsOverlap() {
        Span span = new Span(4, 4);
        assertThat(span.end()).isEqualTo(8);
        assertThat(span.contains(new Span(5, 3))).isTrue();
        assertThat(span.contains(new Span(5, 4))).isFalse();
        assertThat(span.contains(new Span(3, 2))).isFalse();
        assertThat(span.overlaps(Span.of(7))).isTrue();
        assertThat(span.overlaps(Span.of(8))).isFalse();
        assertThat(span.overlaps(new Span(2, 2))).isFalse();
    }

    @Test
    void refusesJoinsThatCanBeNone() {
        refuses("2 to 4 proofs", () -> join(5, FIRST));
        refuses("2 to 2 proofs", () -> join(2, FIRST, SECOND, FIRST));
        refuses("claims that meet", () -> join(2, SECOND, FIRST));
        refuses("intervals of a JOIN", () -> join(1, FIRST, SECOND));
        refuses("intervals of a SEGMENT", () -> new TaskName(Stage.SEGMENT, new Span(0, 2)));
        refuses("intervals of a FINISH", () -> new TaskName(Stage.FINISH, new Span(1, 2)));
        refuses("intervals below", () -> new Span(Limits.TASKS - 1, 2));
        refuses("intervals below", () -> new Span(1, Integer.MAX_VALUE));
        refuses("intervals below", () -> new Span(-1, 2));
        refuses("intervals below", () -> new Span(0, 0));
        Blob huge = new Blob(INPUT, Limits.PROOF_BYTES + 1L);
        refuses("a proof of 1 to", () -> new FoldInput(FIRST.claim(), huge));
        TaskId finish = new TaskId(SPEC.id(), TaskName.finish(2));
        refuses("a JOIN", () -> new JoinTask(finish, SPEC, List.of(FIRST, SECOND)));
        refuses("a FINISH", () -> new FinishTask(TaskId.segment(SPEC.id(), 0), SPEC, FIRST));
        TaskId foreign = new TaskId(new JobId(Sha256.of(new byte[1])), finish.name());
        refuses("job of the specification", () -> new FinishTask(foreign, SPEC, FIRST));
        refuses(
                "stage is unknown",
                () -> WireForm.read(TaskNameMessage.newBuilder()
                        .setStageValue(9)
                        .setCount(1)
                        .build()));
    }

    @Test
    void refusesWhatIsOutOfItsBounds() {
        refuses("32 bytes", () -> new ArtifactId(ByteString.copyFrom(new byte[31])));
        refuses("32 bytes", () -> new JobId(ByteString.copyFrom(new byte[33])));
        refuses("64 hexadecimal", () -> JobId.parse("zz"));
        refuses("node name", () -> new NodeId(""));
        refuses("node name", () -> new NodeId("Node"));
        refuses("node name", () -> new NodeId("a".repeat(64)));
        refuses("process number", () -> new ProverId(new NodeId("a"), 0));
        refuses("intervals below", () -> TaskId.segment(SPEC.id(), Limits.TASKS));
        refuses("step from 0", () -> new Checkpoint(-1, ByteString.EMPTY));
        refuses("state of at most", () -> new Checkpoint(0, ByteString.copyFrom(new byte[Limits.STATE_BYTES + 1])));
        refuses("end behind", () -> new Claim(MIDDLE, MIDDLE));
        refuses("at least one byte", () -> new JobSpec("sponge", "128", 0, INPUT, 0));
        refuses("a program of at least", () -> new JobSpec("a", "b", 0, Optional.of(new Blob(INPUT, 0)), INPUT, 0));
        refuses("a length from 0", () -> new Blob(INPUT, -1));
        refuses("workload", () -> new JobSpec("", "128", 0, INPUT, 1));
        refuses("parameter set", () -> new JobSpec("sponge", "1 2", 0, INPUT, 1));
        refuses("shape", () -> new JobSpec("sponge", "128", -1, INPUT, 1));
        refuses("at least one byte", () -> fact(0, 1));
        refuses("time from 0", () -> fact(1, -1));
    }

    @Test
    void refusesATaskThatDoesNotFitItsJob() {
        ByteString digest = Sha256.of(new byte[1]);
        TaskId id = TaskId.segment(SPEC.id(), 0);
        TaskId foreign = TaskId.segment(new JobId(digest), 0);
        refuses("job of the specification", () -> new SegmentTask(foreign, SPEC, START, 1, INPUT, 0, 1, digest));
        refuses("one step", () -> new SegmentTask(id, SPEC, START, 0, INPUT, 0, 1, digest));
        refuses("part of the input", () -> new SegmentTask(id, SPEC, START, 1, INPUT, 1000, 1, digest));
        refuses("part of the input", () -> new SegmentTask(id, SPEC, START, 1, INPUT, -1, 1, digest));
        refuses("at most", () -> new SegmentTask(id, SPEC, START, 1, INPUT, 0, Limits.TASK_BYTES + 1, digest));
        refuses("digest", () -> new SegmentTask(id, SPEC, START, 1, INPUT, 0, 1, ByteString.EMPTY));
    }

    @Test
    void cutsACauseToWhatAMessageHolds() {
        assertThat(Limits.cause("x".repeat(Limits.CAUSE + 5))).hasSize(Limits.CAUSE);
        assertThat(Limits.cause("short")).isEqualTo("short");
    }

    private static Fact fact(long bytes, long nanos) {
        return Fact.of(
                TaskId.segment(SPEC.id(), 0), new Claim(START, END), new Blob(INPUT, bytes), PROVER, nanos, SIGNER);
    }

    private static void refuses(String words, ThrowingCallable making) {
        assertThatThrownBy(making).isInstanceOf(MalformedMessageException.class).hasMessageContaining(words);
    }
}
