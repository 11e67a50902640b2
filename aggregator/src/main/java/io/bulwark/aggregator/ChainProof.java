package io.bulwark.aggregator;

import io.bulwark.protocol.Claim;
import io.bulwark.protocol.Fact;
import java.util.List;

/**
 * A proof of a stretch of a run that is the chain of the proofs of its intervals: what stands for one proof where a workload's proofs do not fold.
 *
 * @param links the facts whose proofs make up the chain, in the order of the run; each meets the next
 */
public record ChainProof(List<Fact> links) {
    /** @throws IllegalArgumentException unless there is a link and each meets the next */
    public ChainProof {
        links = List.copyOf(links);
        if (links.isEmpty()) {
            throw new IllegalArgumentException("expected a link or more, got none");
        }
        for (int i = 1; i < links.size(); i++) {
            if (!links.get(i - 1).claim().meets(links.get(i).claim())) {
                throw new IllegalArgumentException("link " + i + " does not start where the one before it ends");
            }
        }
    }

    /** What the chain proves. */
    public Claim claim() {
        return new Claim(
                links.getFirst().claim().start(), links.getLast().claim().end());
    }
}
