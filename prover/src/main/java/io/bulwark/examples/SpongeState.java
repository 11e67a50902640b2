package io.bulwark.examples;

import io.bulwark.field.KoalaBear;
import io.bulwark.hash.Poseidon2;
import java.util.Arrays;

/**
 * What a row hash's sponge hands on between two blocks: how many blocks it has taken, and the lanes that the next block does not overwrite, together
 * with the digest lanes. Elements are in Montgomery form; immutable.
 *
 * <p>As values: the index, lanes 0 to 8 (the digest so far), lanes 15 to 23 (the capacity).
 */
public final class SpongeState {
    /** Values of a state. */
    public static final int LENGTH = 1 + 2 * Poseidon2.DIGEST;

    private static final int CAPACITY_AT = 1 + Poseidon2.DIGEST;

    private final int[] values;

    private SpongeState(int[] values) {
        this.values = values;
    }

    /**
     * The state before the first block of a row of so many elements, as the row hash has it: all zeros, the length in the last lane of the capacity.
     *
     * @throws IllegalArgumentException unless 0 <= length < p
     */
    public static SpongeState start(int length) {
        int[] values = new int[LENGTH];
        values[LENGTH - 1] = KoalaBear.fromCanonical(length);
        return new SpongeState(values);
    }

    /**
     * The state of these values.
     *
     * @param values {@link #LENGTH} elements in Montgomery form from {@code at} on
     * @throws IllegalArgumentException if one is not in [0, p) or there are too few
     */
    public static SpongeState of(int[] values, int at) {
        if (at < 0 || values.length - at < LENGTH) {
            throw new IllegalArgumentException("expected " + LENGTH + " values, got " + (values.length - at));
        }
        int[] copy = Arrays.copyOfRange(values, at, at + LENGTH);
        for (int x : copy) {
            if (!KoalaBear.isCanonical(x)) {
                throw new IllegalArgumentException("expected elements in [0, p), got " + x);
            }
        }
        return new SpongeState(copy);
    }

    /** How many blocks were taken. */
    public int index() {
        return KoalaBear.toCanonical(values[0]);
    }

    /** Lanes 0 to 8 in Montgomery form: the digest, if no block is left. */
    public int[] digest() {
        return Arrays.copyOfRange(values, 1, CAPACITY_AT);
    }

    /** All {@link #LENGTH} values in Montgomery form. */
    public int[] values() {
        return values.clone();
    }

    /**
     * The state after further blocks.
     *
     * @param blocks {@link Poseidon2#RATE} elements a block, in Montgomery form
     * @param from first block
     * @param count how many
     */
    public SpongeState absorb(int[] blocks, int from, int count) {
        int[] lanes = lanes();
        for (int b = from; b < from + count; b++) {
            System.arraycopy(blocks, b * Poseidon2.RATE, lanes, 0, Poseidon2.RATE);
            Poseidon2.permute(lanes);
        }
        return ofLanes(index() + count, lanes);
    }

    /** The permutation's input before the next block overwrites lanes 0 to 14; lanes 9 to 14 are zeros. */
    int[] lanes() {
        int[] lanes = new int[Poseidon2.WIDTH];
        System.arraycopy(values, 1, lanes, 0, Poseidon2.DIGEST);
        System.arraycopy(values, CAPACITY_AT, lanes, Poseidon2.RATE, Poseidon2.DIGEST);
        return lanes;
    }

    static SpongeState ofLanes(int index, int[] lanes) {
        int[] values = new int[LENGTH];
        values[0] = KoalaBear.fromCanonical(index);
        System.arraycopy(lanes, 0, values, 1, Poseidon2.DIGEST);
        System.arraycopy(lanes, Poseidon2.RATE, values, CAPACITY_AT, Poseidon2.DIGEST);
        return new SpongeState(values);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SpongeState o && Arrays.equals(values, o.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "block " + index() + " with digest "
                + Arrays.toString(
                        Arrays.stream(digest()).map(KoalaBear::toCanonical).toArray());
    }
}
