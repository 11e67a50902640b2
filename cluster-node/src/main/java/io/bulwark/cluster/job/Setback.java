package io.bulwark.cluster.job;

/** Of what kind the reason is for which a prover gives a task back. */
public enum Setback {
    /** The task failed: it threw, or what it was to read is wrong. Counts against the task. */
    FAILED,
    /** The process that was at it died, of memory or a signal, or fell silent. Says nothing of the task, unless many do, on several nodes. */
    DIED,
    /** The prover has not begun it: it needs more memory than there is. The same prover would decline it again. */
    DECLINED,
    /** The prover is being drained or was told to stop. Says nothing of the task or the prover. */
    RETURNED;

    /** Whether it counts among the task's failures. */
    public boolean charged() {
        return this == FAILED;
    }
}
