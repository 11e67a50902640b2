package io.bulwark.commit;

import io.bulwark.field.Extension;

/**
 * The lengths of step 7: folds, trees and leaves of FRI on a polynomial of 2^logStack coefficients.
 *
 * <p>Folds come in groups of {@link #LOG_ARITY}, the last one shorter where that does not divide. Before each group the current word is committed,
 * so a group and its tree carry the same number. Nothing is committed when logStack = logFinal.
 *
 * @param logStack s: log of the rows of the stack
 * @param logBlowup b: log of the inverse of the code's rate
 * @param logFinal f: log of the number of final entries
 * @param capHeight log of the most digests that a cap has
 */
public record FriLayout(int logStack, int logBlowup, int logFinal, int capHeight) {
    /** Folds between two commitments. */
    public static final int LOG_ARITY = 3;

    public FriLayout {
        if (logFinal < 0 || logFinal > logStack || logBlowup < 0 || capHeight < 0) {
            throw new IllegalArgumentException("expected 0 <= f <= s, b >= 0 and a cap height >= 0, got f = " + logFinal
                    + ", s = " + logStack + ", b = " + logBlowup + ", cap height = " + capHeight);
        }
    }

    /** Log of the domain on which the first word is committed. */
    public int logDomain() {
        return logStack + logBlowup;
    }

    public int groups() {
        return (logStack - logFinal + LOG_ARITY - 1) / LOG_ARITY;
    }

    /** Number of folds of a group, 1 to {@link #LOG_ARITY}. */
    public int folds(int group) {
        return Math.min(LOG_ARITY, logStack - logFinal - group * LOG_ARITY);
    }

    /** Log of the length of the word that is committed before a group. */
    public int logWord(int group) {
        return logDomain() - group * LOG_ARITY;
    }

    /** Log of the leaves of a group's tree. */
    public int logLeaves(int group) {
        return logWord(group) - folds(group);
    }

    /** Elements of F in a leaf of a group's tree: 2^folds elements of K. */
    public int leafElements(int group) {
        return Extension.DEGREE << folds(group);
    }
}
