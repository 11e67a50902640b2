package io.bulwark.hash;

import static io.bulwark.hash.Poseidon2.DIGEST;
import static io.bulwark.hash.Poseidon2.WIDTH;
import static io.bulwark.hash.StateBlock.FEW;
import static io.bulwark.hash.StateBlock.STATES;

import io.bulwark.field.KoalaBear;
import java.util.Objects;

/**
 * Lanes 0 to 8 of the permuted (18 elements, tag, 0, 0, 0, 0, 0), for many inputs side by side. With tag {@link #NODE} it is the node hash; other tags give
 * hashes of other things, none of which can stand for another. Keeps its scratch, so one for each thread.
 */
public final class TaggedCompression {
    /** Elements that go in. */
    public static final int INPUTS = 2 * DIGEST;
    /** Tag of an inner node of a tree. */
    public static final int NODE = 1;
    /** Tag of a block of memory, a leaf of the memory tree. */
    public static final int MEMORY_BLOCK = 2;

    private final CompilationCost cost;
    private final StateBlock block = new StateBlock();
    private final int[] entries = new int[STATES];
    private final int[] state = new int[WIDTH];

    public TaggedCompression() {
        this(CompilationCost.PROCESS);
    }

    TaggedCompression(CompilationCost cost) {
        this.cost = cost;
    }

    /**
     * Writes the digests of {@code count} inputs, one after another.
     *
     * @param inputs {@link #INPUTS} elements for each, from the array's begin, in Montgomery form
     * @param digests where {@link Poseidon2#DIGEST} elements for each go, from {@code at} on; may not be the inputs
     */
    public void hash(int tag, int[] inputs, int count, int[] digests, int at) {
        Objects.checkFromIndexSize(0, Math.multiplyExact(count, INPUTS), inputs.length);
        Objects.checkFromIndexSize(at, count * DIGEST, digests.length);
        int montgomeryTag = KoalaBear.fromCanonical(tag);
        cost.count(count);
        int done = 0;
        while (count - done >= FEW && cost.isEarned()) {
            int n = Math.min(STATES, count - done);
            hashBlock(montgomeryTag, inputs, done, n);
            for (int k = 0; k < DIGEST; k++) {
                block.store(k, entries, 0, STATES);
                for (int i = 0; i < n; i++) {
                    digests[at + DIGEST * (done + i) + k] = entries[i];
                }
            }
            done += n;
        }
        for (; done < count; done++) {
            hashOne(montgomeryTag, inputs, done);
            System.arraycopy(state, 0, digests, at + DIGEST * done, DIGEST);
        }
    }

    private void hashBlock(int tag, int[] inputs, int first, int n) {
        for (int k = 0; k < INPUTS; k++) {
            for (int i = 0; i < n; i++) {
                entries[i] = inputs[INPUTS * (first + i) + k];
            }
            block.load(k, entries, 0, STATES);
        }
        block.fill(INPUTS, tag);
        for (int lane = INPUTS + 1; lane < WIDTH; lane++) {
            block.fill(lane, KoalaBear.ZERO);
        }
        block.permute();
    }

    private void hashOne(int tag, int[] inputs, int i) {
        System.arraycopy(inputs, INPUTS * i, state, 0, INPUTS);
        state[INPUTS] = tag;
        for (int lane = INPUTS + 1; lane < WIDTH; lane++) {
            state[lane] = KoalaBear.ZERO;
        }
        Poseidon2.permute(state);
    }
}
