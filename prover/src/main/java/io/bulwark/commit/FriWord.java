package io.bulwark.commit;

import io.bulwark.field.Cores;
import io.bulwark.field.Extension;
import io.bulwark.field.ExtensionVector;
import io.bulwark.hash.MerkleTree;

/**
 * One committed word of step 7: the values of a polynomial over K on a subgroup, with a tree whose leaf i holds the 2^folds values that one query folds, those at
 * positions i + k * (number of leaves), k ascending, each by its coefficients, that of x^0 first.
 */
final class FriWord {
    private final ExtensionVector word;
    private final int logLeaves;
    private final MerkleTree tree;

    /**
     * Commits to a word.
     *
     * @param word in natural order of the subgroup
     * @param logLeaves log of the leaves
     */
    FriWord(ExtensionVector word, int logLeaves, int capHeight, Cores cores) {
        this.word = word;
        this.logLeaves = logLeaves;
        int slots = word.length() >>> logLeaves;
        int[][] columns = new int[slots * Extension.DEGREE][];
        int[] offsets = new int[columns.length];
        for (int c = 0; c < columns.length; c++) {
            columns[c] = word.coefficients(c % Extension.DEGREE);
            offsets[c] = (c / Extension.DEGREE) << logLeaves;
        }
        this.tree = MerkleTree.ofRows(columns, offsets, 1 << logLeaves, capHeight, cores);
    }

    MerkleTree tree() {
        return tree;
    }

    /** The leaf that position {@code position} of the word lies in. */
    int leafOf(int position) {
        return position & ((1 << logLeaves) - 1);
    }

    /** The elements of a leaf. */
    int[] leaf(int leaf) {
        int slots = word.length() >>> logLeaves;
        int[] row = new int[slots * Extension.DEGREE];
        for (int c = 0; c < row.length; c++) {
            row[c] = word.coefficients(c % Extension.DEGREE)[leaf + ((c / Extension.DEGREE) << logLeaves)];
        }
        return row;
    }
}
