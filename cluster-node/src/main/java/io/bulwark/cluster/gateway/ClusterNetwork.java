package io.bulwark.cluster.gateway;

import io.bulwark.cluster.artifact.Keeper;
import io.bulwark.cluster.gateway.NetworkException.Kind;
import io.bulwark.cluster.headers.Cursor;
import io.bulwark.cluster.headers.Headers;
import io.bulwark.cluster.job.JobStatus;
import io.bulwark.cluster.job.NotAcceptedException;
import io.bulwark.cluster.metrics.Metrics;
import io.bulwark.cluster.node.ClusterNode;
import io.bulwark.cluster.work.RiscvWorkload;
import io.bulwark.cluster.work.WorkloadSet;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.JobRecord;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.Limits;
import io.bulwark.protocol.MalformedMessageException;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Predicate;
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
    private final JobTally tally;
    private final JobTasks tasks;
    private final ActorRef<JobWatches.Command> watches;

    /** @param bounds what may be open at once, in all */
    public ClusterNetwork(ClusterNode node, WorkloadSet workloads, AdmissionControl.Bounds bounds, Metrics metrics) {
        this.node = node;
        this.workloads = workloads;
        system = node.system();
        Materializer materializer = Materializer.createMaterializer(system);
        artifacts = new LocalArtifacts(node.store(), Executors.newVirtualThreadPerTaskExecutor(), materializer);
        tasks = new JobTasks(node.jobs(), this::receipts, materializer);
        members = new Members(system, node.registry());
        tally = new JobTally(bounds, metrics);
        node.headers().tell(new Headers.Subscribe(system.systemActorOf(tally.listener(), "tally", Props.empty())));
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
        JobSpec spec = specOf(request, client.submitter());
        return record(spec.id()).thenCompose(known -> {
            if (known.isPresent()) {
                return view(known.get()).thenApply(view -> new Submission(view, true));
            }
            tally.admit(spec, client);
            return accept(spec, request.priority())
                    .whenComplete((record, failure) -> {
                        if (failure != null) {
                            tally.notAccepted(spec.id());
                        }
                    })
                    .thenApply(record -> new Submission(JobViews.of(record), false));
        });
    }

    private JobSpec specOf(JobRequest request, SubmitterId submitter) {
        try {
            String name = request.workload()
                    .orElseGet(() -> request.program().isPresent()
                            ? RiscvWorkload.NAME
                            : workloads.first().name());
            return workloads
                    .named(name)
                    .specOf(request.program(), request.input(), request.security())
                    .by(submitter)
                    .under(request.policy());
        } catch (IllegalArgumentException | MalformedMessageException e) {
            throw new NetworkException(Kind.BAD_JOB, e.getMessage(), e);
        }
    }

    private CompletionStage<JobRecord> accept(JobSpec spec, int priority) {
        return keepers()
                .thenCompose(keepers -> {
                    CompletionStage<Void> kept = CompletableFuture.completedFuture(null);
                    for (Blob blob : spec.artifacts()) {
                        kept = kept.thenCompose(done -> keep(blob, keepers, Optional.of(spec)));
                    }
                    return kept;
                })
                .thenCompose(done -> node.jobs().accept(spec, priority))
                .exceptionally(failure -> {
                    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
                    throw cause instanceof NotAcceptedException
                            ? new NetworkException(Kind.NO_ANSWER, cause.getMessage(), cause)
                            : new CompletionException(cause);
                });
    }

    /** Makes this node hold an artifact, and remember the job that it is of. */
    private CompletionStage<Void> keep(Blob blob, List<ActorRef<Keeper.Command>> sources, Optional<JobSpec> spec) {
        return this.<Keeper.Command, Keeper.Kept>ask(
                        node.keeper(),
                        replyTo -> new Keeper.Keep(blob.id(), blob.bytes(), sources, Optional.empty(), spec, replyTo),
                        FETCH)
                .thenAccept(kept -> kept.failure().ifPresent(why -> {
                    throw new NetworkException(
                            Kind.UNKNOWN_ARTIFACT,
                            "artifact " + blob.id() + " of " + blob.bytes() + " bytes could not be had: " + why);
                }));
    }

    private CompletionStage<List<ActorRef<Keeper.Command>>> keepers() {
        return this.<Receptionist.Command, Receptionist.Listing>ask(
                        system.receptionist(), replyTo -> Receptionist.find(Keeper.KEY, replyTo), ANSWER)
                .thenApply(listing -> {
                    List<ActorRef<Keeper.Command>> others = new ArrayList<>(listing.getServiceInstances(Keeper.KEY));
                    others.remove(node.keeper());
                    return others.subList(0, Math.min(others.size(), Limits.SOURCES));
                });
    }

    private <Q, A> CompletionStage<A> ask(ActorRef<Q> whom, Function<ActorRef<A>, Q> question, Duration patience) {
        return AskPattern.ask(whom, question::apply, patience, system.scheduler())
                .exceptionally(silence -> {
                    throw new NetworkException(Kind.NO_ANSWER, "a part of this node does not answer now", silence);
                });
    }

    private CompletionStage<Optional<JobRecord>> record(JobId id) {
        return node.jobs().record(id).exceptionally(failure -> {
            throw new NetworkException(Kind.NO_ANSWER, "this node does not say what it knows of jobs now", failure);
        });
    }

    private CompletionStage<JobRecord> known(JobId id) {
        return record(id)
                .thenApply(known ->
                        known.orElseThrow(() -> new NetworkException(Kind.UNKNOWN_JOB, "there is no job " + id)));
    }

    /** What the job says of itself; where it says nothing, having ended or its node having died, what its record says. */
    private CompletionStage<JobView> view(JobRecord record) {
        CompletionStage<JobStatus> status = node.jobs().status(record, ANSWER);
        return status.thenApply(s -> JobViews.of(record, s)).exceptionally(silence -> {
            if (record.standing().terminal()) {
                return JobViews.of(record);
            }
            throw new NetworkException(Kind.NO_ANSWER, "job " + record.id().brief() + " does not answer now", silence);
        });
    }

    @Override
    public CompletionStage<Optional<JobView>> job(JobId id) {
        return record(id)
                .thenCompose(known -> known.isEmpty()
                        ? CompletableFuture.completedFuture(Optional.empty())
                        : view(known.get()).thenApply(Optional::of));
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
    public CompletionStage<JobPage> jobs(Optional<SubmitterId> submitter, Optional<String> after, int limit) {
        Optional<Cursor> place = after.map(ListPlaces::parse);
        Predicate<JobRecord> wanted = record -> submitter
                .filter(s -> !s.equals(record.header().spec().submitter()))
                .isEmpty();
        return this.<Headers.Command, List<JobRecord>>ask(
                        node.headers(), replyTo -> new Headers.ListJobs(wanted, place, limit + 1, replyTo), ANSWER)
                .thenApply(records -> ListPlaces.page(records, limit));
    }

    @Override
    public CompletionStage<TaskPageView> tasks(JobId id, Optional<String> after) {
        TaskPlace place = after.map(TaskPlace::parse).orElse(TaskPlace.START);
        return known(id).thenCompose(record -> tasks.page(record, place));
    }

    @Override
    public JobCounts counts(Optional<SubmitterId> submitter) {
        return tally.counts(submitter);
    }

    @Override
    public CompletionStage<JobView> cancel(JobId id) {
        return known(id)
                .thenCompose(record -> record.standing().terminal()
                        ? view(record)
                        : node.jobs()
                                .cancel(record, ANSWER)
                                .exceptionally(silence -> {
                                    throw new NetworkException(
                                            Kind.NO_ANSWER, "job " + id.brief() + " does not answer now", silence);
                                })
                                .thenCompose(done -> known(id))
                                .thenCompose(this::view));
    }

    @Override
    public CompletionStage<Content> proof(JobId id) {
        return made(id, "proof", JobView::proof);
    }

    @Override
    public CompletionStage<Content> receipts(JobId id) {
        return made(id, "receipts", JobView::receipts);
    }

    private CompletionStage<Content> made(JobId id, String what, Function<JobView, Optional<Blob>> which) {
        return known(id).thenCompose(record -> {
            Blob blob = which.apply(JobViews.of(record))
                    .orElseThrow(() -> new NetworkException(
                            Kind.WRONG_STATE, "job " + id.brief() + " has no " + what + ": it has not succeeded"));
            return keepers()
                    .thenCompose(keepers -> keep(blob, keepers, Optional.empty()))
                    .thenApply(held -> artifacts.content(blob));
        });
    }

    @Override
    public CompletionStage<List<NodeView>> nodes() {
        return members.all();
    }

    @Override
    public CompletionStage<Void> drain(NodeId id) {
        return members.drain(id)
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.failedFuture(
                        new NetworkException(Kind.UNKNOWN_NODE, "there is no member " + id + " that this node knows"));
    }

    @Override
    public List<EvidenceView> evidence() {
        return node.quarantine().held().stream()
                .map(held -> new EvidenceView(held.operator(), held.node(), held.job(), held.what(), held.evidence()))
                .toList();
    }

    @Override
    public CompletionStage<Void> release(OperatorId operator) {
        return node.quarantine().release(operator);
    }

    @Override
    public Optional<String> unready() {
        List<String> why = node.health().whyUnready();
        return why.isEmpty() ? members.unready() : Optional.of(String.join("; ", why));
    }
}
