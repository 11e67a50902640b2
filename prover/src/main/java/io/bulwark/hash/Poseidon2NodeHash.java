package io.bulwark.hash;

import io.bulwark.field.KoalaBear;

/** Lanes 0 to 8 of the permuted (left, right, 1, 0, 0, 0, 0, 0); the 1 keeps it apart from a row's sponge. */
public final class Poseidon2NodeHash implements NodeHash {
    @Override
    public int digestLength() {
        return Poseidon2.DIGEST;
    }

    @Override
    public void hash(int[] left, int leftAt, int[] right, int rightAt, int[] parents, int at) {
        int[] state = new int[Poseidon2.WIDTH];
        System.arraycopy(left, leftAt, state, 0, Poseidon2.DIGEST);
        System.arraycopy(right, rightAt, state, Poseidon2.DIGEST, Poseidon2.DIGEST);
        state[2 * Poseidon2.DIGEST] = KoalaBear.ONE;
        Poseidon2.permute(state);
        System.arraycopy(state, 0, parents, at, Poseidon2.DIGEST);
    }
}
