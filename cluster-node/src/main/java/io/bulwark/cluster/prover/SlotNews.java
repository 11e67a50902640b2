package io.bulwark.cluster.prover;

import io.bulwark.protocol.Fact;
import io.bulwark.protocol.TaskId;
import java.util.Optional;

/** What a slot tells the supervisor. */
sealed interface SlotNews {
    int slot();

    /**
     * What makes its proofs has started, and it waits for a task. What it was at before is lost.
     *
     * @param rate steps that its maker proved in a second when it started; 0: not measured
     */
    record Started(int slot, long rate) implements SlotNews {}

    /** It can take one more task: it has none, or will soon be done with what it is at. */
    record Wants(int slot) implements SlotNews {}

    /** It cannot take a task until {@link Started} or {@link Wants} follows. */
    record Rests(int slot) implements SlotNews {}

    /**
     * It has this task no more.
     *
     * @param made says that a proof was made
     * @param undone whether the task was given back
     */
    record Ended(int slot, TaskId task, Optional<Fact> made, boolean undone) implements SlotNews {}
}
