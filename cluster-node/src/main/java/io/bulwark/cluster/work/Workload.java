package io.bulwark.cluster.work;

import com.google.protobuf.ByteString;
import io.bulwark.aggregator.ChainFile;
import io.bulwark.aggregator.ChainProof;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.Checkpoint;
import io.bulwark.protocol.Claim;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.SegmentTask;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * A computation in steps over an input, whose intervals "state A leads to state B" can be proved apart and joined.
 *
 * <p>Everything here is a function of the job's specification and its artifacts. Implementations are safe for use by several threads.
 */
public interface Workload {
    /** An interval's proof: its claim, with the end that the prover derived, and the proof's bytes. */
    record Proof(Claim claim, ByteString bytes) {}

    /**
     * What a whole run has proved, in words for who asked for it.
     *
     * @param steps of the whole run
     * @param links proofs in the file: 1 where proofs fold
     * @param output what the run computed, as text: what a client compares and prints
     */
    record Verified(long steps, int links, String output) {}

    /** The name that specifications call it by. */
    String name();

    /** What a step is, in the plural: "permutations". */
    String steps();

    /**
     * The specification of a job; the workload chooses the shape.
     *
     * @param security the named set of security parameters
     * @throws IllegalArgumentException if there can be no such job, and why
     */
    JobSpec specOf(Optional<Blob> program, Blob input, String security);

    /**
     * Whether a job of this specification can be run here.
     *
     * @throws IllegalArgumentException if it cannot, and why: another workload, unknown parameters, no such shape, an input too long
     */
    void check(JobSpec spec);

    /**
     * Begins to run the computation natively.
     *
     * @param artifacts has the job's program and input
     * @throws PlanException if it cannot be run
     */
    Plan plan(JobSpec spec, Artifacts artifacts);

    /**
     * The state that the run starts in, which program and input make.
     *
     * @param artifacts has the job's program and input
     * @throws PlanException if it cannot be run
     */
    default Checkpoint start(JobSpec spec, Artifacts artifacts) {
        try (Plan plan = plan(spec, artifacts)) {
            return plan.start();
        }
    }

    /**
     * How the proofs of such a job's intervals become one; empty if they stay a chain.
     *
     * @param spec one that {@link #check} has passed
     */
    default Optional<Folding> folding(JobSpec spec) {
        return Optional.empty();
    }

    /**
     * Runs and proves a task's steps. Takes long, and all threads it was configured with. Where proofs fold, the proof is one that can be folded.
     *
     * @param part what the steps read
     * @param artifacts has the job's program, not its input
     */
    Proof prove(SegmentTask task, byte[] part, Artifacts artifacts);

    /**
     * How fast this process proves, in steps a second: it proves something small for that, which also makes the JVM compile what proofs need. 0: not measured.
     */
    default long rate() {
        return 0;
    }

    /** No valid proof of an interval of this job has more bytes, as long as it is not folded. */
    long largestProof(JobSpec spec);

    /**
     * Verifies an interval's proof that is not folded.
     *
     * @param artifacts has the job's program
     * @throws RefusedProofException if the bytes do not prove the claim; nothing else, whatever the bytes are
     */
    void verify(JobSpec spec, Claim claim, byte[] proof, Artifacts artifacts);

    /**
     * Writes the chain of a run's proofs in the form that {@link #verifyWhole} reads.
     *
     * @param proofs gives the bytes of each link's proof
     * @param artifacts has the job's program and input
     */
    void write(JobSpec spec, ChainProof chain, ChainFile.Proofs proofs, OutputStream out, Artifacts artifacts)
            throws IOException;

    /**
     * Verifies a job's result from its file alone: the one proof, or every proof of the chain and that they meet, and that it is about the whole of this job's
     * run.
     *
     * @param artifacts has the job's program and input
     * @param threads how many proofs are verified side by side
     * @param progress is told the number of proofs that have been verified so far
     * @throws RefusedProofException if it does not prove that run
     * @throws IOException if a file cannot be read
     */
    Verified verifyWhole(JobSpec spec, Path proof, Artifacts artifacts, int threads, IntConsumer progress)
            throws IOException;
}
