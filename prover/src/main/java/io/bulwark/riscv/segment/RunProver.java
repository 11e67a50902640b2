package io.bulwark.riscv.segment;

import io.bulwark.proof.ProverOptions;
import io.bulwark.riscv.Input;
import io.bulwark.riscv.Limits;
import io.bulwark.riscv.plan.Checkpoint;
import io.bulwark.riscv.plan.RunSummary;
import io.bulwark.riscv.plan.SegmentPlanner;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.IntPredicate;

/** Proves a run in one process: a planner cuts it into segments while the first ones are proved, a few segments ahead at most. */
public final class RunProver {
    private static final int AHEAD = 4;

    /** Hears of the progress: of plans on the planner's thread, of proofs on the caller's. */
    public interface Listener {
        /** A segment has been planned. */
        default void planned(Checkpoint checkpoint) {}

        /** A segment has been proved, and is handed on next. */
        default void proved(Checkpoint checkpoint, ProvenSegment segment) {}
    }

    /** The planner's consumer was told to give up. */
    private static final class GivenUp extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private GivenUp() {
            super("the prover has given up", null, false, false);
        }
    }

    private final ProvingKey program;
    private final Limits limits;
    private final IntPredicate usable;
    private final ProverOptions options;

    /**
     * A prover of runs.
     *
     * @param limits of the run
     * @param usable of a shape by its place among {@link ProvingKey#shapes}, whether it may be used
     * @param options of each proof
     */
    public RunProver(ProvingKey program, Limits limits, IntPredicate usable, ProverOptions options) {
        this.program = program;
        this.limits = limits;
        this.usable = usable;
        this.options = options;
    }

    /**
     * Proves a run and hands on its segments in order.
     *
     * @throws io.bulwark.riscv.GuestException if the program stops before its exit call; what was handed on by then is of no use
     * @throws io.bulwark.riscv.plan.PlanException if something does not fit any shape
     * @throws io.bulwark.proof.MemoryBudgetException if a shape needs more memory than the options allow
     * @throws IOException if the sink cannot keep a segment
     */
    public RunSummary prove(Input input, SegmentSink sink, Listener listener) throws IOException {
        BlockingQueue<Optional<Checkpoint>> planned = new ArrayBlockingQueue<>(AHEAD);
        CompletableFuture<RunSummary> summary = new CompletableFuture<>();
        Thread planner = Thread.ofPlatform()
                .daemon()
                .name("bulwark-planner")
                .start(() -> plan(input, planned, listener, summary));
        try {
            SegmentProver prover = new SegmentProver(program, options);
            for (Optional<Checkpoint> next = planned.take(); next.isPresent(); next = planned.take()) {
                ProvenSegment proven = prover.prove(next.get());
                listener.proved(next.get(), proven);
                sink.write(proven.proof());
            }
            return summary.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SegmentException("interrupted while proving", e);
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } finally {
            planner.interrupt();
        }
    }

    private void plan(
            Input input,
            BlockingQueue<Optional<Checkpoint>> planned,
            Listener listener,
            CompletableFuture<RunSummary> summary) {
        try {
            summary.complete(SegmentPlanner.run(
                    program.program(),
                    input,
                    limits,
                    program.capacities(usable),
                    Optional.of(program.id().digest()),
                    checkpoint -> {
                        put(planned, Optional.of(checkpoint));
                        listener.planned(checkpoint);
                    }));
        } catch (RuntimeException | Error e) {
            summary.completeExceptionally(e);
        }
        try {
            put(planned, Optional.empty());
        } catch (GivenUp e) {
            // Nobody listens any more.
            return;
        }
    }

    private static void put(BlockingQueue<Optional<Checkpoint>> planned, Optional<Checkpoint> next) {
        try {
            planned.put(next);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GivenUp();
        }
    }
}
