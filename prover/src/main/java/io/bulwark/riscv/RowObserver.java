package io.bulwark.riscv;

/** Watches every instruction: what fills the tables. */
public interface RowObserver extends Observer {
    /**
     * Called after each instruction that is no system call.
     *
     * @param step what it did; the same object each time
     */
    void executed(Step step);

    /**
     * Called for each access of a system call, in the order of the timestamps. The call itself was told by {@link #calls} before.
     *
     * @param word index in the word space
     * @param before its value before
     * @param after its value after; the same for a read
     * @param k the access happens at clk + k
     */
    void accessed(int word, int before, int after, int k);
}
