package io.bulwark.cluster.work;

import com.google.protobuf.ByteString;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Checkpoint;
import io.bulwark.protocol.Claim;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.Task;

/**
 * A computation in steps over an input, whose intervals "state A leads to state B" can be proved apart and joined.
 *
 * <p>Everything here is a function of the job's specification and the input. Implementations are safe for use by several threads.
 */
public interface Workload {
    /** Which part of the input some steps read. */
    record Part(long offset, int bytes) {}

    /** An interval's proof: its claim, with the end that the prover derived, and the proof's bytes. */
    record Proof(Claim claim, ByteString bytes) {}

    /** The name that specifications call it by. */
    String name();

    /**
     * The specification of a job over an input; the workload chooses the shape.
     *
     * @param security the named set of security parameters
     * @throws IllegalArgumentException if there can be no such job, and why
     */
    JobSpec specOf(ArtifactId input, long inputBytes, String security);

    /**
     * Whether a job of this specification can be run here.
     *
     * @throws IllegalArgumentException if it cannot, and why: another workload, unknown parameters, no such shape, an input too long
     */
    void check(JobSpec spec);

    /** How many steps the run has, at least 1. */
    long steps(JobSpec spec);

    /** How many steps one task covers; the last one may cover fewer. */
    int stepsPerTask(JobSpec spec);

    /** The state that the run starts in. */
    Checkpoint start(JobSpec spec);

    /** The part of the input that {@code steps} steps from {@code first} on read. */
    Part part(JobSpec spec, long first, int steps);

    /** Runs {@code steps} steps natively, without proving anything, on their part of the input. */
    Checkpoint run(JobSpec spec, Checkpoint from, int steps, byte[] part);

    /** What the run has computed when it ends in this state, as text: what a client compares and prints. */
    String output(Checkpoint end);

    /** Runs and proves a task's steps on their part of the input. Takes long, and all threads it was configured with. */
    Proof prove(Task task, byte[] part);

    /** No valid proof of a task of this job has more bytes. */
    long largestProof(JobSpec spec);

    /**
     * Verifies an interval's proof.
     *
     * @throws RefusedProofException if the bytes do not prove the claim; nothing else, whatever the bytes are
     */
    void verify(JobSpec spec, Claim claim, byte[] proof);
}
