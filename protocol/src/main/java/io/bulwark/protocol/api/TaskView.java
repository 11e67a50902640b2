package io.bulwark.protocol.api;

import io.bulwark.protocol.NodeId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One task of a job, as it is.
 *
 * @param stage plan, segment, join or finish
 * @param first the first interval that its proof covers
 * @param count how many these are
 * @param state waiting, at-work, checking, done or covered: a longer proof counts instead, or it is not needed any more
 * @param at nodes that are at it, or whose proof is being checked
 * @param maker whose proof counts
 * @param tries how often a prover was seen to begin it
 * @param steps of the run that the proof covers
 * @param seconds that its maker proved
 * @param begun when somebody was last seen to begin it
 * @param since when it came to its state; absent where that is known from receipts only
 */
public record TaskView(
        String stage,
        int first,
        int count,
        String state,
        List<NodeId> at,
        Optional<MakerView> maker,
        int tries,
        long steps,
        double seconds,
        Optional<Instant> begun,
        Optional<Instant> since) {
    public TaskView {
        at = List.copyOf(at);
    }
}
