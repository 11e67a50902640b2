package io.bulwark.riscv.tables;

import io.bulwark.air.Expression;

/**
 * A sum of words modulo 2^32, limb by limb, with carries in columns.
 *
 * <p>Sound: let every limb, of the terms and of the result, be an integer in [0, 2^16) and every carry one in [-1, 7], and let there be at most seven terms. Then
 * both sides of each equation are integers whose difference is less than 2^21 in size, so equal modulo p is equal. A limb of the result is what is
 * left after multiples of 2^16, which fixes limb and carry both: no carry can be chosen.
 */
final class WordSum {
    private final Expression lo;
    private final Expression hi;

    private WordSum(Expression lo, Expression hi) {
        this.lo = lo;
        this.hi = hi;
    }

    static WordSum of(Word first) {
        return new WordSum(first.lo(), first.hi());
    }

    WordSum plus(Word term) {
        return new WordSum(lo.plus(term.lo()), hi.plus(term.hi()));
    }

    WordSum minus(Word term) {
        return new WordSum(lo.minus(term.lo()), hi.minus(term.hi()));
    }

    /**
     * Declares that the sum is the result modulo 2^32.
     *
     * @param carries of the low limb into the high one, and of that one beyond the word
     */
    void is(RowBuilder row, Word result, Word carries) {
        row.zero(lo.minus(result.lo()).minus(carries.lo().times(Word.W)));
        row.zero(hi.plus(carries.lo()).minus(result.hi()).minus(carries.hi().times(Word.W)));
    }
}
