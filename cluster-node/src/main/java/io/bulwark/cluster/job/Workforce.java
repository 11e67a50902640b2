package io.bulwark.cluster.job;

import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.ProverId;
import java.util.Collection;
import java.util.Optional;

/** Who could work for a job, as its node sees it. */
public interface Workforce {
    /** Whose a node is, if that is known. */
    Optional<Member> member(NodeId node);

    /** The processes that have come for work and can be reached. */
    Collection<ProverId> processes();

    /** Whether a prover may have work: its operator is known, and not set aside. */
    boolean takesWork(ProverId prover);

    /**
     * Whether a node gets no work for a while.
     *
     * @param now in nanoseconds of the job's monotonic clock
     */
    boolean rests(NodeId node, long now);
}
