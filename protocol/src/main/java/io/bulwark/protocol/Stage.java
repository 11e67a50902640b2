package io.bulwark.protocol;

/** What a task is to make, in the order in which a run comes to its proof. */
public enum Stage {
    /** No proof yet: the run's intervals. */
    PLAN,
    /** The proof of one interval. */
    SEGMENT,
    /** One proof of several neighbours' proofs. */
    JOIN,
    /** The job's last proof, made of the one that covers the whole run. */
    FINISH
}
