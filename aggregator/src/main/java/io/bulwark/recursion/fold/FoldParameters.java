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
    private static final int FINAL_LOG_BLOWUP = 4;
    private static final int FINAL_WORK_BITS = 22;
    private static final int FINAL_LOG_FINAL = 10;
    private static final int FINAL_CAP_HEIGHT = 8;
    /** Fewest queries that reach 128 and 100 proven bits with so much work. */
    private static final int FINAL_QUERIES_128 = 117;

    private static final int FINAL_QUERIES_100 = 86;

    /**
     * Those of a named set. Folds have rate 1/8: who verifies one answers for 131 queries, not 160, and the code words are no longer for it, since joins fit a lower
     * stack. The final proof has rate 1/16 and is made to be short: two bits more of work are two queries less, and 2^10 final entries end the folds, and their
     * paths, early. Bundles have rate 1/4: they are the largest circuits, and nobody verifies them but the one who is given them.
     */
    public static FoldParameters named(int bits) {
        SecurityParameters segments = SecurityParameters.named(bits, 1);
        SecurityParameters finals = new SecurityParameters(
                FINAL_LOG_BLOWUP,
                bits == 128 ? FINAL_QUERIES_128 : FINAL_QUERIES_100,
                FINAL_WORK_BITS,
                FINAL_LOG_FINAL,
                FINAL_CAP_HEIGHT);
        return new FoldParameters(
                bits, segments, SecurityParameters.named(bits, 3), finals, SecurityParameters.named(bits, 2));
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
