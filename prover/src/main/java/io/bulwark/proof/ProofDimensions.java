package io.bulwark.proof;

/**
 * The sizes of a proof on which its soundness depends.
 *
 * @param logStack s
 * @param logLeaves log of the fractions of step 3, padding included
 * @param publicFractions contributions to buses that the verifier adds itself
 * @param logRows log of the highest piece: rounds of step 4
 * @param constraints (piece, constraint) pairs, those that the builder adds included
 * @param columns opened columns, main and preprocessed, of all pieces
 * @param logWidth log of the stacked columns, main and preprocessed, rounded up
 */
public record ProofDimensions(
        int logStack, int logLeaves, int publicFractions, int logRows, long constraints, long columns, int logWidth) {

    public ProofDimensions {
        if (logStack < 0
                || logLeaves < 0
                || publicFractions < 0
                || logRows < 0
                || constraints < 0
                || columns < 0
                || logWidth < 0) {
            throw new IllegalArgumentException("expected sizes from 0 on, got " + logStack + ", " + logLeaves + ", "
                    + publicFractions + ", " + logRows + ", " + constraints + ", " + columns + ", " + logWidth);
        }
    }

    /** The greatest proof that parameters allow: the highest stack, all leaves, 2^24 constraints and 2^24 columns. */
    public static ProofDimensions greatest(SecurityParameters parameters) {
        int logStack = Math.min(SecurityParameters.MAX_LOG_STACK, 24 - parameters.logBlowup());
        return new ProofDimensions(
                logStack, SecurityParameters.MAX_LOG_LEAVES, 1 << 10, logStack, 1L << 24, 1L << 24, 24);
    }

    /** Challenges that combine the opened values, one for each bit of a column's number. */
    public int logColumns() {
        return columns <= 1 ? 0 : Long.SIZE - Long.numberOfLeadingZeros(columns - 1);
    }
}
