package io.bulwark.cluster.job;

import io.bulwark.protocol.Fact;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.Stage;

/**
 * What one prover did for a job, counted by the facts of its making that count.
 *
 * @param steps the steps of its intervals
 * @param nanos the time that these took
 * @param folds joins, and the finish
 * @param foldNanos the time that these took
 */
public record Share(ProverId prover, int intervals, long steps, long nanos, int folds, long foldNanos) {
    static Share none(ProverId prover) {
        return new Share(prover, 0, 0, 0, 0, 0);
    }

    Share plus(Fact fact) {
        return fact.task().name().stage() == Stage.SEGMENT
                ? new Share(
                        prover,
                        intervals + 1,
                        steps + fact.claim().steps(),
                        nanos + fact.provingNanos(),
                        folds,
                        foldNanos)
                : new Share(prover, intervals, steps, nanos, folds + 1, foldNanos + fact.provingNanos());
    }
}
