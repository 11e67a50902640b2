package io.bulwark.hash;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.field.KoalaBear;
import java.util.Random;

/** What must hold of the blocks of states; {@link StateBlockTest} runs it in a copy of the packages for each width of a register. */
public final class StateBlockChecks {
    private static final int[] EXTREMES = {0, 1, KoalaBear.P - 1, KoalaBear.P / 2, KoalaBear.P / 2 + 1};

    public void permutesEveryStateAsTheReferenceDoes() {
        for (BlockPermutation permutation : new BlockPermutation[] {new VectorPermutation(), new ScalarPermutation()}) {
            Random random = new Random(11);
            for (int trial = 0; trial < 14; trial++) {
                int[][] lanes = new int[Poseidon2.WIDTH][StateBlock.STATES];
                for (int[] lane : lanes) {
                    for (int s = 0; s < lane.length; s++) {
                        int x = trial < EXTREMES.length
                                ? EXTREMES[trial]
                                : trial < 10 ? EXTREMES[random.nextInt(EXTREMES.length)] : random.nextInt(KoalaBear.P);
                        lane[s] = KoalaBear.fromCanonical(x);
                    }
                }
                agrees(permutation, lanes, "trial " + trial + " of seed 11");
            }
        }
    }

    private static void agrees(BlockPermutation permutation, int[][] lanes, String name) {
        StateBlock block = new StateBlock(permutation);
        for (int i = 0; i < lanes.length; i++) {
            block.load(i, lanes[i], 0, StateBlock.STATES);
        }
        // Twice, so that what one permutation leaves must suit the next.
        block.permute();
        block.permute();
        int[][] got = new int[lanes.length][StateBlock.STATES];
        for (int i = 0; i < lanes.length; i++) {
            block.store(i, got[i], 0, StateBlock.STATES);
        }
        for (int s = 0; s < StateBlock.STATES; s++) {
            int[] state = new int[lanes.length];
            int[] gotState = new int[lanes.length];
            for (int i = 0; i < lanes.length; i++) {
                state[i] = lanes[i][s];
                gotState[i] = got[i][s];
            }
            Poseidon2.permute(state);
            Poseidon2.permute(state);
            assertThat(gotState).as("state %d, %s", s, name).isEqualTo(state);
        }
    }

    /** Side by side and one after another, at numbers of states around a block's. */
    public void writesDownWhatEverySBoxGives() {
        for (BlockPermutation permutation : new BlockPermutation[] {new VectorPermutation(), new ScalarPermutation()}) {
            for (int n : new int[] {1, StateBlock.STATES - 1, StateBlock.STATES, 2 * StateBlock.STATES + 5}) {
                records(permutation, n, 3);
            }
        }
    }

    private static void records(BlockPermutation permutation, int n, int from) {
        Random random = new Random(n);
        int[][] lanes = new int[Poseidon2.WIDTH][from + n + 1];
        for (int[] lane : lanes) {
            for (int s = 0; s < lane.length; s++) {
                int x = random.nextBoolean() ? EXTREMES[random.nextInt(EXTREMES.length)] : random.nextInt(KoalaBear.P);
                lane[s] = KoalaBear.fromCanonical(x);
            }
        }
        int[][] boxes = new int[Poseidon2.BOXES][from + n + 1];
        new RecordedStates(new StateBlock(permutation)).permute(lanes, boxes, from, from + n);
        for (int s = from; s < from + n; s++) {
            int[] state = new int[Poseidon2.WIDTH];
            int[] wanted = new int[Poseidon2.BOXES];
            int[] got = new int[Poseidon2.BOXES];
            for (int i = 0; i < state.length; i++) {
                state[i] = lanes[i][s];
            }
            Poseidon2Boxes.of(state, wanted);
            for (int i = 0; i < got.length; i++) {
                got[i] = boxes[i][s];
            }
            assertThat(got).as("state %d of %d, seed %d", s, n, n).isEqualTo(wanted);
        }
        for (int[] box : boxes) {
            assertThat(box[from - 1]).isZero();
            assertThat(box[from + n]).isZero();
        }
    }

    /** The permutation as its definition says it, with the S-boxes' outputs. */
    private static final class Poseidon2Boxes {
        private Poseidon2Boxes() {}

        static void of(int[] state, int[] boxes) {
            int next = 0;
            Poseidon2.externalLayer(state);
            for (int r = 0; r < 2 * Poseidon2.HALF_FULL_ROUNDS; r++) {
                if (r == Poseidon2.HALF_FULL_ROUNDS) {
                    next = partial(state, boxes, next);
                }
                int[] constants = Poseidon2.fullRoundConstants(r);
                for (int i = 0; i < state.length; i++) {
                    state[i] = KoalaBear.pow(KoalaBear.add(state[i], constants[i]), 3);
                    boxes[next++] = state[i];
                }
                Poseidon2.externalLayer(state);
            }
        }

        private static int partial(int[] state, int[] boxes, int first) {
            int next = first;
            for (int r = 0; r < Poseidon2.PARTIAL_ROUNDS; r++) {
                state[0] = KoalaBear.pow(KoalaBear.add(state[0], Poseidon2.partialRoundConstant(r)), 3);
                boxes[next++] = state[0];
                int total = 0;
                for (int x : state) {
                    total = KoalaBear.add(total, x);
                }
                for (int i = 0; i < state.length; i++) {
                    state[i] = KoalaBear.add(total, KoalaBear.mul(Poseidon2.internalDiagonal(i), state[i]));
                }
            }
            return next;
        }
    }
}
