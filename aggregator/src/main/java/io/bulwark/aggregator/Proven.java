package io.bulwark.aggregator;

import io.bulwark.protocol.Claim;
import io.bulwark.protocol.Span;

/** Something whose proof has been verified: that its claim's start leads to its end. */
public interface Proven {
    /** The intervals of the run's plan that the claim covers. */
    Span span();

    Claim claim();
}
