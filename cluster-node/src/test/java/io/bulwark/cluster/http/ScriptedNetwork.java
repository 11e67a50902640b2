package io.bulwark.cluster.http;

import io.bulwark.cluster.gateway.Client;
import io.bulwark.cluster.gateway.Content;
import io.bulwark.cluster.gateway.Network;
import io.bulwark.cluster.gateway.NetworkException;
import io.bulwark.cluster.gateway.NetworkException.Kind;
import io.bulwark.cluster.gateway.Submission;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.Jurisdiction;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.OperatorId;
import io.bulwark.protocol.Policy;
import io.bulwark.protocol.Region;
import io.bulwark.protocol.Sha256;
import io.bulwark.protocol.SubmitterId;
import io.bulwark.protocol.api.EvidenceView;
import io.bulwark.protocol.api.FoldsView;
import io.bulwark.protocol.api.HappeningView;
import io.bulwark.protocol.api.JobCounts;
import io.bulwark.protocol.api.JobPage;
import io.bulwark.protocol.api.JobRequest;
import io.bulwark.protocol.api.JobState;
import io.bulwark.protocol.api.JobSummary;
import io.bulwark.protocol.api.JobView;
import io.bulwark.protocol.api.LoadView;
import io.bulwark.protocol.api.MakerView;
import io.bulwark.protocol.api.NodeView;
import io.bulwark.protocol.api.RecoveryView;
import io.bulwark.protocol.api.ShareView;
import io.bulwark.protocol.api.TaskPageView;
import io.bulwark.protocol.api.TaskView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/** A network of one artifact and two jobs, one that succeeded and one that is open, which can be told to be in trouble. */
final class ScriptedNetwork implements Network {
    private static final SubmitterId ACME = new SubmitterId("acme");
    private static final byte[] BYTES = "any bytes".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    static final Blob ARTIFACT = new Blob(new ArtifactId(Sha256.of(BYTES)), BYTES.length);
    static final JobId DONE = new JobId(Sha256.of(new byte[] {1}));
    static final JobId OPEN = new JobId(Sha256.of(new byte[] {2}));
    static final NodeId NODE = new NodeId("node-1");

    private final Materializer materializer;
    /** What every call fails with; empty: none does. */
    volatile Optional<Kind> trouble = Optional.empty();
    /** Whether the job that is submitted next is known. */
    volatile boolean known;

    ScriptedNetwork(Materializer materializer) {
        this.materializer = materializer;
    }

    private <T> CompletionStage<T> answer(T value) {
        return trouble.isPresent()
                ? CompletableFuture.failedFuture(
                        new NetworkException(trouble.get(), "in trouble, as the test wants it"))
                : CompletableFuture.completedFuture(value);
    }

    static JobView view(JobId id) {
        JobState state = id.equals(DONE) ? JobState.SUCCEEDED : JobState.PROVING;
        return new JobView(
                id,
                state,
                "hash-chain",
                "128",
                Optional.of(ARTIFACT),
                ARTIFACT,
                ACME,
                Policy.NONE,
                3,
                Optional.of(Instant.EPOCH),
                state.ended() ? Optional.empty() : Optional.of(NODE),
                2,
                2,
                1,
                new FoldsView(1, List.of(1, 0), 1),
                0,
                1,
                List.of(new ShareView(NODE, 7, 1, 1000, 1.5, 1, 0.5)),
                List.of(new RecoveryView("interval 7", NODE, new NodeId("node-2"), 2.5)),
                state.ended() ? Optional.of(ARTIFACT) : Optional.empty(),
                state.ended() ? Optional.of(ARTIFACT) : Optional.empty(),
                state.ended() ? Optional.empty() : Optional.of("waits for provers that its policy allows"),
                Optional.of("waits for a prover"));
    }

    @Override
    public CompletionStage<Blob> store(Source<ByteString, ?> bytes) {
        return bytes.runFold(0L, (count, piece) -> count + piece.size(), materializer)
                .thenCompose(count -> answer(ARTIFACT));
    }

    private static Content content() {
        return new Content(
                ARTIFACT,
                from -> Source.single(
                        ByteString.fromArray(BYTES, Math.toIntExact(from), Math.toIntExact(BYTES.length - from))));
    }

