package io.bulwark.hash;

import io.bulwark.field.KoalaBear;
import java.util.Arrays;

/**
 * Sponge over a row: overwrite mode, rate 15, the row's length in the last capacity lane before the first block, the last block filled with zeros; the
 * digest is lanes 0 to 8. The length keeps rows apart that differ in zeros at their end only. An empty row costs one permutation.
 */
public final class Poseidon2RowHash implements RowHash {
    @Override
    public int digestLength() {
        return Poseidon2.DIGEST;
    }

    @Override
    public void hash(int[] row, int from, int length, int[] digests, int at) {
        int[] state = new int[Poseidon2.WIDTH];
        state[Poseidon2.WIDTH - 1] = KoalaBear.fromCanonical(length);
        int done = 0;
        do {
            int block = Math.min(Poseidon2.RATE, length - done);
            System.arraycopy(row, from + done, state, 0, block);
            Arrays.fill(state, block, Poseidon2.RATE, KoalaBear.ZERO);
            Poseidon2.permute(state);
            done += block;
        } while (done < length);
        System.arraycopy(state, 0, digests, at, Poseidon2.DIGEST);
    }
}
