package io.bulwark.riscv.memory;

import io.bulwark.backend.Backend;
import io.bulwark.backend.NativeBackend;
import io.bulwark.field.KoalaBear;
import io.bulwark.riscv.Input;
import java.util.List;

/** The name of an input, as claims have it. Who only holds an input to a claim needs no more of memory than this. */
public final class InputDigest {
    /** First element of what is hashed: "INPT" as a number. Keeps it apart from other hashes of lists. */
    public static final int TAG = 0x494e5054;

    private InputDigest() {}

    /** Root of the input's words in their subtree of 2^25 blocks. Reads the input once, and keeps one part in 25 of its size. */
    public static Digest root(Input input) {
        return SealedInput.of(input).root();
    }

    /** Of an input that is at hand. */
    public static Digest of(Input input) {
        return of(input.length(), root(input));
    }

    /**
     * Of an input that is known by its root.
     *
     * @param length in bytes, below 2^30
     */
    public static Digest of(int length, Digest root) {
        int[] element = {KoalaBear.fromCanonical(length)};
        return Digest.of(of(NativeBackend.INSTANCE, element, root.elements()));
    }

    /**
     * The row hash of tag, length and root, over any backend.
     *
     * @param length in bytes, one element
     * @param root nine elements
     */
    static <F, K, V, B> V of(Backend<F, K, V, B> backend, V length, V root) {
        V tag = backend.constants(new int[] {KoalaBear.fromCanonical(TAG)});
        return backend.rowHashes(List.of(backend.concat(List.of(tag, length, root))))
                .getFirst();
    }
}
