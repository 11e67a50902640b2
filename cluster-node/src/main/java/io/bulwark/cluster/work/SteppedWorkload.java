package io.bulwark.cluster.work;

import io.bulwark.aggregator.ChainFile;
import io.bulwark.aggregator.ChainProof;
import io.bulwark.protocol.Checkpoint;
import io.bulwark.protocol.JobSpec;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * A workload whose run has as many steps as its specification says, each of which reads its own part of the input: intervals are known before anything is
 * run, and a run can be repeated from the input alone.
 */
public interface SteppedWorkload extends Workload {
    /** How many steps the run has, at least 1. */
    long steps(JobSpec spec);

    /** How many steps one task covers; the last one may cover fewer. */
    int stepsPerTask(JobSpec spec);

    /** The state that the run starts in. */
    Checkpoint start(JobSpec spec);

    /** The part of the input that {@code steps} steps from {@code first} on read. */
    Plan.InputPart part(JobSpec spec, long first, int steps);

    /** Runs {@code steps} steps natively, without proving anything, on their part of the input. */
    Checkpoint run(JobSpec spec, Checkpoint from, int steps, byte[] part);

    /** What the run has computed when it ends in this state, as text. */
    String output(Checkpoint end);

    @Override
    default Plan plan(JobSpec spec, Artifacts artifacts) {
        return new SteppedPlan(this, spec, artifacts.path(spec.input()));
    }

    @Override
    default void write(JobSpec spec, ChainProof chain, ChainFile.Proofs proofs, OutputStream out, Artifacts artifacts)
            throws IOException {
        ChainFile.write(chain, proofs, out);
    }

    @Override
    default Verified verifyWhole(JobSpec spec, Path proof, Artifacts artifacts, int threads, IntConsumer progress)
            throws IOException {
        ChainVerifier.Chain verified = new ChainVerifier(this, spec, artifacts, threads).verify(proof, progress);
        Checkpoint reached = verified.claim().end();
        Checkpoint end = runAll(spec, artifacts.path(spec.input()));
        if (!end.equals(reached)) {
            throw new RefusedProofException("the proof is about another input: it proves the digest " + output(reached)
                    + ", the input's is " + output(end));
        }
        return new Verified(verified.claim().steps(), verified.links(), output(end));
    }

    /** Runs the whole computation natively, and answers the state that it ends in. */
    default Checkpoint runAll(JobSpec spec, Path input) throws IOException {
        try (Plan plan = new SteppedPlan(this, spec, input)) {
            Checkpoint end = plan.start();
            for (Optional<Plan.Interval> next = plan.next(); next.isPresent(); next = plan.next()) {
                end = next.get().end();
            }
            return end;
        } catch (PlanException e) {
            if (e.getCause() instanceof IOException unreadable) {
                throw unreadable;
            }
            throw e;
        }
    }
}
