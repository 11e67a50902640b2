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

/** Proofs that are folded to one: what is proven goes to the job's aggregator, and what that wants is wanted of the run. */
final class ProofTree implements Proofs {
    /** The ledger has had a task tried on several nodes before it counts as failed once here. */
    private static final Retries RETRIES = new Retries(2, Duration.ofSeconds(1));

    private final Staff staff;
    private final JobSpec spec;
    private final ActorRef<Keeper.Command> holder;
    private final Listener run;
    /** There is one as soon as the run's first state is known. */
    private Optional<ActorRef<RecursiveAggregator.Command>> aggregator = Optional.empty();

    private int pieces;

    /**
     * Nothing is proven yet.
     *
     * @param holder the keeper that will hold the last proof
     */
    ProofTree(Staff staff, JobSpec spec, ActorRef<Keeper.Command> holder, Listener run) {
        this.staff = staff;
        this.spec = spec;
        this.holder = holder;
        this.run = run;
    }

    @Override
    public void start(Checkpoint start) {
        ActorRef<RecursiveAggregator.Event> events = staff.ear(this::told);
        aggregator = Optional.of(staff.partner(RecursiveAggregator.create(spec, start, RETRIES, events)));
    }

    @Override
    public void add(Fact fact, Optional<Width> width) {
        tell(
                width.isPresent()
                        ? new RecursiveAggregator.Add(new Piece(fact, width.get()))
                        : new RecursiveAggregator.Finished(fact));
    }

    @Override
    public void setAside(TaskName segment) {}

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
    private void told(RecursiveAggregator.Event event) {
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
