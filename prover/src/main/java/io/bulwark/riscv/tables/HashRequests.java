package io.bulwark.riscv.tables;

import io.bulwark.hash.Poseidon2;
import java.util.Arrays;

/** Permutations that rows ask for: the rows of the Poseidon2 table. Elements in Montgomery form. One for each thread, added up at the end. */
public final class HashRequests {
    private int count;
    private int[] inputs = new int[64 * Poseidon2.WIDTH];
    private boolean[] whole = new boolean[64];

    public int count() {
        return count;
    }

    /** All 24 inputs of all requests, one after the other. */
    public int[] inputs() {
        return inputs;
    }

    /** Whether request i asks for all 24 outputs (bus Hash24) and not the first 9 (Hash9). */
    public boolean isWhole(int i) {
        return whole[i];
    }

    /**
     * Asks for a permutation.
     *
     * @param lanes 24 elements from {@code at} on
     */
    public void add(int[] lanes, int at, boolean allOutputs) {
        if (count == whole.length) {
            inputs = Arrays.copyOf(inputs, 2 * inputs.length);
            whole = Arrays.copyOf(whole, 2 * count);
        }
        System.arraycopy(lanes, at, inputs, count * Poseidon2.WIDTH, Poseidon2.WIDTH);
        whole[count] = allOutputs;
        count++;
    }

    /** Adds another thread's requests behind these. */
    public void add(HashRequests other) {
        for (int i = 0; i < other.count; i++) {
            add(other.inputs, i * Poseidon2.WIDTH, other.whole[i]);
        }
    }
}
