package io.bulwark.hash;

import io.bulwark.field.Cores;
import io.bulwark.field.KoalaBear;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The transcript's sponge: overwrite mode, rate 15 of 24 lanes. A block of n waiting elements replaces lanes 0 to n - 1, n is added to lane 15, and the
 * state is permuted; lanes 0 to 14 are then output, lane 0 first. A block is closed by its fifteenth element or by a sample.
 */
public final class Duplex implements TranscriptHash {
    /** Nonces that are tried before the threads look at each other's results. */
    private static final int LARGEST_WINDOW = 1 << 15;

    private static final int LEAST_CHUNK = 4 * StateBlock.STATES;

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

    /** Whole blocks of states that differ in the nonce only, in windows that grow, so that a few bits of work cost little. */
    @Override
    public int leastNonce(int bits, Cores cores) {
        int mask = (1 << bits) - 1;
        int window = StateBlock.STATES;
        int next = 0;
        while (next < KoalaBear.P) {
            int from = next;
            int n = Math.min(window, KoalaBear.P - from);
            AtomicInteger least = new AtomicInteger(Integer.MAX_VALUE);
            cores.forRange(n, LEAST_CHUNK, (a, b) -> {
                int nonce = leastNonce(from + a, from + b, mask);
                least.accumulateAndGet(nonce, Math::min);
            });
            if (least.get() != Integer.MAX_VALUE) {
                return KoalaBear.fromCanonical(least.get());
            }
            next += n;
            window = Math.min(2 * window, LARGEST_WINDOW);
        }
        throw new IllegalStateException("expected a nonce for " + bits + " bits of work, found none");
    }

    /** The least one in [from, to), or {@link Integer#MAX_VALUE}. */
    private int leastNonce(int from, int to, int mask) {
        StateBlock block = new StateBlock();
        int[] outputs = new int[StateBlock.STATES];
        for (int first = from; first < to; first += StateBlock.STATES) {
            for (int lane = 0; lane < Poseidon2.WIDTH; lane++) {
                block.fill(lane, state[lane]);
            }
            block.count(waiting, first);
            block.fill(Poseidon2.RATE, KoalaBear.add(state[Poseidon2.RATE], KoalaBear.fromCanonical(waiting + 1)));
            block.permute();
            block.store(0, outputs, 0, StateBlock.STATES);
            for (int i = 0; i < Math.min(StateBlock.STATES, to - first); i++) {
                if ((KoalaBear.toCanonical(outputs[i]) & mask) == 0) {
                    return first + i;
                }
            }
        }
        return Integer.MAX_VALUE;
    }

    private void turn() {
        state[Poseidon2.RATE] = KoalaBear.add(state[Poseidon2.RATE], KoalaBear.fromCanonical(waiting));
        Poseidon2.permute(state);
        waiting = 0;
        next = 0;
    }
}
