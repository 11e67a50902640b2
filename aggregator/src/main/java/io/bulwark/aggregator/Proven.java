package io.bulwark.aggregator;

import io.bulwark.protocol.Claim;

/** Something whose proof has been verified: that its claim's start leads to its end. */
public interface Proven {
    Claim claim();
}
