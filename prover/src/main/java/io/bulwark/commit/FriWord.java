package io.bulwark.commit;

import io.bulwark.field.Cores;
import io.bulwark.field.ExtensionVector;
import io.bulwark.hash.MerkleTree;
import io.bulwark.hash.Rows;

/**
 * One committed word of step 7: the values of a polynomial over K on a subgroup, in natural order, with a tree whose leaf i holds the 2^folds values that one query
 * folds.
 */
final class FriWord {
    private final Rows rows;
    private final MerkleTree tree;

    /**
     * Commits to a word.
     *
     * @param folds that follow before the next word
     */
    FriWord(ExtensionVector word, int folds, int capHeight, Cores cores) {
        this.rows = Rows.ofWord(word, 1 << folds);
        this.tree = MerkleTree.of(rows, capHeight, cores);
    }

    MerkleTree tree() {
        return tree;
    }

    /** The leaf that a position of the word lies in. */
    int leafOf(int position) {
        return position & (rows.count() - 1);
    }

    /** The elements of a leaf: values at positions leaf + k * (number of leaves), k ascending, each by its coefficients, that of x^0 first. */
    int[] leaf(int leaf) {
        return rows.row(leaf);
    }
}
