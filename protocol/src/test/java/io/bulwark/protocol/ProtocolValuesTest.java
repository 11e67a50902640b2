package io.bulwark.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ProtocolValuesTest {
    private static final ArtifactId INPUT = new ArtifactId(Sha256.of("input".getBytes(StandardCharsets.UTF_8)));
    private static final JobSpec SPEC = new JobSpec("sponge", "128", 3, INPUT, 1000);
    private static final Checkpoint START = new Checkpoint(0, ByteString.copyFromUtf8("start"));
    private static final Checkpoint MIDDLE = new Checkpoint(5, ByteString.copyFromUtf8("middle"));
    private static final Checkpoint END = new Checkpoint(9, ByteString.copyFromUtf8("end"));
    private static final ProverId PROVER = new ProverId(new NodeId("node-1"), 4711);

    @Test
    void namesAJobByTheSha256OfItsCanonicalEncoding() {
        String expected = "62756c7761726b206a6f622032" // "bulwark job 2"
                + "000673706f6e6765" // workload
                + "0003313238" // security
                + "00000003"
                + "01" // artifacts
                + INPUT
                + "00000000000003e8";
        assertThat(HexFormat.of().formatHex(SPEC.canonical())).isEqualTo(expected);
        assertThat(SPEC.id()).isEqualTo(new JobId(Sha256.of(SPEC.canonical())));
    }

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
        Fact fact = new Fact(new TaskId(SPEC.id(), 7), claim, INPUT, 12, PROVER, 34);
        Task task = new Task(new TaskId(SPEC.id(), 7), SPEC, START, 5, INPUT, 100, 200, Sha256.of(new byte[200]));
        assertThat(WireForm.read(WireForm.write(SPEC))).isEqualTo(SPEC);
        assertThat(WireForm.read(WireForm.write(WITH_PROGRAM))).isEqualTo(WITH_PROGRAM);
        assertThat(WireForm.read(WireForm.write(claim))).isEqualTo(claim);
        assertThat(WireForm.read(WireForm.write(PROVER))).isEqualTo(PROVER);
        assertThat(WireForm.read(WireForm.write(fact))).isEqualTo(fact);
        assertThat(WireForm.read(WireForm.write(task))).isEqualTo(task);
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
        refuses("task below", () -> new TaskId(SPEC.id(), Limits.TASKS));
        refuses("task below", () -> WireForm.taskIndex(-1));
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
        TaskId id = new TaskId(SPEC.id(), 0);
        TaskId foreign = new TaskId(new JobId(digest), 0);
        refuses("job of the specification", () -> new Task(foreign, SPEC, START, 1, INPUT, 0, 1, digest));
        refuses("one step", () -> new Task(id, SPEC, START, 0, INPUT, 0, 1, digest));
        refuses("part of the input", () -> new Task(id, SPEC, START, 1, INPUT, 1000, 1, digest));
        refuses("part of the input", () -> new Task(id, SPEC, START, 1, INPUT, -1, 1, digest));
        refuses("at most", () -> new Task(id, SPEC, START, 1, INPUT, 0, Limits.TASK_BYTES + 1, digest));
        refuses("digest", () -> new Task(id, SPEC, START, 1, INPUT, 0, 1, ByteString.EMPTY));
    }

    @Test
    void cutsACauseToWhatAMessageHolds() {
        assertThat(Limits.cause("x".repeat(Limits.CAUSE + 5))).hasSize(Limits.CAUSE);
        assertThat(Limits.cause("short")).isEqualTo("short");
    }

    private static Fact fact(long bytes, long nanos) {
        return new Fact(new TaskId(SPEC.id(), 0), new Claim(START, END), INPUT, bytes, PROVER, nanos);
    }

    private static void refuses(String words, ThrowingCallable making) {
        assertThatThrownBy(making).isInstanceOf(MalformedMessageException.class).hasMessageContaining(words);
    }
}
