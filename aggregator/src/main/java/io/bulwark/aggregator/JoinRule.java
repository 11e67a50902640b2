package io.bulwark.aggregator;

import io.bulwark.protocol.Limits;
import java.util.List;

/**
 * Which neighbours one join can take. A tree of joins knows nothing else of how proofs are made.
 *
 * @param <P> what a proven interval carries
 */
@FunctionalInterface
public interface JoinRule<P> {
    /** No join takes more. */
    int MOST = Limits.JOIN;

    /**
     * Whether there is a join of exactly these.
     *
     * @param neighbours 2 to {@link #MOST}, in the order of the run; if there are two, the answer must be yes, or a run may never be joined whole
     */
    boolean takes(List<? extends P> neighbours);
}
