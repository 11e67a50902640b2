package io.bulwark.cluster.job;

import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.OperatorId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Operators who sent something wrong: they get no more work in any job of this node's region until they are released. Safe for use by many threads; nothing
 * blocks.
 */
public interface Quarantine {
    /** Whether the operator gets no work now. */
    boolean holds(OperatorId operator);

    /**
     * Sets a member's operator aside.
     *
     * @param what what was wrong
     * @param evidence an {@link io.bulwark.protocol.Evidence} in this node's store, in its Protobuf form, if the member signed what was wrong
     */
    void hold(Member member, JobId job, String what, Optional<ArtifactId> evidence);

    /** Who is set aside in this region, and why. */
    List<HeldOperator> held();

    /** Lets an operator work again. Completes when this node knows it; the region's others do soon after. */
    CompletionStage<Void> release(OperatorId operator);
}
