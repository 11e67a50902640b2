package io.bulwark.cluster.gateway;

import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.OperatorId;
import io.bulwark.protocol.SubmitterId;
import io.bulwark.protocol.api.EvidenceView;
import io.bulwark.protocol.api.JobCounts;
import io.bulwark.protocol.api.JobPage;
import io.bulwark.protocol.api.JobRequest;
import io.bulwark.protocol.api.JobView;
import io.bulwark.protocol.api.NodeView;
import io.bulwark.protocol.api.TaskPageView;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/**
 * The prover network as a client sees it, through any of its nodes.
 *
 * <p>Nothing here blocks. A stage that fails does so with {@link NetworkException}, whose kind tells a client's mistake from trouble of the
 * network. Calls may be repeated: none does anything twice.
 */
public interface Network {
    /** The bytes that one artifact may have. */
    long ARTIFACT_BYTES = 1L << 30;

    /**
     * Keeps an artifact on this node. The stream is read no faster than the disk takes it; one that fails, or has more than {@link #ARTIFACT_BYTES},
     * leaves nothing behind.
     */
    CompletionStage<Blob> store(Source<ByteString, ?> bytes);

    /** An artifact that this node holds. */
    CompletionStage<Optional<Content>> artifact(ArtifactId id);

    /**
     * Hands a job in. When the answer is there, the job is accepted: it will end, whoever dies. The same job handed in twice is one job.
     *
     * @param client whose job it is, and how much they may have open
     */
    CompletionStage<Submission> submit(JobRequest request, Client client);

    /** The state of a job; empty if nobody that can be reached knows it. */
    CompletionStage<Optional<JobView>> job(JobId id);

    /**
     * The states of a job: the present one at once, then each that differs from the one before, until the job has ended. A reader that is slower than the job
     * misses states, never the last one, and costs the memory of one.
     */
    Source<JobView, NotUsed> watch(JobId id);

    /**
     * A part of the list of jobs, the latest first.
     *
     * @param submitter whose jobs; empty: everybody's
     * @param after where the part before it ended
     * @param limit how many jobs at most
     */
    CompletionStage<JobPage> jobs(Optional<SubmitterId> submitter, Optional<String> after, int limit);

    /** The one proof of a job that succeeded, fetched from where it is. */
    CompletionStage<Content> proof(JobId id);

    /** Who made the proof of a job that succeeded: its file of receipts, fetched from where it is. */
    CompletionStage<Content> receipts(JobId id);

    /**
     * What has changed of a job's tasks.
     *
     * @param after where the part before it ended; empty: from the beginning
     */
    CompletionStage<TaskPageView> tasks(JobId id, Optional<String> after);

    /**
     * How many jobs there are.
     *
     * @param submitter whose; empty: everybody's
     */
    JobCounts counts(Optional<SubmitterId> submitter);

    /** Has a job cancelled, if it has not ended; the answer is its state when the wish was noted. */
    CompletionStage<JobView> cancel(JobId id);

    /** The members of the cluster, as this node sees them. */
    CompletionStage<List<NodeView>> nodes();

    /** Has a member hand back its work and leave the cluster. Completes when it has been told to. */
    CompletionStage<Void> drain(NodeId id);

    /** Which operators get no more work in this node's region, and why. */
    List<EvidenceView> evidence();

    /** Lets an operator that is set aside have work again, in this node's region. Completes when this node knows it; nothing changes for one that is not. */
    CompletionStage<Void> release(OperatorId operator);

    /** Why this node cannot serve now; empty if it can. */
    Optional<String> unready();
}
