package io.bulwark.aggregator;

import java.util.concurrent.CompletionStage;

/** Makes one proof of two neighbours' proofs. */
@FunctionalInterface
public interface Joiner {
    /** The proof of the join; it completes exceptionally if the two cannot be joined, or not now. */
    CompletionStage<ChainProof> join(ChainProof left, ChainProof right);
}
