package io.bulwark.cluster.prover;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.bulwark.cluster.artifact.ArtifactStore;
import io.bulwark.cluster.artifact.Fetch;
import io.bulwark.cluster.artifact.Keeper;
import io.bulwark.cluster.job.Job;
import io.bulwark.cluster.work.Workload;
import io.bulwark.cluster.work.WorkloadSet;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.Task;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * Proves one task at a time: fetches the program and what the task reads, proves away from the actors' threads, and puts the proof into the
 * node's store. Whatever goes wrong ends it; its supervisor sees why, and starts another.
 */
public final class ProverWorker extends AbstractBehavior<ProverWorker.Command> {
    /** What a worker is told. */
    sealed interface Command {}

    /** Prove this. */
    record Work(Job.Assign assignment) implements Command {}

    private record ProgramKept(Job.Assign assignment, Optional<String> failure) implements Command {}

    private record InputFetched(Task task, ByteString part) implements Command {}

    private record InputMissing(String cause) implements Command {}

    private record Finished(Fact fact) implements Command {}

    private record Broken(Throwable cause) implements Command {}

    /** The worker has proved its task, and the node holds the proof. */
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
     * @param proving where proofs are computed
     */
    public record Bench(
            ProverId id,
            WorkloadSet workloads,
            ArtifactStore store,
            ActorRef<Keeper.Command> keeper,
            Executor proving) {}

    private final int slot;
    private final Bench bench;
    private final ActorRef<Proved> supervisor;

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
                .onMessage(ProgramKept.class, this::programKept)
                .onMessage(InputFetched.class, this::prove)
                .onMessage(InputMissing.class, missing -> {
                    throw new WorkFailed(missing.cause(), null);
                })
                .onMessage(Finished.class, this::finished)
                .onMessage(Broken.class, broken -> {
                    throw new WorkFailed(broken.cause().toString(), broken.cause());
                })
                .build();
    }

    /** The program first, which other tasks of the job need as well: the node's keeper keeps it. */
    private Behavior<Command> begin(Job.Assign assignment) {
        Optional<Blob> program = assignment.task().spec().program();
        if (program.isEmpty() || bench.store().holds(program.get().id())) {
            return fetch(assignment);
        }
        ActorRef<Keeper.Kept> kept =
                getContext().messageAdapter(Keeper.Kept.class, k -> new ProgramKept(assignment, k.failure()));
        bench.keeper()
                .tell(new Keeper.Keep(
                        program.get().id(),
                        program.get().bytes(),
                        List.of(assignment.source()),
                        Optional.empty(),
                        Optional.empty(),
                        kept));
        return this;
    }

    private Behavior<Command> programKept(ProgramKept kept) {
        if (kept.failure().isPresent()) {
            throw new WorkFailed(kept.failure().get(), null);
        }
        return fetch(kept.assignment());
    }

    private Behavior<Command> fetch(Job.Assign assignment) {
        Task task = assignment.task();
        ByteArrayOutputStream part = new ByteArrayOutputStream(task.dataBytes());
        ActorRef<Fetch.Outcome> ended = getContext().messageAdapter(Fetch.Outcome.class, outcome -> switch (outcome) {
            case Fetch.Fetched all -> new InputFetched(task, UnsafeByteOperations.unsafeWrap(part.toByteArray()));
            case Fetch.Failed failed -> new InputMissing(failed.cause());
        });
        Fetch.Part wanted = new Fetch.Part(task.data(), task.dataOffset(), task.dataBytes(), task.dataDigest());
        getContext()
                .spawnAnonymous(Fetch.create(
                        wanted,
                        List.of(assignment.source()),
                        (ByteString bytes) -> part.writeBytes(bytes.toByteArray()),
                        ended));
        return this;
    }

    private Behavior<Command> prove(InputFetched fetched) {
        CompletableFuture<Fact> proving = CompletableFuture.supplyAsync(
                () -> proveAndKeep(fetched.task(), fetched.part().toByteArray()), bench.proving());
        getContext()
                .pipeToSelf(
                        proving, (fact, failure) -> failure == null ? new Finished(fact) : new Broken(cause(failure)));
        return this;
    }

    /** What went wrong, without the future's wrapping. */
    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private Fact proveAndKeep(Task task, byte[] part) {
        long start = System.nanoTime();
        Workload.Proof proof = bench.workloads().of(task.spec()).prove(task, part, bench.store()::path);
        long nanos = System.nanoTime() - start;
        return new Fact(
                task.id(),
                proof.claim(),
                bench.store().put(proof.bytes().toByteArray()),
                proof.bytes().size(),
                bench.id(),
                nanos);
    }

    private Behavior<Command> finished(Finished finished) {
        bench.keeper().tell(new Keeper.Remember(finished.fact()));
        supervisor.tell(new Proved(slot, finished.fact()));
        return this;
    }
}
