package io.bulwark.riscv.memory;

import io.bulwark.backend.Backend;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.field.KoalaBear;
import io.bulwark.hash.TaggedCompression;
import io.bulwark.riscv.Executor;
import io.bulwark.riscv.Words;
import java.util.Arrays;
import java.util.List;

/**
 * The memory that a run starts from, over any backend: what {@link InitialMemory} says of who knows only the roots of image and input.
 *
 * @param <F> an element of F
 * @param <K> an element of K
 * @param <V> a sequence of elements of F
 * @param <B> a bit
 */
public final class InitialMemoryRules<F, K, V, B> {
    private static final int HALF_BITS = 16;
    private static final int LENGTH_BITS = 30;
    private static final int ELEMENT_BITS = 31;
    /** The sponge's turn fills so many lanes from its block; the other lanes come from its state. */
    private static final int BLOCK = 15;

    private static final int STATE = 24;

    private final Backend<F, K, V, B> backend;

    public InitialMemoryRules(Backend<F, K, V, B> backend) {
        this.backend = backend;
    }

    /**
     * What a claim says of an input.
     *
     * @param length in bytes, one element
     * @param inputRoot nine elements
     */
    public V inputDigest(V length, V inputRoot) {
        return InputDigest.of(backend, length, inputRoot);
    }

    /**
     * Refuses, through the backend, half-words that are not those of a length, and one beyond 2^30 bytes.
     *
     * @param length one element
     * @param halves two elements, the low one first
     */
    public void checkLength(V length, V halves) {
        F low = backend.element(halves, 0);
        F high = backend.element(halves, 1);
        backend.assertZero(backend.lowBits(low, ELEMENT_BITS).subList(HALF_BITS, ELEMENT_BITS), Reason.INPUT_LENGTH);
        backend.assertZero(
                backend.lowBits(high, ELEMENT_BITS).subList(LENGTH_BITS - HALF_BITS, ELEMENT_BITS),
                Reason.INPUT_LENGTH);
        F unit = backend.base().constant(KoalaBear.fromCanonical(1 << HALF_BITS));
        F sum = backend.base().add(low, backend.base().mul(high, unit));
        K one = backend.extension().constant(KoalaBear.ONE);
        backend.assertEqual(
                backend.scale(one, sum), backend.scale(one, backend.element(length, 0)), Reason.INPUT_LENGTH);
    }

    /**
     * The root of the whole.
     *
     * @param image root of the left half, nine elements
     * @param halves of the input's length in bytes, two elements, the low one first
     * @param inputRoot nine elements
     */
    public V root(V image, V halves, V inputRoot) {
        V registers = registers(halves);
        int height = SealedInput.HEIGHT;
        V above = node(node(registers, inputRoot), untouched(height + 1));
        return node(image, above);
    }

    /** The subtree that begins with the blocks of registers, beside that of the input. */
    private V registers(V halves) {
        V last = node(lengthBlock(halves), untouched(0));
        V digest = node(backend.constants(firstFour()), node(last, untouched(1)));
        for (int height = 3; height < SealedInput.HEIGHT; height++) {
            digest = node(digest, untouched(height));
        }
        return digest;
    }

    /** The leaf of the block in which the length is the only word that is not 0; the tag of its compression comes with the state. */
    private V lengthBlock(V halves) {
        int[] state = new int[STATE];
        // The turn adds the block's length to the lane behind it, which is to be 0.
        state[BLOCK] = KoalaBear.neg(KoalaBear.fromCanonical(BLOCK));
        state[TaggedCompression.INPUTS] = KoalaBear.fromCanonical(TaggedCompression.MEMORY_BLOCK);
        int at = 2 * (Words.INPUT_LENGTH % Words.BLOCK);
        V block = backend.concat(
                List.of(backend.constants(new int[at]), halves, backend.constants(new int[BLOCK - at - 2])));
        return backend.slice(backend.turn(backend.constants(state), block), 0, Backend.DIGEST);
    }

    /** The node above the four blocks that are the same for all runs. */
    private static int[] firstFour() {
        MemoryHash hash = new MemoryHash();
        int[] words = new int[4 * Words.BLOCK];
        words[Executor.STACK_POINTER] = Executor.INITIAL_STACK;
        int[] digests = new int[4 * Digest.LENGTH];
        hash.leaves(words, 4, digests, 0);
        hash.fold(digests, 2);
        hash.fold(digests, 1);
        return Arrays.copyOf(digests, Digest.LENGTH);
    }

    private V untouched(int height) {
        int[] digest = new int[Digest.LENGTH];
        MemoryHash.copyDefault(height, digest, 0);
        return backend.constants(digest);
    }

    private V node(V left, V right) {
        return backend.nodeHashes(List.of(left), List.of(right)).getFirst();
    }
}
