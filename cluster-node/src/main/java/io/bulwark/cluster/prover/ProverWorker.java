package io.bulwark.cluster.prover;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.bulwark.cluster.artifact.ArtifactStore;
import io.bulwark.cluster.artifact.Fetch;
import io.bulwark.cluster.artifact.Keeper;
import io.bulwark.cluster.job.Job;
import io.bulwark.cluster.work.Folding;
import io.bulwark.cluster.work.Workload;
import io.bulwark.cluster.work.WorkloadSet;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.FinishTask;
import io.bulwark.protocol.FoldInput;
import io.bulwark.protocol.JoinTask;
import io.bulwark.protocol.PlanTask;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.SegmentTask;
import io.bulwark.protocol.Signer;
import io.bulwark.protocol.Task;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * Does one task at a time: fetches the program and what the task reads or folds, proves away from the actors' threads, and puts the proof
 * into the node's store. Whatever goes wrong ends it; its supervisor sees why, and starts another.
 */
public final class ProverWorker extends AbstractBehavior<ProverWorker.Command> {
    /** What a worker is told. */
    sealed interface Command {}

    /** Do this. */
    record Work(Job.Assign assignment) implements Command {}

    private record Kept(Job.Assign assignment, Optional<String> failure) implements Command {}

    private record InputFetched(SegmentTask task, ByteString part) implements Command {}

    private record InputMissing(String cause) implements Command {}

    private record Finished(Fact fact) implements Command {}

    private record Broken(Throwable cause) implements Command {}

    /** The worker has done its task, and the node holds the proof. */
    record Proved(int slot, Fact fact) {}

    /** Why a worker ended. */
    static final class WorkFailed extends RuntimeException {
        private static final long serialVersionUID = 1;

        WorkFailed(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * What workers of a node have in common.
     *
     * @param signer signs what they make
     * @param proving where proofs are computed
     */
    public record Bench(
            ProverId id,
            Signer signer,
            WorkloadSet workloads,
            ArtifactStore store,
            ActorRef<Keeper.Command> keeper,
            Executor proving) {}

    private final int slot;
    private final Bench bench;
    private final ActorRef<Proved> supervisor;
    /** How many artifacts the keeper is still fetching. */
    private int missing;

    static Behavior<Command> create(int slot, Bench bench, ActorRef<Proved> supervisor) {
        return Behaviors.setup(context -> new ProverWorker(context, slot, bench, supervisor));
    }

    private ProverWorker(ActorContext<Command> context, int slot, Bench bench, ActorRef<Proved> supervisor) {
        super(context);
        this.slot = slot;
        this.bench = bench;
        this.supervisor = supervisor;
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Work.class, work -> begin(work.assignment()))
                .onMessage(Kept.class, this::kept)
                .onMessage(
                        InputFetched.class,
                        fetched ->
                                work(() -> prove(fetched.task(), fetched.part().toByteArray())))
                .onMessage(InputMissing.class, missing -> {
                    throw new WorkFailed(missing.cause(), null);
                })
                .onMessage(Finished.class, this::finished)
                .onMessage(Broken.class, broken -> {
                    throw new WorkFailed(broken.cause().toString(), broken.cause());
                })
                .build();
    }

    /** First what the node's keeper is to keep: the program, which other tasks of the job need as well, and proofs that are folded. */
    private Behavior<Command> begin(Job.Assign assignment) {
        List<Blob> wanted = needs(assignment.task())
                .filter(artifact -> !bench.store().holds(artifact.id()))
                .toList();
        missing = wanted.size();
        ActorRef<Keeper.Kept> kept =
                getContext().messageAdapter(Keeper.Kept.class, k -> new Kept(assignment, k.failure()));
        for (Blob artifact : wanted) {
            bench.keeper()
                    .tell(new Keeper.Keep(
                            artifact.id(),
                            artifact.bytes(),
                            List.of(assignment.source()),
                            Optional.empty(),
                            Optional.empty(),
                            kept));
        }
        return missing == 0 ? goOn(assignment) : this;
    }

