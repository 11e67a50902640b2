package io.bulwark.cluster.wire;

import com.google.protobuf.ByteString;
import io.bulwark.cluster.artifact.Keeper;
import io.bulwark.cluster.headers.Bucket;
import io.bulwark.cluster.headers.Headers;
import io.bulwark.cluster.job.Job;
import io.bulwark.cluster.job.JobStatus;
import io.bulwark.cluster.job.Recovery;
import io.bulwark.cluster.job.Setback;
import io.bulwark.cluster.job.Share;
import io.bulwark.protocol.Acknowledgement;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.Checkpoint;
import io.bulwark.protocol.Claim;
import io.bulwark.protocol.Delivery;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.FinishTask;
import io.bulwark.protocol.FoldInput;
import io.bulwark.protocol.JobHeader;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.JobRecord;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.JoinTask;
import io.bulwark.protocol.Jurisdiction;
import io.bulwark.protocol.Limits;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.OperatorId;
import io.bulwark.protocol.Outcome;
import io.bulwark.protocol.PlanTask;
import io.bulwark.protocol.Planned;
import io.bulwark.protocol.Policy;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.Receipt;
import io.bulwark.protocol.RecordForm;
import io.bulwark.protocol.Region;
import io.bulwark.protocol.SegmentTask;
import io.bulwark.protocol.Sha256;
import io.bulwark.protocol.Span;
import io.bulwark.protocol.Standing;
import io.bulwark.protocol.SubmitterId;
import io.bulwark.protocol.TaskId;
import io.bulwark.protocol.TaskName;
import io.bulwark.protocol.WireMessage;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;

