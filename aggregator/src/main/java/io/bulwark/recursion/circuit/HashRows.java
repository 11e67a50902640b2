package io.bulwark.recursion.circuit;

import io.bulwark.field.KoalaBear;
import io.bulwark.hash.Poseidon2;

/** The rows of a circuit that permute. */
final class HashRows {
    private static final int N = Circuit.ELEMENTS;
    private static final int DIGEST = Poseidon2.DIGEST;

    private final int[] sponge;
    private final int[] path;
    private final int[] hints;
    private final int[] v;

    HashRows(Circuit circuit, int[] hints, int[] v) {
        this.sponge = circuit.data(Gate.SPONGE);
        this.path = circuit.data(Gate.PATH);
        this.hints = hints;
        this.v = v;
    }

    /** Runs SPONGE rows from {@code row} on, at most so many; says how many. */
    int sponges(int row, int most) {
        int at = row * Gate.SPONGE.fields().size();
        int[] state = new int[Gate.SPONGE.written() * N];
        for (int i = 0; i < Gate.SPONGE.written(); i++) {
            System.arraycopy(v, N * sponge[at + i], state, N * i, N);
        }
        state[Poseidon2.RATE] = KoalaBear.add(state[Poseidon2.RATE], KoalaBear.fromCanonical(sponge[at + 5]));
        state[Poseidon2.WIDTH] = 0;
        Poseidon2.permute(state);
        System.arraycopy(state, 0, v, N * sponge[at + 6], state.length);
        return 1;
    }

    /** Runs PATH rows from {@code row} on, at most so many; says how many. */
    int paths(int row, int most) {
        int at = row * Gate.PATH.fields().size();
        int[] state = new int[Poseidon2.WIDTH];
        boolean right = v[N * path[at]] != KoalaBear.ZERO;
        int own = right ? DIGEST : 0;
        int other = DIGEST - own;
        System.arraycopy(v, N * path[at + 1], state, own, N);
        System.arraycopy(v, N * path[at + 2], state, own + N, DIGEST - N);
        if (path[at + 3] == 0) {
            System.arraycopy(hints, path[at + 5], state, other, DIGEST);
        } else {
            System.arraycopy(v, N * path[at + 3], state, other, N);
            System.arraycopy(v, N * path[at + 4], state, other + N, DIGEST - N);
        }
        state[2 * DIGEST] = KoalaBear.ONE;
        Poseidon2.permute(state);
        int out = N * path[at + 6];
        System.arraycopy(state, 0, v, out, DIGEST);
        v[out + DIGEST] = 0;
        return 1;
    }
}