    private static Stream<Blob> needs(Task task) {
        return switch (task) {
            case PlanTask plan -> plan.spec().artifacts().stream();
            case SegmentTask segment -> segment.spec().program().stream();
            case JoinTask join ->
                Stream.concat(
                        join.spec().program().stream(), join.inputs().stream().map(FoldInput::proof));
            case FinishTask finish ->
                Stream.concat(
                        finish.spec().artifacts().stream(),
                        Stream.of(finish.input().proof()));
        };
    }

    private Behavior<Command> kept(Kept kept) {
        if (kept.failure().isPresent()) {
            throw new WorkFailed(kept.failure().get(), null);
        }
        missing--;
        return missing == 0 ? goOn(kept.assignment()) : this;
    }

    private Behavior<Command> goOn(Job.Assign assignment) {
        return switch (assignment.task()) {
            case PlanTask plan -> throw new WorkFailed("runs are not planned by provers yet", null);
            case SegmentTask segment -> fetch(segment, assignment.source());
            case JoinTask join -> work(() -> join(join));
            case FinishTask finish -> work(() -> finish(finish));
        };
    }

    private Behavior<Command> fetch(SegmentTask task, ActorRef<Keeper.Command> source) {
        ByteArrayOutputStream part = new ByteArrayOutputStream(task.dataBytes());
        ActorRef<Fetch.Outcome> ended = getContext().messageAdapter(Fetch.Outcome.class, outcome -> switch (outcome) {
            case Fetch.Fetched all -> new InputFetched(task, UnsafeByteOperations.unsafeWrap(part.toByteArray()));
            case Fetch.Failed failed -> new InputMissing(failed.cause());
        });
        Fetch.Part wanted = new Fetch.Part(task.data(), task.dataOffset(), task.dataBytes(), task.dataDigest());
        getContext()
                .spawnAnonymous(Fetch.create(
                        wanted, List.of(source), (ByteString bytes) -> part.writeBytes(bytes.toByteArray()), ended));
        return this;
    }

    private Behavior<Command> work(Supplier<Fact> making) {
        getContext()
                .pipeToSelf(
                        CompletableFuture.supplyAsync(making, bench.proving()),
                        (fact, failure) -> failure == null ? new Finished(fact) : new Broken(cause(failure)));
        return this;
    }

    /** What went wrong, without the future's wrapping. */
    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private Fact prove(SegmentTask task, byte[] part) {
        return keep(task, () -> bench.workloads().of(task.spec()).prove(task, part, bench.store()::path));
    }

    private Fact join(JoinTask task) {
        return keep(
                task,
                () -> folding(task)
                        .join(task, task.inputs().stream().map(this::read).toList(), bench.store()::path));
    }

    private Fact finish(FinishTask task) {
        return keep(task, () -> folding(task).finish(task, read(task.input()), bench.store()::path));
    }

    private Folding folding(Task task) {
        return bench.workloads()
                .of(task.spec())
                .folding(task.spec())
                .orElseThrow(() -> new IllegalArgumentException("proofs of this job are not folded"));
    }

    private byte[] read(FoldInput input) {
        return bench.store().read(input.proof().id(), 0, (int) input.proof().bytes());
    }

    private Fact keep(Task task, Supplier<Workload.Proof> making) {
        long start = System.nanoTime();
        Workload.Proof proof = making.get();
        long nanos = System.nanoTime() - start;
        Blob kept = new Blob(
                bench.store().put(proof.bytes().toByteArray()), proof.bytes().size());
        return Fact.of(task.id(), proof.claim(), kept, bench.id(), nanos, bench.signer());
    }

    private Behavior<Command> finished(Finished finished) {
        bench.keeper().tell(new Keeper.Remember(finished.fact()));
        supervisor.tell(new Proved(slot, finished.fact()));
        return this;
    }
}
