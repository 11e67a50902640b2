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
}
