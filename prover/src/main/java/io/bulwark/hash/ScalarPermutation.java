package io.bulwark.hash;

import static io.bulwark.hash.StateBlock.STATES;

import io.bulwark.field.KoalaBear;

/** One state after another, by the reference; its cells hold canonical numbers, or integers of least size. */
final class ScalarPermutation implements BlockPermutation {
    @Override
    public void permute(double[] cells) {
        int[] state = new int[Poseidon2.WIDTH];
        for (int s = 0; s < STATES; s++) {
            for (int i = 0; i < state.length; i++) {
                state[i] = KoalaBear.fromLong((long) cells[StateBlock.lane(i) + s]);
            }
            Poseidon2.permute(state);
            for (int i = 0; i < state.length; i++) {
                cells[StateBlock.lane(i) + s] = KoalaBear.toCanonical(state[i]);
            }
        }
    }

    @Override
    public void permute(double[] cells, int[][] boxes, int at) {
        RecordedPermutation permutation = new RecordedPermutation();
        int[] state = new int[Poseidon2.WIDTH];
        int[] recorded = new int[Poseidon2.BOXES];
        for (int s = 0; s < STATES; s++) {
            for (int i = 0; i < state.length; i++) {
                state[i] = KoalaBear.fromLong((long) cells[StateBlock.lane(i) + s]);
            }
            permutation.permute(state, recorded, 0);
            for (int i = 0; i < state.length; i++) {
                cells[StateBlock.lane(i) + s] = KoalaBear.toCanonical(state[i]);
            }
            for (int i = 0; i < recorded.length; i++) {
                boxes[i][at + s] = recorded[i];
            }
        }
    }

    @Override
    public void load(int[] elements, int at, double[] cells, int lane) {
        for (int s = 0; s < STATES; s++) {
            cells[lane + s] = KoalaBear.toCanonical(elements[at + s]);
        }
    }

    @Override
    public void loadPairs(int[] elements, int at, double[] cells, int even, int odd) {
        for (int s = 0; s < STATES; s++) {
            cells[even + s] = KoalaBear.toCanonical(elements[at + 2 * s]);
            cells[odd + s] = KoalaBear.toCanonical(elements[at + 2 * s + 1]);
        }
    }

    @Override
    public void store(double[] cells, int lane, int[] elements, int at) {
        for (int s = 0; s < STATES; s++) {
            elements[at + s] = KoalaBear.fromLong((long) cells[lane + s]);
        }
    }
}
