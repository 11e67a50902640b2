package io.bulwark.aggregator;

import io.bulwark.protocol.Claim;
import io.bulwark.protocol.Fact;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A proof of a stretch of a run that is the chain of the proofs of its intervals, in the order of the run. */
public sealed interface ChainProof extends Proven {
    /** The facts whose proofs make up the chain, in the order of the run; each meets the next. */
    default List<Fact> links() {
        List<Fact> links = new ArrayList<>();
        Deque<ChainProof> open = new ArrayDeque<>(List.of(this));
        while (!open.isEmpty()) {
            switch (open.pop()) {
                case Link link -> links.add(link.fact());
                case Pair pair -> {
                    open.push(pair.right());
                    open.push(pair.left());
                }
            }
        }
        return links;
    }

    /** One interval. */
    record Link(Fact fact) implements ChainProof {
        @Override
        public Claim claim() {
            return fact.claim();
        }
    }

    /** Two neighbours, joined. */
    record Pair(ChainProof left, ChainProof right, Claim claim) implements ChainProof {
        /** @throws IllegalArgumentException unless {@code left} meets {@code right} */
        public Pair(ChainProof left, ChainProof right) {
            this(left, right, left.claim().join(right.claim()));
        }

        /** @throws IllegalArgumentException unless the claim is the join of both claims */
        public Pair {
            if (!claim.equals(left.claim().join(right.claim()))) {
                throw new IllegalArgumentException("expected the join of both claims, got another claim");
            }
        }
    }
}
