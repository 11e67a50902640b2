package io.bulwark.hash;

import static io.bulwark.hash.Poseidon2.DIGEST;
import static io.bulwark.hash.Poseidon2.RATE;
import static io.bulwark.hash.Poseidon2.WIDTH;
import static io.bulwark.hash.StateBlock.FEW;
import static io.bulwark.hash.StateBlock.STATES;

import io.bulwark.field.KoalaBear;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Sponge over a row: overwrite mode, rate 15, the row's length in the last capacity lane before the first block, the last block filled with zeros; the
 * digest is lanes 0 to 8. The length keeps rows apart that differ in zeros at their end only. An empty row costs one permutation.
 */
public final class Poseidon2RowHash implements RowHash {
    @Override
    public int digestLength() {
        return DIGEST;
    }

    @Override
    public void hash(int[] row, int from, int length, int[] digests, int at) {
        int[] state = new int[WIDTH];
        state[WIDTH - 1] = KoalaBear.fromCanonical(length);
        int done = 0;
        do {
            int block = Math.min(RATE, length - done);
            System.arraycopy(row, from + done, state, 0, block);
            Arrays.fill(state, block, RATE, KoalaBear.ZERO);
            Poseidon2.permute(state);
            done += block;
        } while (done < length);
        System.arraycopy(state, 0, digests, at, DIGEST);
    }

    @Override
    public void hashRows(Rows rows, int from, int to, int[][] digests) {
        Objects.checkFromToIndex(from, to, rows.count());
        StateBlock block = new StateBlock();
        for (int at = from; at < to; at += STATES) {
            int first = at;
            int n = Math.min(STATES, to - at);
            if (n < FEW) {
                hashFew(rows, at, to, digests);
                return;
            }
            absorb(block, rows.width(), (lane, j) -> block.load(lane, rows.array(j), rows.position(j, first), n));
            for (int k = 0; k < DIGEST; k++) {
                block.store(k, digests[k], at, n);
            }
        }
    }

    private void hashFew(Rows rows, int from, int to, int[][] digests) {
        for (int i = from; i < to; i++) {
            int[] digest = hash(rows.row(i));
            for (int k = 0; k < DIGEST; k++) {
                digests[k][i] = digest[k];
            }
        }
    }

    @Override
    public List<int[]> hashAll(List<int[]> rows) {
        List<int[]> digests = new ArrayList<>(rows.size());
        int from = 0;
        while (from < rows.size()) {
            int to = from + 1;
            while (to < rows.size() && rows.get(to).length == rows.get(from).length && to - from < STATES) {
                to++;
            }
            hashAlike(rows.subList(from, to), digests);
            from = to;
        }
        return digests;
    }

    /** At most one block of rows of one length. */
    private void hashAlike(List<int[]> rows, List<int[]> digests) {
        if (rows.size() < FEW) {
            rows.forEach(row -> digests.add(hash(row)));
            return;
        }
        StateBlock block = new StateBlock();
        int[] entries = new int[STATES];
        absorb(block, rows.getFirst().length, (lane, j) -> {
            for (int i = 0; i < rows.size(); i++) {
                entries[i] = rows.get(i)[j];
            }
            block.load(lane, entries, 0, STATES);
        });
        digests.addAll(block.digests(rows.size()));
    }

    /** Puts entry j of all rows into a lane. */
    private interface Input {
        void load(int lane, int j);
    }

    private static void absorb(StateBlock block, int width, Input input) {
        for (int lane = RATE; lane < WIDTH - 1; lane++) {
            block.fill(lane, KoalaBear.ZERO);
        }
        block.fill(WIDTH - 1, KoalaBear.fromCanonical(width));
        int done = 0;
        do {
            int taken = Math.min(RATE, width - done);
            for (int lane = 0; lane < taken; lane++) {
                input.load(lane, done + lane);
            }
            for (int lane = taken; lane < RATE; lane++) {
                block.fill(lane, KoalaBear.ZERO);
            }
            block.permute();
            done += taken;
        } while (done < width);
    }
}
