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
    private static final int FOLD_LOG_BLOWUP = 2;
    private static final int FOLD_WORK_BITS = 18;
    private static final int FOLD_LOG_FINAL = 6;
    private static final int FOLD_CAP_HEIGHT = 7;
    /** Fewest queries that reach 128 and 100 proven bits with so much work. */
    private static final int FOLD_QUERIES_128 = 163;

    private static final int FOLD_QUERIES_100 = 121;

    private static final int FINAL_LOG_BLOWUP = 4;
    private static final int FINAL_WORK_BITS = 22;
    private static final int FINAL_LOG_FINAL = 10;
    private static final int FINAL_CAP_HEIGHT = 8;
    /** As for folds. */
    private static final int FINAL_QUERIES_128 = 117;

    private static final int FINAL_QUERIES_100 = 86;

    /**
     * Those of a named set. Folds have rate 1/4: at 1/8 who verifies one answers for 131 queries, not 163, but two thirds of a fold's time went into the code word. Two bits
     * of work less are three queries, and a quarter of a million hashes. Caps are low: absorbing them takes rows of SPONGE, of which the circuit of a finished run has few,
     * a step more in each path takes rows of PATH, of which it has some to spare. The final proof has rate 1/16 and is made to be short: two bits more of work are two
     * queries less, and 2^10 final entries end the folds, and their paths, early. Bundles have rate 1/4: they are the largest circuits, and nobody verifies them but the one
     * who is given them.
     */
    public static FoldParameters named(int bits) {
        SecurityParameters segments = SecurityParameters.named(bits, 1);
        SecurityParameters folds = new SecurityParameters(
                FOLD_LOG_BLOWUP,
                bits == 128 ? FOLD_QUERIES_128 : FOLD_QUERIES_100,
                FOLD_WORK_BITS,
                FOLD_LOG_FINAL,
                FOLD_CAP_HEIGHT);
        SecurityParameters finals = new SecurityParameters(
                FINAL_LOG_BLOWUP,
                bits == 128 ? FINAL_QUERIES_128 : FINAL_QUERIES_100,
                FINAL_WORK_BITS,
                FINAL_LOG_FINAL,
                FINAL_CAP_HEIGHT);
        return new FoldParameters(bits, segments, folds, finals, SecurityParameters.named(bits, 2));
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
