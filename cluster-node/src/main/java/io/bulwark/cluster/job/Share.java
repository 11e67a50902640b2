package io.bulwark.cluster.job;

import io.bulwark.protocol.Fact;
import io.bulwark.protocol.ProverId;

/**
 * What one prover did for a job, counted by the facts of its making that count.
 *
 * @param nanos the sum of its proving times
 */
public record Share(ProverId prover, int intervals, long steps, long nanos) {
    Share plus(Fact fact) {
        return new Share(prover, intervals + 1, steps + fact.claim().steps(), nanos + fact.provingNanos());
    }
}