/** The largest instance of each message that crosses between processes. */
final class LargestMessages {
    private static final String CAUSE = "c".repeat(Limits.CAUSE);
    private static final ByteString CHUNK = ByteString.copyFrom(new byte[Limits.CHUNK_BYTES]);
    private static final ByteString DIGEST = Sha256.of(new byte[] {1});
    private static final ArtifactId ARTIFACT = new ArtifactId(DIGEST);
    static final JobSpec SPEC = new JobSpec(
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
    static final ProverId PROVER = new ProverId(new NodeId("n".repeat(63)), Long.MAX_VALUE);
    static final TaskName NAME = TaskName.join(new Span(Limits.TASKS - 2, 2));
    private static final TaskId TASK = new TaskId(SPEC.id(), NAME);
    static final Receipt RECEIPT = new Receipt(
            new Member(
                    PROVER.node(), new OperatorId("o".repeat(63)), new Jurisdiction("ZZ"), new Region("r".repeat(63))),
            ByteString.copyFrom(new byte[Limits.CERTIFICATE_BYTES]),
            ByteString.copyFrom(new byte[Receipt.SIGNATURE_BYTES]));
    private static final Fact FACT =
            new Fact(TASK, new Claim(START, END), ARTIFACT, Long.MAX_VALUE, PROVER, Long.MAX_VALUE, RECEIPT);
    private static final Planned PLANNED = new Planned(
            SPEC.id(),
            Limits.TASKS - Limits.PLANNED,
            new Checkpoint(Long.MAX_VALUE - Limits.PLANNED, START.state()),
            IntStream.rangeClosed(1, Limits.PLANNED)
                    .mapToObj(i -> new Planned.Interval(
                            new Checkpoint(Long.MAX_VALUE - Limits.PLANNED + i, START.state()),
                            ARTIFACT,
                            Long.MAX_VALUE,
                            Integer.MAX_VALUE,
                            DIGEST))
                    .toList(),
            true,
            RECEIPT);
    private static final JobRecord RECORD = new JobRecord(
            new JobHeader(
                    SPEC,
                    IntStream.range(0, Limits.REGIONS)
                            .mapToObj(i -> new Region("%063d".formatted(i)))
                            .toList(),
                    JobHeader.PRIORITIES,
                    Long.MAX_VALUE),
            Optional.of(DIGEST),
            true,
            new Standing.Succeeded(new Outcome(
                    new Claim(START, END),
                    new Blob(ARTIFACT, Long.MAX_VALUE),
                    Optional.of(new Blob(ARTIFACT, Long.MAX_VALUE)))));

    private final ActorTestKit kit;
    private final ActorRef<Keeper.Command> keeper;

    private LargestMessages(ActorTestKit kit) {
        this.kit = kit;
        keeper = reference();
    }

    static JobRecord record() {
        return RECORD;
    }

    static Fact fact() {
        return FACT;
    }

    /** As much as is kept of a wrong proof. */
    static Blob largest() {
        return new Blob(ARTIFACT, Limits.EVIDENCE_BYTES);
    }

    /** As many as a policy can name. */
    private static Set<Jurisdiction> jurisdictions(char first) {
        return IntStream.range(0, Limits.JURISDICTIONS)
                .mapToObj(i -> new Jurisdiction("" + (char) (first + i / 26) + (char) ('A' + i % 26)))
                .collect(Collectors.toSet());
    }

    private <T> ActorRef<T> reference() {
        return kit.<T>createTestProbe().ref();
    }

    static Stream<WireMessage> all(ActorTestKit kit) {
        return new LargestMessages(kit).all();
    }

    private Stream<WireMessage> all() {
        return Stream.of(ofKeepers(), ofHeaders(), toJobs(), fromJobs(), LargestNews.all(kit))
                .flatMap(messages -> messages);
    }

    private Stream<WireMessage> ofKeepers() {
        return Stream.of(
                new Keeper.Read(ARTIFACT, Long.MAX_VALUE, Limits.CHUNK_BYTES, reference()),
                new Keeper.Chunk(ARTIFACT, Long.MAX_VALUE, CHUNK),
                new Keeper.Absent(ARTIFACT, Long.MAX_VALUE),
                new Keeper.Doubt(ARTIFACT),
                new Keeper.Keep(
                        ARTIFACT,
                        Long.MAX_VALUE,
                        Collections.nCopies(Limits.SOURCES, keeper),
                        Optional.of(FACT),
                        Optional.of(SPEC),
                        reference()),
                new Keeper.Kept(ARTIFACT, PROVER.node(), Optional.of(CAUSE)),
                new Keeper.Kept(ARTIFACT, PROVER.node(), Optional.empty()),
                new Keeper.Recall(SPEC.id(), Integer.MAX_VALUE, reference()),
                new Keeper.Recalled(
                        SPEC.id(),
                        Optional.of(SPEC),
                        Collections.nCopies(Limits.FACTS, FACT),
                        Limits.FACTS_OF_A_JOB - Limits.FACTS,
                        Limits.FACTS_OF_A_JOB,
                        keeper,
                        PROVER.node(),
                        true));
    }

    private Stream<WireMessage> ofHeaders() {
        return Stream.of(
                new Headers.Hold(RECORD, keeper, reference()),
                new Headers.Held(new Acknowledgement(SPEC.id(), Long.MAX_VALUE, RECEIPT)),
                new Headers.NotHeld(SPEC.id(), PROVER.node(), CAUSE),
                new Headers.Who(reference()),
                new Headers.Here(PROVER.node(), reference()),
                bucket());
    }

    /** As much as a node holds of what others accept. */
    private static Bucket bucket() {
        int records = 224 * 1024 / RecordForm.write(RECORD).getSerializedSize();
        SortedMap<JobId, JobRecord> jobs = new TreeMap<>();
        for (int i = 0; i < records; i++) {
            JobSpec spec = new JobSpec(
                    SPEC.workload(),
                    SPEC.security(),
                    Integer.MAX_VALUE - i,
                    SPEC.program(),
                    SPEC.input(),
                    SPEC.inputBytes(),
                    SPEC.submitter(),
                    SPEC.policy());
            JobHeader header = new JobHeader(spec, RECORD.header().order(), JobHeader.PRIORITIES, Long.MAX_VALUE);
            jobs.put(spec.id(), new JobRecord(header, RECORD.planDigest(), true, RECORD.standing()));
        }
        return Bucket.of(Long.MAX_VALUE, jobs);
    }

    private Stream<WireMessage> toJobs() {
        return Stream.of(
                new Job.Wake(RECORD),
                new Job.Yield(SPEC.id()),
                new Job.Ask(SPEC.id(), reference()),
                new Job.Cancel(SPEC.id(), reference()),
                signed(new Job.Pull(PROVER, Long.MAX_VALUE, reference())),
                signed(new Job.Renew(PROVER, NAME)),
                new Job.PlannedBatch(PROVER, PLANNED, keeper, reference()),
                new Job.Deliver(new Delivery(FACT, RECEIPT), keeper),
                signed(new Job.GiveBack(PROVER, NAME, Setback.DECLINED, CAUSE)));
    }

    private static Job.SignedSignal signed(Job.Signal signal) {
        return new Job.SignedSignal(SPEC.id(), signal, Long.MAX_VALUE, Long.MAX_VALUE, RECEIPT);
    }

    private Stream<WireMessage> fromJobs() {
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
                new Job.Abandon(SPEC.id(), Optional.of(NAME)),
                new Job.Abandon(SPEC.id(), Optional.empty()),
                new Job.Reserve(SPEC.id(), new Region("r".repeat(63)), SPEC.submitter(), -JobHeader.PRIORITIES),
                new Job.Assign(task, keeper),
                new Job.Assign(
                        new JoinTask(
                                new TaskId(SPEC.id(), TaskName.join(new Span(Limits.TASKS - 4, 4))),
                                SPEC,
                                List.of(piece(0), piece(1), piece(2), piece(3))),
                        keeper),
                new Job.Assign(
                        new FinishTask(new TaskId(SPEC.id(), TaskName.finish(Limits.TASKS)), SPEC, piece(0)), keeper),
                new Job.Assign(PlanTask.of(SPEC, Limits.TASKS), keeper),
                new Job.Nothing(SPEC.id()),
                new Job.PlanTaken(SPEC.id(), Limits.TASKS),
                status(JobStatus.Phase.SUCCEEDED),
                status(JobStatus.Phase.FAILED),
                status(JobStatus.Phase.CANCELLED));
    }

    private static FoldInput piece(int number) {
        Checkpoint start = new Checkpoint(Long.MAX_VALUE - 5 + number, START.state());
        Checkpoint end = new Checkpoint(Long.MAX_VALUE - 4 + number, START.state());
        return new FoldInput(new Claim(start, end), new Blob(ARTIFACT, Limits.PROOF_BYTES));
    }

    private JobStatus status(JobStatus.Phase phase) {
        return new JobStatus(
                SPEC.id(),
                phase,
                PROVER,
                Limits.TASKS,
                Limits.TASKS,
                Limits.TASKS,
                new JobStatus.Kept(Limits.TASKS, Integer.MAX_VALUE),
                new JobStatus.Folds(Limits.TASKS, Collections.nCopies(Limits.LEVELS, Limits.TASKS), Limits.TASKS),
                Limits.TASKS,
                Integer.MAX_VALUE,
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
                Optional.of(new JobStatus.Result(new Claim(START, END), ARTIFACT, Long.MAX_VALUE, keeper))
                        .filter(any -> phase == JobStatus.Phase.SUCCEEDED),
                Optional.of(CAUSE).filter(any -> phase == JobStatus.Phase.FAILED),
                Optional.of("r".repeat(Limits.CAUSE)),
                Optional.of("w".repeat(Limits.CAUSE)));
    }
}
