package io.bulwark.cluster.work;

import io.bulwark.aggregator.Width;
import io.bulwark.protocol.Claim;
import io.bulwark.protocol.FinishTask;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.JoinTask;
import java.util.List;

/**
 * How the proofs of a job's intervals become one proof: neighbours are joined, over and over, and what covers the run is finished.
 *
 * <p>Everything here is a function of the job's specification and its artifacts. Implementations are safe for use by several threads.
 */
public interface Folding {
    /** No valid proof of an interval, a join or the finish has more bytes. */
    long largestProof();

    /**
     * Joins neighbours' proofs. Takes long, and all threads that the workload was configured with.
     *
     * @param proofs the bytes of the task's inputs, in order
     * @param artifacts has the job's program
     * @throws RefusedProofException if one of them does not prove what the task says, or they cannot be joined
     */
    Workload.Proof join(JoinTask task, List<byte[]> proofs, Artifacts artifacts);

    /**
     * Makes the job's last proof. Takes long likewise.
     *
     * @param proof the bytes of the task's input
     * @param artifacts has the job's program and input
     * @throws RefusedProofException if it does not prove what the task says, or is not of the whole run
     */
    Workload.Proof finish(FinishTask task, byte[] proof, Artifacts artifacts);

    /**
     * Verifies the proof of an interval or a join.
     *
     * @param artifacts has the job's program
     * @return how wide it is
     * @throws RefusedProofException if the bytes do not prove the claim; nothing else, whatever the bytes are
     */
    Width verifyFold(JobSpec spec, Claim claim, byte[] proof, Artifacts artifacts);

    /**
     * Verifies the job's last proof.
     *
     * @param claim from the run's first state to its last
     * @param artifacts has the job's program and input
     * @throws RefusedProofException if the bytes do not prove the claim; nothing else, whatever the bytes are
     */
    void verifyFinal(JobSpec spec, Claim claim, byte[] proof, Artifacts artifacts);
}
