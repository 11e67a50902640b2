package io.bulwark.recursion.circuit;

import io.bulwark.field.KoalaBear;
import io.bulwark.hash.Poseidon2;
import java.util.Arrays;

/** The rows of a circuit that permute. */
final class HashRows {
    private static final int N = Circuit.ELEMENTS;
    private static final int DIGEST = Poseidon2.DIGEST;

    private final int[] hints;
    private final int[] v;

    /**
     * Rows of one circuit.
     *
     * @param v five elements for each address: read and written
     */
    HashRows(int[] hints, int[] v) {
        this.hints = hints;
        this.v = v;
    }

    /** Runs the SPONGE row whose fields begin at {@code at}. */
    void sponge(int[] d, int at) {
        int[] state = new int[Gate.SPONGE.written() * N];
        for (int i = 0; i < Gate.SPONGE.written(); i++) {
            System.arraycopy(v, N * d[at + i], state, N * i, N);
        }
        state[Poseidon2.RATE] = KoalaBear.add(state[Poseidon2.RATE], KoalaBear.fromCanonical(d[at + 5]));
        int[] lanes = Arrays.copyOf(state, Poseidon2.WIDTH);
        Poseidon2.permute(lanes);
        System.arraycopy(lanes, 0, v, N * d[at + 6], lanes.length);
    }

    /** Runs the PATH row whose fields begin at {@code at}. */
    void path(int[] d, int at) {
        int[] state = new int[Poseidon2.WIDTH];
        boolean right = v[N * d[at]] != KoalaBear.ZERO;
        int own = right ? DIGEST : 0;
        int other = DIGEST - own;
        System.arraycopy(v, N * d[at + 1], state, own, N);
        System.arraycopy(v, N * d[at + 2], state, own + N, DIGEST - N);
        if (d[at + 3] == 0) {
            System.arraycopy(hints, d[at + 5], state, other, DIGEST);
        } else {
            System.arraycopy(v, N * d[at + 3], state, other, N);
            System.arraycopy(v, N * d[at + 4], state, other + N, DIGEST - N);
        }
        state[2 * DIGEST] = KoalaBear.ONE;
        Poseidon2.permute(state);
        System.arraycopy(state, 0, v, N * d[at + 6], DIGEST);
    }
}
