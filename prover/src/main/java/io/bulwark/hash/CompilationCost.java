package io.bulwark.hash;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells when permuting many states side by side has earned its compilation, which takes C2 more than a second of CPU; until then a verifier's few hashes
 * are quicker one state after another. The digests are the same.
 */
final class CompilationCost {
    /** About as many permutations, one after another, take longer than side by side by what the compilation takes. */
    private static final long PERMUTATIONS = 1 << 19;

    /** Of all hashes of this process. */
    static final CompilationCost PROCESS = new CompilationCost(PERMUTATIONS);

    private final long permutations;
    private final AtomicLong done = new AtomicLong();

    /**
     * A cost of so many permutations.
     *
     * @param permutations 0: it is earned from the beginning
     */
    CompilationCost(long permutations) {
        this.permutations = permutations;
    }

    /** Counts permutations, made in whatever way. */
    void count(long made) {
        done.addAndGet(made);
    }

    /** Whether so many permutations were counted that the compilation has been worth it. */
    boolean isEarned() {
        return done.get() >= permutations;
    }
}
