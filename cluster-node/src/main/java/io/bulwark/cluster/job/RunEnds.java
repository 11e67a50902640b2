package io.bulwark.cluster.job;

import io.bulwark.protocol.Standing;

/** What a {@link JobRun} comes to. */
interface RunEnds {
    /** The job has come to an end. */
    void reached(Standing standing);

    /** The plan is to be made by this node, and the run to begin anew with what is kept. */
    void doubted(Suspicion suspicion);
}
