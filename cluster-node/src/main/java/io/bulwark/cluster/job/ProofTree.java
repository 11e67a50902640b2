package io.bulwark.cluster.job;

import io.bulwark.aggregator.Piece;
import io.bulwark.aggregator.RecursiveAggregator;
import io.bulwark.aggregator.Retries;
import io.bulwark.aggregator.Width;
import io.bulwark.cluster.artifact.Keeper;
import io.bulwark.protocol.Checkpoint;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.Stage;
import io.bulwark.protocol.TaskName;
import java.time.Duration;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/** Proofs that are folded to one: what is proven goes to the job's aggregator, and what that wants is wanted of the run. */
final class ProofTree implements Proofs {
    /** The ledger has had a task tried on several nodes before it counts as failed once here. */
    private static final Retries RETRIES = new Retries(2, Duration.ofSeconds(1));

    private final ActorContext<Job.Command> context;
    private final JobSpec spec;
    private final ActorRef<RecursiveAggregator.Event> events;
    private final ActorRef<Keeper.Command> holder;
    private final Listener run;
    /** There is one as soon as the run's first state is known. */
    private Optional<ActorRef<RecursiveAggregator.Command>> aggregator = Optional.empty();

    private int pieces;

    /**
     * Nothing is proven yet.
     *
     * @param context of the job, whose child the aggregator is
     * @param events where the aggregator's events go, which are then {@linkplain #told told} to this
     * @param holder the keeper that will hold the last proof
     */
    ProofTree(
            ActorContext<Job.Command> context,
            JobSpec spec,
            ActorRef<RecursiveAggregator.Event> events,
            ActorRef<Keeper.Command> holder,
            Listener run) {
        this.context = context;
        this.spec = spec;
        this.events = events;
        this.holder = holder;
        this.run = run;
    }

    @Override
    public void start(Checkpoint start) {
        ActorRef<RecursiveAggregator.Command> child =
                context.spawnAnonymous(RecursiveAggregator.create(spec, start, RETRIES, events));
        // The job ends with it, and starts again from what keepers remember.
        context.watch(child);
        aggregator = Optional.of(child);
    }

    @Override
    public void add(Fact fact, Optional<Width> width) {
        tell(
                width.isPresent()
                        ? new RecursiveAggregator.Add(new Piece(fact, width.get()))
                        : new RecursiveAggregator.Finished(fact));
    }

    @Override
    public void ends(int intervals) {
        tell(new RecursiveAggregator.Ends(intervals));
    }

    @Override
    public void spare() {
        tell(new RecursiveAggregator.Spare());
    }

    @Override
    public void failed(TaskName task, String reason) {
        if (task.stage() == Stage.SEGMENT) {
            run.failed(reason);
        } else {
            tell(new RecursiveAggregator.Failed(task, reason));
        }
    }

    private void tell(RecursiveAggregator.Command command) {
        aggregator.orElseThrow().tell(command);
    }

    @Override
    public int pieces() {
        return pieces;
    }

    /** The aggregator says something. */
    void told(RecursiveAggregator.Event event) {
        switch (event) {
            case RecursiveAggregator.Wanted wanted -> run.wanted(wanted.task());
            case RecursiveAggregator.Folded folded -> pieces = folded.pieces();
            case RecursiveAggregator.Foreign foreign ->
                run.failed("a proof of " + foreign.piece().fact().task().name() + " belongs to another run");
            case RecursiveAggregator.GivenUp givenUp ->
                run.failed(givenUp.task() + " was given up: " + String.join("; ", givenUp.reasons()));
            case RecursiveAggregator.Complete complete -> {
                Fact last = complete.fact();
                run.result(new JobStatus.Result(last.claim(), last.proof(), last.proofBytes(), holder));
            }
        }
    }
}
