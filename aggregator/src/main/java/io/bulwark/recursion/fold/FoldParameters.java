package io.bulwark.recursion.fold;

import io.bulwark.proof.SecurityParameters;

/**
 * The parameters of all proofs of one system.
 *
 * @param set the name of the security set, 128 or 100: part of what identifies a circuit
 * @param segments of segments' proofs
 * @param folds of lifts and joins
 * @param finals of finished runs
 * @param bundles of bundles
 */
public record FoldParameters(
        int set,
        SecurityParameters segments,
        SecurityParameters folds,
        SecurityParameters finals,
        SecurityParameters bundles) {
    private static final int LOG_FINAL = 10;
    private static final int CAP_HEIGHT = 8;

    /**
     * Those of a named set. Folds have rate 1/4: at 1/2 the next circuit would verify 261 queries, at 1/8 the code words would take twice the memory. The final proof
     * has rate 1/16, the fewest queries there are. Bundles have rate 1/4, since they are the largest circuits and their size matters least.
     */
    public static FoldParameters named(int bits) {
        SecurityParameters finals = SecurityParameters.named(bits, 4);
        return new FoldParameters(
                bits,
                SecurityParameters.named(bits, 1),
                SecurityParameters.named(bits, 3),
                new SecurityParameters(
                        finals.logBlowup(), finals.queries(), finals.workBits(), LOG_FINAL, CAP_HEIGHT),
                SecurityParameters.named(bits, 2));
    }

    /** Those of the proofs of a kind of circuit. */
    public SecurityParameters of(CircuitKind kind) {
        return switch (kind) {
            case LIFT, JOIN -> folds;
            case FINISH -> finals;
            case BUNDLE -> bundles;
        };
    }
}
