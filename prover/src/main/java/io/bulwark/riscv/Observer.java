package io.bulwark.riscv;

/**
 * Watches a run in bursts: what a planner needs. It hears nothing of single instructions, so it costs nothing between its calls; one that wants them is
 * a {@link RowObserver}.
 */
public interface Observer {
    /**
     * Asked at the start, when the last allowance is used up, and after a {@link Execution#cut}.
     *
     * @return for how many instructions not to be asked again; 0 ends the run
     */
    long allowance(Execution execution);

    /**
     * Called before the first access to a block of memory or input since the last cut. Register blocks are not told: every run touches them. May
     * throw {@link Execution#beforeAccess}, except in a call.
     *
     * @param block index of 8 words in the word space
     */
    default void touched(Execution execution, int block) {}

    /**
     * Called before a system call is done; the instruction before it is the last one done. May cut here.
     *
     * @param copyRows words that a read will copy, else 0
     */
    default void calls(Execution execution, SystemCall call, int copyRows) {}

    /** Called once the program has made its exit call. */
    default void ended(Execution execution) {}

    /** One that lets the run go on to its end. */
    static Observer none() {
        return execution -> Long.MAX_VALUE;
    }
}