    @Override
    public CompletionStage<Optional<Content>> artifact(ArtifactId id) {
        return answer(Optional.of(id).filter(ARTIFACT.id()::equals).map(found -> content()));
    }

    @Override
    public CompletionStage<Submission> submit(JobRequest request, Client client) {
        return answer(new Submission(view(OPEN), known));
    }

    @Override
    public CompletionStage<Optional<JobView>> job(JobId id) {
        return answer(
                Optional.of(id).filter(i -> i.equals(DONE) || i.equals(OPEN)).map(ScriptedNetwork::view));
    }

    @Override
    public Source<JobView, NotUsed> watch(JobId id) {
        return Source.single(view(id));
    }

    @Override
    public CompletionStage<JobPage> jobs(Optional<SubmitterId> submitter, Optional<String> after, int limit) {
        return answer(new JobPage(
                List.of(new JobSummary(DONE, JobState.SUCCEEDED, ACME, 3, Instant.EPOCH)), Optional.of("0-" + DONE)));
    }

    @Override
    public CompletionStage<JobView> cancel(JobId id) {
        return answer(view(id));
    }

    @Override
    public CompletionStage<Content> proof(JobId id) {
        return id.equals(DONE)
                ? answer(content())
                : CompletableFuture.failedFuture(new NetworkException(Kind.WRONG_STATE, "it has not succeeded"));
    }

    @Override
    public CompletionStage<Content> receipts(JobId id) {
        return proof(id);
    }

    @Override
    public CompletionStage<List<NodeView>> nodes() {
        return answer(List.of(new NodeView(
                Optional.of(NODE),
                Optional.of(new OperatorId("acme")),
                Optional.of(new Jurisdiction("DE")),
                Optional.of(new Region("eu")),
                "127.0.0.1:8600",
                "up",
                true,
                List.of("prover"),
                Optional.of(new LoadView(2, 1, 1, 3, 1000, 7, 1, 1 << 20, 1 << 30, false, Instant.EPOCH)))));
    }

    @Override
    public CompletionStage<TaskPageView> tasks(JobId id, Optional<String> after) {
        if (after.filter("no place"::equals).isPresent()) {
            return CompletableFuture.failedFuture(new NetworkException(Kind.BAD_PLACE, "this is no place"));
        }
        MakerView maker = new MakerView(NODE, 7, new OperatorId("acme"), new Jurisdiction("DE"), new Region("eu"));
        List<TaskView> tasks = List.of(
                new TaskView(
                        "segment",
                        0,
                        1,
                        "done",
                        List.of(),
                        Optional.of(maker),
                        1,
                        1000,
                        1.5,
                        Optional.of(Instant.EPOCH),
                        Optional.of(Instant.EPOCH)),
                new TaskView(
                        "segment",
                        1,
                        1,
                        "at-work",
                        List.of(NODE),
                        Optional.empty(),
                        2,
                        0,
                        0,
                        Optional.of(Instant.EPOCH),
                        Optional.of(Instant.EPOCH)));
        return answer(new TaskPageView(
                "5-2",
                false,
                after.isEmpty(),
                Optional.of(Instant.EPOCH),
                after.isEmpty() ? tasks : List.of(),
                List.of(new HappeningView(Instant.EPOCH, "retried", "interval 1", NODE))));
    }

    @Override
    public JobCounts counts(Optional<SubmitterId> submitter) {
        return new JobCounts(1, 1, 0, 0);
    }

    @Override
    public CompletionStage<Void> drain(NodeId id) {
        return id.equals(NODE)
                ? answer(null)
                : CompletableFuture.failedFuture(new NetworkException(Kind.UNKNOWN_NODE, "there is no member " + id));
    }

    @Override
    public List<EvidenceView> evidence() {
        return List.of(new EvidenceView(
                new OperatorId("liar"), NODE, DONE, "a proof that proves nothing", Optional.of(ARTIFACT.id())));
    }

    @Override
    public CompletionStage<Void> release(OperatorId operator) {
        return answer(null);
    }

    @Override
    public Optional<String> unready() {
        return trouble.map(kind -> "in trouble, as the test wants it");
    }
}
