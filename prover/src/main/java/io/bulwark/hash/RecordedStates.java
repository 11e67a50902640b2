package io.bulwark.hash;

import static io.bulwark.hash.StateBlock.STATES;

import java.util.Objects;

/**
 * Poseidon2 of many states side by side with every S-box's output written down: the columns of a table of permutations. The same kernels as for hashing, which
 * leave the outputs in their cells anyway.
 *
 * <p>Holds scratch of a fixed size: one for each thread.
 */
public final class RecordedStates {
    private final StateBlock block;

    public RecordedStates() {
        this(new StateBlock());
    }

    RecordedStates(StateBlock block) {
        this.block = block;
    }

    /**
     * Permutes states from, .., to - 1.
     *
     * @param lanes {@link Poseidon2#WIDTH} columns of inputs: lane i of state s is {@code lanes[i][s]}, in Montgomery form; left as they are
     * @param boxes receives the outputs of {@link Poseidon2#BOXES} S-boxes in order of rounds and lanes, in the same way
     * @throws IllegalArgumentException if the columns are not so many
     * @throws IndexOutOfBoundsException if one is too short
     */
    public void permute(int[][] lanes, int[][] boxes, int from, int to) {
        if (lanes.length != Poseidon2.WIDTH || boxes.length != Poseidon2.BOXES) {
            throw new IllegalArgumentException("expected " + Poseidon2.WIDTH + " and " + Poseidon2.BOXES
                    + " columns, got " + lanes.length + " and " + boxes.length);
        }
        Objects.checkFromToIndex(from, to, lanes[0].length);
        for (int at = from; at < to; at += STATES) {
            int n = Math.min(STATES, to - at);
            for (int i = 0; i < Poseidon2.WIDTH; i++) {
                block.load(i, lanes[i], at, n);
            }
            block.permute(boxes, at, n);
        }
    }
}
