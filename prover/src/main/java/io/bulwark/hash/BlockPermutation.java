package io.bulwark.hash;

import io.bulwark.field.Kernels;

/** Poseidon2 on the cells of a {@link StateBlock}, and the ways in and out of the cells. */
interface BlockPermutation {
    /** For this process: in vector registers where the kernels over F use them, too. */
    static BlockPermutation best() {
        // Registers of 128 bits alone say nothing of a fused multiply-add on x86; without one, Math.fma takes
        // microseconds.
        boolean fused =
                Kernels.best().bits() >= 256 || System.getProperty("os.arch").equals("aarch64");
        return fused ? new VectorPermutation() : new ScalarPermutation();
    }

    /** Permutes all states. In: residues of size below 2^38, integers. Out: the same; {@link #store} gives the elements. */
    void permute(double[] cells);

    /**
     * The same, and writes down what the S-boxes give.
     *
     * @param boxes {@link Poseidon2#BOXES} columns in order of rounds and lanes; of state i, the outputs go to {@code boxes[..][at + i]}, in Montgomery form
     */
    void permute(double[] cells, int[][] boxes, int at);

    /** One lane of all states from elements in Montgomery form. */
    void load(int[] elements, int at, double[] cells, int lane);

    /** Two lanes of all states from pairs of elements in Montgomery form. */
    void loadPairs(int[] elements, int at, double[] cells, int even, int odd);

    /** One lane of all states to elements in Montgomery form. */
    void store(double[] cells, int lane, int[] elements, int at);
}
