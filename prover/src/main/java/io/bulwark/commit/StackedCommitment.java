package io.bulwark.commit;

import io.bulwark.field.Cores;
import io.bulwark.field.Ntt;
import io.bulwark.hash.MerkleTree;
import io.bulwark.hash.Rows;

/**
 * Step 1: the code words of the stacked columns and the Merkle tree over their rows.
 *
 * <p>Stacked column j is the polynomial f_j(X) = sum_i Q_j[bitrev(i)] X^i; its code word is the values at w^0, w^1, ..., w a generator of the subgroup of size
 * 2^(s+b). Leaf i of the tree is the row hash of the W values at w^i. The code words are kept for the queries: 2^b times the stack.
 *
 * <p>Source: BaseFold (H. Zeilberger, B. Chen, B. Fisch, eprint 2023/1705), with all polynomials of one size.
 */
public final class StackedCommitment {
    private final StackedColumns stack;
    private final Rows rows;
    private final MerkleTree tree;

    private StackedCommitment(StackedColumns stack, Rows rows, MerkleTree tree) {
        this.stack = stack;
        this.rows = rows;
        this.tree = tree;
    }

    /**
     * Encodes the stack and commits to it.
     *
     * @param stack at least one stacked column
     * @throws IllegalArgumentException if it has none: nothing is committed then, there is no cap
     */
    public static StackedCommitment commit(StackedColumns stack, int logBlowup, int capHeight, Cores cores) {
        if (stack.width() == 0) {
            throw new IllegalArgumentException("expected a stacked column, got none");
        }
        int[][] words = new int[stack.width()][];
        cores.forRange(words.length, 1, (from, to) -> {
            for (int j = from; j < to; j++) {
                words[j] = new int[1 << (stack.logRows() + logBlowup)];
                Ntt.encode(stack.column(j), 0, stack.logRows(), logBlowup, words[j], 0);
            }
        });
        Rows rows = Rows.ofColumns(1 << (stack.logRows() + logBlowup), words);
        return new StackedCommitment(stack, rows, MerkleTree.of(rows, capHeight, cores));
    }

    public StackedColumns stack() {
        return stack;
    }

    public MerkleTree tree() {
        return tree;
    }

    /** The W values of leaf i. */
    public int[] row(int i) {
        return rows.row(i);
    }
}
