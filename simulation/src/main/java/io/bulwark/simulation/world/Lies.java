package io.bulwark.simulation.world;

/** How a node lies. */
enum Lies {
    /** Not at all. */
    NONE,
    /** Delivers proofs that do not verify. */
    WRONG_PROOF,
    /** Delivers sound proofs of other claims than the plan makes. */
    WRONG_CLAIM,
    /** Delivers proofs that nobody can fetch from it. */
    NOT_THERE,
    /** Delivers the proof of another task. */
    REPLAY,
    /** Tells jobs that ask of facts that are none. */
    FALSE_MEMORY,
    /** Delivers nothing, and proofs of tasks that it was not given. */
    UNASKED,
    /** Gives every task back as impossible. */
    REFUSES,
    /** Says that it is at its task, for ever. */
    STALLS
}
