package io.bulwark.hash;

import static io.bulwark.hash.Poseidon2.DIGEST;
import static io.bulwark.hash.Poseidon2.WIDTH;
import static io.bulwark.hash.StateBlock.FEW;
import static io.bulwark.hash.StateBlock.STATES;

import io.bulwark.field.KoalaBear;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Lanes 0 to 8 of the permuted (left, right, 1, 0, 0, 0, 0, 0); the 1 keeps it apart from a row's sponge. */
public final class Poseidon2NodeHash implements NodeHash {
    @Override
    public int digestLength() {
        return DIGEST;
    }

    @Override
    public void hash(int[] left, int leftAt, int[] right, int rightAt, int[] parents, int at) {
        int[] state = new int[WIDTH];
        System.arraycopy(left, leftAt, state, 0, DIGEST);
        System.arraycopy(right, rightAt, state, DIGEST, DIGEST);
        state[2 * DIGEST] = KoalaBear.ONE;
        Poseidon2.permute(state);
        System.arraycopy(state, 0, parents, at, DIGEST);
    }

    @Override
    public void hashLayer(int[][] children, int from, int to, int[][] parents) {
        Objects.checkFromToIndex(from, to, children[0].length / 2);
        StateBlock block = new StateBlock();
        for (int at = from; at < to; at += STATES) {
            int n = Math.min(STATES, to - at);
            if (n < FEW) {
                hashFew(children, at, to, parents);
                return;
            }
            for (int k = 0; k < DIGEST; k++) {
                block.loadPairs(k, DIGEST + k, children[k], 2 * at, n);
            }
            permuteNodes(block);
            for (int k = 0; k < DIGEST; k++) {
                block.store(k, parents[k], at, n);
            }
        }
    }

    private void hashFew(int[][] children, int from, int to, int[][] parents) {
        int[] pair = new int[2 * DIGEST];
        for (int i = from; i < to; i++) {
            for (int k = 0; k < DIGEST; k++) {
                pair[k] = children[k][2 * i];
                pair[DIGEST + k] = children[k][2 * i + 1];
            }
            hash(pair, 0, pair, DIGEST, pair, 0);
            for (int k = 0; k < DIGEST; k++) {
                parents[k][i] = pair[k];
            }
        }
    }

    @Override
    public List<int[]> hashAll(List<int[]> left, List<int[]> right) {
        Objects.checkFromToIndex(0, left.size(), right.size());
        List<int[]> parents = new ArrayList<>(left.size());
        for (int from = 0; from < left.size(); from += STATES) {
            int to = Math.min(from + STATES, left.size());
            hashBlock(left.subList(from, to), right.subList(from, to), parents);
        }
        return parents;
    }

    /** At most one block. */
    private void hashBlock(List<int[]> left, List<int[]> right, List<int[]> parents) {
        int n = left.size();
        if (n < FEW) {
            for (int i = 0; i < n; i++) {
                parents.add(hash(left.get(i), right.get(i)));
            }
            return;
        }
        StateBlock block = new StateBlock();
        int[] entries = new int[2 * STATES];
        for (int k = 0; k < DIGEST; k++) {
            for (int i = 0; i < n; i++) {
                entries[2 * i] = left.get(i)[k];
                entries[2 * i + 1] = right.get(i)[k];
            }
            block.loadPairs(k, DIGEST + k, entries, 0, STATES);
        }
        permuteNodes(block);
        parents.addAll(block.digests(n));
    }

    private static void permuteNodes(StateBlock block) {
        block.fill(2 * DIGEST, KoalaBear.ONE);
        for (int lane = 2 * DIGEST + 1; lane < WIDTH; lane++) {
            block.fill(lane, KoalaBear.ZERO);
        }
        block.permute();
    }
}
