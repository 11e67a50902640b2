package io.bulwark.examples;

import java.util.Arrays;
import java.util.Optional;

/**
 * "There are blocks that lead from one sponge state to another", one block for each step of the index. Neighbours join; joining is associative, and
 * a claim over no blocks changes nothing.
 */
public record SpongeClaim(SpongeState from, SpongeState to) {
    /** Public values of a claim. */
    public static final int LENGTH = 2 * SpongeState.LENGTH;

    /**
     * Refuses ends that run backwards.
     *
     * @throws IllegalArgumentException if the index of {@code to} is less than that of {@code from}, or the same with another state
     */
    public SpongeClaim {
        if (to.index() < from.index() || (to.index() == from.index() && !to.equals(from))) {
            throw new IllegalArgumentException("expected an end after " + from + ", got " + to);
        }
    }

    /** Number of blocks between the ends. */
    public int blocks() {
        return to.index() - from.index();
    }

    /** The claim over both, if {@code next} begins exactly where this one ends. */
    public Optional<SpongeClaim> join(SpongeClaim next) {
        return to.equals(next.from) ? Optional.of(new SpongeClaim(from, next.to)) : Optional.empty();
    }

    /** The public values of the sponge machine: first state, last state; in Montgomery form. */
    public int[] publicValues() {
        int[] values = Arrays.copyOf(from.values(), LENGTH);
        System.arraycopy(to.values(), 0, values, SpongeState.LENGTH, SpongeState.LENGTH);
        return values;
    }

    /**
     * The claim of these public values.
     *
     * @throws IllegalArgumentException unless they are {@link #LENGTH} elements of two states in order
     */
    public static SpongeClaim ofPublicValues(int[] values) {
        if (values.length != LENGTH) {
            throw new IllegalArgumentException("expected " + LENGTH + " values, got " + values.length);
        }
        return new SpongeClaim(SpongeState.of(values, 0), SpongeState.of(values, SpongeState.LENGTH));
    }
}
