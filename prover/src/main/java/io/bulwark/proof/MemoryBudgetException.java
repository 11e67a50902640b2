package io.bulwark.proof;

/** A proof that would need more memory than it may have; found before any work. */
public final class MemoryBudgetException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final long need;
    private final long budget;

    MemoryBudgetException(long need, long budget) {
        super("the prover's memory: expected a need of at most " + budget + " bytes, got " + need);
        this.need = need;
        this.budget = budget;
    }

    /** Bytes that the proof would need. */
    public long need() {
        return need;
    }

    /** Bytes that it may have. */
    public long budget() {
        return budget;
    }
}
