package io.bulwark.cluster.prover;

/** What a slot is at. */
enum SlotState {
    /** What makes its proofs has not said yet that it is ready. */
    STARTING,
    /** It waits for a task. */
    FREE,
    /** What the task reads is being fetched. */
    GATHERING,
    /** The task is being done. */
    MAKING,
    /** It was told to stop what it is at, and has not yet. */
    STOPPING,
    /** Something went wrong, and it waits before it goes on. */
    RESTING
}
