package io.bulwark.cluster.gateway;

import io.bulwark.cluster.artifact.Keeper;
import io.bulwark.cluster.gateway.NetworkException.Kind;
import io.bulwark.cluster.job.JobStatus;
import io.bulwark.cluster.node.ClusterNode;
import io.bulwark.cluster.work.RiscvWorkload;
import io.bulwark.cluster.work.WorkloadSet;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.Limits;
import io.bulwark.protocol.api.JobPage;
import io.bulwark.protocol.api.JobRequest;
import io.bulwark.protocol.api.JobView;
import io.bulwark.protocol.api.NodeView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.OverflowStrategy;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/** The network through a node in this process. */
public final class ClusterNetwork implements Network {
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration FETCH = Duration.ofMinutes(10);

    private final ActorSystem<Void> system;
    private final ClusterNode node;
    private final WorkloadSet workloads;
    private final LocalArtifacts artifacts;
    private final Members members;
    private final OpenJobs open;
    private final ActorRef<JobWatches.Command> watches;

    /** @param bounds what may be open at once, in all */
    public ClusterNetwork(ClusterNode node, WorkloadSet workloads, AdmissionControl.Bounds bounds) {
        this.node = node;
        this.workloads = workloads;
        system = node.system();
        ExecutorService disk = Executors.newVirtualThreadPerTaskExecutor();
        artifacts = new LocalArtifacts(node.store(), disk, Materializer.createMaterializer(system));
        members = new Members(system);
        open = new OpenJobs(bounds);
        watches = system.systemActorOf(JobWatches.create(this::job), "watches", Props.empty());
    }

    @Override
    public CompletionStage<Blob> store(Source<ByteString, ?> bytes) {
        return artifacts.store(bytes);
    }

    @Override
    public CompletionStage<Optional<Content>> artifact(ArtifactId id) {
        return artifacts.content(id);
    }

    @Override
    public CompletionStage<Submission> submit(JobRequest request, Client client) {
        JobSpec spec = specOf(request);
        Known job = new Known(spec, client.submitter(), request.priority(), Instant.now());
        boolean known = open.admit(job, client);
        return keepers()
                .thenCompose(keepers -> remember(spec, keepers))
                .thenCompose(done -> ask(job))
                .thenApply(view -> new Submission(view, known))
                .whenComplete((submission, failure) -> {
                    if (failure != null && !known) {
                        open.ended(spec.id());
                    }
                });
    }

    private JobSpec specOf(JobRequest request) {
        try {
            String name = request.workload()
                    .orElseGet(() -> request.program().isPresent()
                            ? RiscvWorkload.NAME
                            : workloads.first().name());
            return workloads.named(name).specOf(request.program(), request.input(), request.security());
        } catch (IllegalArgumentException e) {
            throw new NetworkException(Kind.BAD_JOB, e.getMessage(), e);
        }
    }

    /** Makes this node hold the job's artifacts and remember it, so that the job finds both. */
    private CompletionStage<Void> remember(JobSpec spec, List<ActorRef<Keeper.Command>> keepers) {
        CompletionStage<Void> kept = CompletableFuture.completedFuture(null);
        for (Blob blob : spec.artifacts()) {
            kept = kept.thenCompose(done -> keep(blob, keepers, Optional.of(spec)));
        }
        return kept;
    }

    private CompletionStage<Void> keep(Blob blob, List<ActorRef<Keeper.Command>> sources, Optional<JobSpec> spec) {
        return AskPattern.<Keeper.Command, Keeper.Kept>ask(
                        node.keeper(),
                        replyTo -> new Keeper.Keep(blob.id(), blob.bytes(), sources, Optional.empty(), spec, replyTo),
                        FETCH,
                        system.scheduler())
                .thenAccept(kept -> kept.failure().ifPresent(why -> {
                    throw new NetworkException(
                            Kind.UNKNOWN_ARTIFACT,
                            "artifact " + blob.id() + " of " + blob.bytes() + " bytes could not be had: " + why);
                }));
    }

    private CompletionStage<List<ActorRef<Keeper.Command>>> keepers() {
        return AskPattern.<Receptionist.Command, Receptionist.Listing>ask(
                        system.receptionist(),
                        replyTo -> Receptionist.find(Keeper.KEY, replyTo),
                        ANSWER,
                        system.scheduler())
                .thenApply(listing -> {
                    List<ActorRef<Keeper.Command>> others = new ArrayList<>(listing.getServiceInstances(Keeper.KEY));
                    others.remove(node.keeper());
                    return others.subList(0, Math.min(others.size(), Limits.SOURCES));
                });
    }

    private CompletionStage<JobView> ask(Known job) {
        return status(job.spec()).thenApply(status -> view(job, status));
    }

    private JobView view(Known job, JobStatus status) {
        JobView view = JobViews.of(job.spec(), status, job.submitter(), job.priority(), Optional.of(job.acceptedAt()));
        open.seen(view);
        return view;
    }

    private CompletionStage<JobStatus> status(JobSpec spec) {
        return node.jobs()
                .record(spec.id())
                .thenCompose(known -> known.isPresent()
                        ? CompletableFuture.completedFuture(known.get())
                        : node.jobs().accept(spec, 0))
                .thenCompose(record -> node.jobs().status(record, ANSWER))
                .exceptionally(failure -> {
                    throw new NetworkException(
                            Kind.NO_ANSWER, "job " + spec.id().brief() + " does not answer now", failure);
                });
    }

    @Override
    public CompletionStage<Optional<JobView>> job(JobId id) {
        return find(id).thenCompose(known -> known.isEmpty()
                ? CompletableFuture.completedFuture(Optional.empty())
                : ask(known.get()).thenApply(Optional::of));
    }

    /** The job, which this node may not have heard of yet. */
    private CompletionStage<Optional<Known>> find(JobId id) {
        Optional<Known> here = open.find(id);
        if (here.isPresent()) {
            return CompletableFuture.completedFuture(here);
        }
        return keepers()
                .thenCompose(keepers -> new SpecSearch(system, id).ask(keepers))
                .thenApply(spec -> spec.map(s -> open.found(new Known(s, Client.LOCAL, 0, Instant.now()))));
    }

    @Override
    public Source<JobView, NotUsed> watch(JobId id) {
        return Source.<JobView>queue(1, OverflowStrategy.dropHead()).mapMaterializedValue(queue -> {
            watches.tell(new JobWatches.Watch(id, queue));
            queue.watchCompletion().whenComplete((done, failure) -> watches.tell(new JobWatches.Leave(id, queue)));
            return NotUsed.getInstance();
        });
    }

    @Override
    public CompletionStage<JobPage> jobs(Optional<String> submitter, Optional<String> after, int limit) {
        return CompletableFuture.completedFuture(open.page(submitter, after, limit));
    }

    @Override
    public CompletionStage<Content> proof(JobId id) {
        return find(id).thenCompose(known -> {
            Known job = known.orElseThrow(() -> new NetworkException(Kind.UNKNOWN_JOB, "there is no job " + id));
            return status(job.spec()).thenCompose(status -> {
                JobStatus.Result result = status.result()
                        .orElseThrow(() -> new NetworkException(
                                Kind.WRONG_STATE, "job " + id.brief() + " has no proof: it has not succeeded"));
                Blob proof = new Blob(result.proof(), result.proofBytes());
                return keep(proof, List.of(result.holder()), Optional.empty())
                        .thenApply(held -> artifacts.content(proof));
            });
        });
    }

    @Override
    public List<NodeView> nodes() {
        return members.all();
    }

    @Override
    public Optional<String> unready() {
        return members.unready();
    }
}
