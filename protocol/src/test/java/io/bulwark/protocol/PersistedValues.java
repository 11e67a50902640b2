package io.bulwark.protocol;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import com.google.protobuf.UnknownFieldSet;
import io.bulwark.protocol.wire.EvidenceMessage;
import io.bulwark.protocol.wire.FactMessage;
import io.bulwark.protocol.wire.FinishTaskMessage;
import io.bulwark.protocol.wire.JobHeaderMessage;
import io.bulwark.protocol.wire.JobRecordMessage;
import io.bulwark.protocol.wire.JobSpecMessage;
import io.bulwark.protocol.wire.JoinTaskMessage;
import io.bulwark.protocol.wire.PlanTaskMessage;
import io.bulwark.protocol.wire.PlannedMessage;
import io.bulwark.protocol.wire.ReceiptFileHeadMessage;
import io.bulwark.protocol.wire.TaskMessage;
import io.bulwark.protocol.wire.TaskNameMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** One value, or some, of everything that is kept or that nodes of several versions exchange. */
final class PersistedValues {
    /** A value, and its way to bytes and back. */
    record Persisted<T, M extends Message>(
            String name, T value, Function<T, M> write, Parser<M> parser, Function<M, T> read) {
        byte[] bytes() {
            return write.apply(value).toByteArray();
        }

        M parse(byte[] bytes) {
            try {
                return parser.parseFrom(bytes);
            } catch (InvalidProtocolBufferException e) {
                throw new MalformedMessageException(e.getMessage());
            }
        }

        T read(byte[] bytes) {
            return read.apply(parse(bytes));
        }

        /** What is written of what is read of these bytes. */
        byte[] rewritten(byte[] bytes) {
            return write.apply(read(bytes)).toByteArray();
        }
    }

    private static final ArtifactId INPUT = new ArtifactId(Sha256.of(new byte[] {1}));
    private static final ArtifactId PROGRAM = new ArtifactId(Sha256.of(new byte[] {2}));
    private static final JobSpec SPEC = new JobSpec(
            "riscv",
            "128",
            3,
            Optional.of(new Blob(PROGRAM, 5_000)),
            INPUT,
            1_000_000_007,
            new SubmitterId("someone@example.org"),
            new Policy(
                    Set.of(new Jurisdiction("FR"), new Jurisdiction("DE"), new Jurisdiction("JP")),
                    Set.of(new Jurisdiction("ZZ")),
                    2,
                    3,
                    50));
    private static final Checkpoint START = new Checkpoint(7, ByteString.copyFromUtf8("start"));
    private static final Checkpoint MIDDLE = new Checkpoint(5L << 40, ByteString.copyFromUtf8("middle"));
    private static final Checkpoint END = new Checkpoint(6L << 40, ByteString.copyFromUtf8("end"));
    private static final Member MAKER =
            new Member(new NodeId("node-1"), new OperatorId("acme"), new Jurisdiction("DE"), new Region("eu-1"));
    private static final Receipt RECEIPT =
            new Receipt(MAKER, ByteString.copyFromUtf8("certificate"), ByteString.copyFrom(new byte[64]));
    private static final FoldInput LEFT = new FoldInput(new Claim(START, MIDDLE), new Blob(INPUT, 900));
    private static final FoldInput RIGHT = new FoldInput(new Claim(MIDDLE, END), new Blob(PROGRAM, 901));
    private static final Outcome OUTCOME = new Outcome(new Claim(START, END), new Blob(PROGRAM, 902));
    private static final Outcome OUTCOME_WITH_RECEIPTS =
            new Outcome(OUTCOME.claim(), OUTCOME.proof(), Optional.of(new Blob(INPUT, 903)));
    private static final JobHeader HEADER =
            new JobHeader(SPEC, List.of(new Region("eu-1"), new Region("asia-2")), -3, 1_796_000_000_000L);

    private PersistedValues() {}

    static List<Persisted<?, ?>> all() {
        return Stream.of(tasks(), records()).flatMap(List::stream).toList();
    }

