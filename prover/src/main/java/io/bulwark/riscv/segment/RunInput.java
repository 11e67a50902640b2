package io.bulwark.riscv.segment;

import io.bulwark.riscv.Input;
import io.bulwark.riscv.memory.Digest;
import io.bulwark.riscv.memory.InputDigest;

/**
 * A run's input as its first state holds it.
 *
 * @param length in bytes
 * @param root of the subtree of its words
 */
public record RunInput(int length, Digest root) {
    /** Refuses what no input has. */
    public RunInput {
        if (length < 0 || length >= Input.LIMIT) {
            throw new IllegalArgumentException("expected an input below 2^30 bytes, got " + length);
        }
    }

    /** Reads the input once. */
    public static RunInput of(Input input) {
        return new RunInput(input.length(), InputDigest.root(input));
    }

    /** What a claim says of it. */
    public Digest digest() {
        return InputDigest.of(length, root);
    }
}
