package io.bulwark.riscv.memory;

import io.bulwark.field.KoalaBear;
import io.bulwark.hash.Poseidon2;
import java.util.Arrays;

/** Nine elements of F that stand for what was hashed: a root, an id. Immutable. */
public final class Digest {
    /** Elements. */
    public static final int LENGTH = Poseidon2.DIGEST;

    private final int[] elements;

    private Digest(int[] elements) {
        this.elements = elements;
    }

    /**
     * The elements at {@code at} and behind.
     *
     * @param elements in Montgomery form; copied
     */
    public static Digest of(int[] elements, int at) {
        return new Digest(Arrays.copyOfRange(elements, at, at + LENGTH));
    }

    /**
     * A whole array of them.
     *
     * @throws IllegalArgumentException unless there are {@link #LENGTH}
     */
    public static Digest of(int[] elements) {
        if (elements.length != LENGTH) {
            throw new IllegalArgumentException("expected " + LENGTH + " elements, got " + elements.length);
        }
        return of(elements, 0);
    }

    /** A copy of the elements, in Montgomery form. */
    public int[] elements() {
        return elements.clone();
    }

    /** Element k as its canonical number. */
    public int canonical(int k) {
        return KoalaBear.toCanonical(elements[k]);
    }

    /** Writes the elements, in Montgomery form. */
    public void copyTo(int[] out, int at) {
        System.arraycopy(elements, 0, out, at, LENGTH);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Digest digest && Arrays.equals(elements, digest.elements);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(elements);
    }

    /** 72 hexadecimal digits: canonical numbers, eight digits each. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int k = 0; k < LENGTH; k++) {
            text.append("%08x".formatted(canonical(k)));
        }
        return text.toString();
    }
}