    private static List<Persisted<?, ?>> tasks() {
        return List.of(
                new Persisted<>("spec", SPEC, WireForm::write, JobSpecMessage.parser(), WireForm::read),
                new Persisted<>(
                        "segment-task",
                        new SegmentTask(
                                TaskId.segment(SPEC.id(), 9), SPEC, START, 1 << 20, INPUT, 64, 128, PROGRAM.bytes()),
                        WireForm::write,
                        TaskMessage.parser(),
                        WireForm::read),
                new Persisted<>(
                        "join-task",
                        new JoinTask(new TaskId(SPEC.id(), TaskName.join(new Span(4, 2))), SPEC, List.of(LEFT, RIGHT)),
                        WireForm::write,
                        JoinTaskMessage.parser(),
                        WireForm::read),
                new Persisted<>(
                        "finish-task",
                        new FinishTask(new TaskId(SPEC.id(), TaskName.finish(12)), SPEC, LEFT),
                        WireForm::write,
                        FinishTaskMessage.parser(),
                        WireForm::read),
                new Persisted<>(
                        "plan-task", PlanTask.of(SPEC, 5), WireForm::write, PlanTaskMessage.parser(), WireForm::read),
                new Persisted<>("planned", planned(), WireForm::write, PlannedMessage.parser(), WireForm::read),
                fact(TaskName.segment(3)),
                fact(TaskName.join(new Span(4, 4))),
                fact(TaskName.finish(12)));
    }

    private static List<Persisted<?, ?>> records() {
        return List.of(
                new Persisted<>("header", HEADER, RecordForm::write, JobHeaderMessage.parser(), RecordForm::read),
                record("open", new Standing.Open()),
                record("failed", new Standing.Failed("the program does not end")),
                record("cancelled", new Standing.Cancelled()),
                record("succeeded", new Standing.Succeeded(OUTCOME)),
                record("succeeded-with-receipts", new Standing.Succeeded(OUTCOME_WITH_RECEIPTS)),
                new Persisted<>(
                        "evidence",
                        Evidence.of(
                                fact(TaskName.segment(3)).value(),
                                Optional.of(new Blob(PROGRAM, 1 << 20)),
                                "this is no proof",
                                1_796_000_000_001L),
                        RecordForm::write,
                        EvidenceMessage.parser(),
                        RecordForm::read),
                new Persisted<>(
                        "evidence-against-a-courier",
                        new Evidence(
                                fact(TaskName.segment(3)).value(),
                                Optional.of(RECEIPT),
                                Optional.empty(),
                                "nobody has signed this",
                                1_796_000_000_002L),
                        RecordForm::write,
                        EvidenceMessage.parser(),
                        RecordForm::read),
                new Persisted<>(
                        "receipts-head",
                        ReceiptFileHeadMessage.newBuilder()
                                .setSpec(WireForm.write(SPEC))
                                .setOutcome(RecordForm.write(OUTCOME))
                                .setConsortium(ByteString.copyFromUtf8("list"))
                                .build(),
                        Function.identity(),
                        ReceiptFileHeadMessage.parser(),
                        head -> head.toBuilder()
                                .setUnknownFields(UnknownFieldSet.getDefaultInstance())
                                .build()),
                new Persisted<>(
                        "plan-name", TaskName.plan(), WireForm::write, TaskNameMessage.parser(), WireForm::read));
    }

    static Persisted<?, ?> byName(String name) {
        return all().stream()
                .filter(persisted -> persisted.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing is called " + name + " any more"));
    }

    private static Planned planned() {
        Planned.Interval first = new Planned.Interval(MIDDLE, INPUT, 64, 128, PROGRAM.bytes());
        Checkpoint near = new Checkpoint(MIDDLE.step() - 10, START.state());
        Checkpoint far = new Checkpoint(MIDDLE.step() + 10, END.state());
        Planned.Interval second = new Planned.Interval(far, PROGRAM, 3, 5, INPUT.bytes());
        return new Planned(SPEC.id(), 7, near, List.of(first, second), true, RECEIPT);
    }

    private static Persisted<Fact, FactMessage> fact(TaskName name) {
        Fact fact = new Fact(
                new TaskId(SPEC.id(), name),
                new Claim(START, MIDDLE),
                INPUT,
                123_456,
                new ProverId(MAKER.node(), 4711),
                30_000_000_000L,
                RECEIPT);
        String stage = name.toString().replaceAll(" .*", "");
        return new Persisted<>("fact-of-" + stage, fact, WireForm::write, FactMessage.parser(), WireForm::read);
    }

    private static Persisted<JobRecord, JobRecordMessage> record(String name, Standing standing) {
        boolean open = standing instanceof Standing.Open;
        JobRecord record = new JobRecord(HEADER, open ? Optional.empty() : Optional.of(INPUT.bytes()), !open, standing);
        return new Persisted<>(
                "record-" + name, record, RecordForm::write, JobRecordMessage.parser(), RecordForm::read);
    }

    /** Writes a new version's folder. */
    public static void main(String[] folder) throws IOException {
        Path directory = Files.createDirectories(Path.of(folder[0]));
        for (Persisted<?, ?> persisted : all()) {
            String digits = HexFormat.of().formatHex(persisted.bytes());
            Files.writeString(
                    directory.resolve(persisted.name() + ".hex"), digits.replaceAll("(.{100})", "$1\n") + "\n");
        }
    }
}
