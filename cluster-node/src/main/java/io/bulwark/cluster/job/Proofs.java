package io.bulwark.cluster.job;

import io.bulwark.aggregator.Width;
import io.bulwark.protocol.Checkpoint;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.Task;
import io.bulwark.protocol.TaskName;
import java.util.Optional;

/** How a job's verified proofs become its result. Part of the job's actor. */
sealed interface Proofs permits ProofChain, ProofTree, SafeProofs {
    /** What they tell the run. */
    interface Listener {
        /** This is to be done. */
        void wanted(Task task);

        /** This is the job's result. */
        void result(JobStatus.Result result);

        /** There will be none. */
        void failed(String cause);
    }

    /** The run starts in this state. */
    void start(Checkpoint start);

    /**
     * A proof has been verified.
     *
     * @param width how wide it is, if it can be folded
     */
    void add(Fact fact, Optional<Width> width);

    /** A segment's proof counts no more; another will come. What has been folded stays so. */
    void setAside(TaskName segment);

    /** The run is known to have so many intervals. */
    void ends(int intervals);

    /** There is a prover that has nothing to do. */
    void spare();

    /** A task could not be done, wherever it was tried. */
    void failed(TaskName task, String reason);

    /** Pieces that the proven intervals have been folded to; 0 if proofs do not fold. */
    int pieces();
}
