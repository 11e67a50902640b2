package io.bulwark.cluster.prover;

import io.bulwark.protocol.Fact;
import java.util.Optional;

/** What a slot tells the supervisor. */
sealed interface SlotNews {
    int slot();

    /**
     * It waits for a task.
     *
     * @param rate steps that its maker proved in a second when it started; 0: not measured
     */
    record Free(int slot, long rate) implements SlotNews {}

    /**
     * It has no task, and cannot have one until {@link Free} follows.
     *
     * @param made says that a proof was made
     * @param undone whether the task, if there was one, was given back
     */
    record Ended(int slot, Optional<Fact> made, boolean undone) implements SlotNews {}
}
