package io.bulwark.hash;

import io.bulwark.field.Cores;
import io.bulwark.field.KoalaBear;

/**
 * The transcript's sponge: overwrite mode, rate 15 of 24 lanes. A block of n waiting elements replaces lanes 0 to n - 1, n is added to lane 15, and the
 * state is permuted; lanes 0 to 14 are then output, lane 0 first. A block is closed by its fifteenth element or by a sample.
 */
public final class Duplex implements TranscriptHash {
    private final int[] state = new int[Poseidon2.WIDTH];
    /** Elements that wait in lanes 0.. of the state; what they replace is output that nobody may read any more. */
    private int waiting;
    /** The next lane of output; RATE when all is read or none was made. */
    private int next = Poseidon2.RATE;

    @Override
    public void absorb(int element) {
        next = Poseidon2.RATE;
        state[waiting] = element;
        waiting++;
        if (waiting == Poseidon2.RATE) {
            turn();
        }
    }

    @Override
    public int sample() {
        if (waiting > 0 || next == Poseidon2.RATE) {
            turn();
        }
        return state[next++];
    }

    @Override
    public int leastNonce(int bits, Cores cores) {
        int mask = (1 << bits) - 1;
        for (int nonce = 0; nonce < KoalaBear.P; nonce++) {
            int[] trial = state.clone();
            trial[waiting] = KoalaBear.fromCanonical(nonce);
            trial[Poseidon2.RATE] = KoalaBear.add(trial[Poseidon2.RATE], KoalaBear.fromCanonical(waiting + 1));
            Poseidon2.permute(trial);
            if ((KoalaBear.toCanonical(trial[0]) & mask) == 0) {
                return KoalaBear.fromCanonical(nonce);
            }
        }
        throw new IllegalStateException("expected a nonce for " + bits + " bits of work, found none");
    }

    private void turn() {
        state[Poseidon2.RATE] = KoalaBear.add(state[Poseidon2.RATE], KoalaBear.fromCanonical(waiting));
        Poseidon2.permute(state);
        waiting = 0;
        next = 0;
    }
}
