package io.bulwark.commit;

import io.bulwark.field.Cores;
import io.bulwark.field.Extension;
import io.bulwark.field.ExtensionVector;
import io.bulwark.field.Kernels;
import io.bulwark.field.Ntt;
import io.bulwark.transcript.ProverChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Steps 7 and 8 of the prover: FRI on g, its rounds interleaved with the sumcheck of step 6, and the answers to the queries.
 *
 * <p>The challenge z of a sumcheck round over the rows also folds the polynomial: g' = (1 - z) g_even + z g_odd. Coefficient i of g is entry bitrev(i) of its table of
 * values on the cube, so to fold is to fix the table's first variable, and each committed word is encoded anew from the table that is left. That costs
 * 1/7 more than encoding g alone.
 *
 * <p>Source: E. Ben-Sasson, I. Bentov, Y. Horesh, M. Riabzev, "Fast Reed-Solomon interactive oracle proofs of proximity", 2018; the interleaving is BaseFold's
 * (eprint 2023/1705).
 */
public final class FriProver {
    private final FriLayout layout;
    private final Kernels kernels;
    private final Cores cores;
    private final List<FriWord> words = new ArrayList<>();

    public FriProver(FriLayout layout, Kernels kernels, Cores cores) {
        this.layout = layout;
        this.kernels = kernels;
        this.cores = cores;
    }

    /** Step 7. Both tables of the claim are used up. */
    public void proveRounds(ProverChannel channel, OpeningReduction.RowClaim claim) {
        ProductSumcheck sumcheck =
                new ProductSumcheck(claim.g(), claim.weights(), 1 << layout.logStack(), kernels, cores);
        for (int group = 0; group < layout.groups(); group++) {
            ExtensionVector values = encode(sumcheck.q(), layout.logWord(group) - layout.logBlowup());
            FriWord word = new FriWord(values, layout.folds(group), layout.capHeight(), cores);
            words.add(word);
            channel.send(word.tree().cap());
            for (int fold = 0; fold < layout.folds(group); fold++) {
                sumcheck.bind(sumcheck.round().send(channel));
            }
        }
        channel.send(sumcheck.q().copyOfRange(0, 1 << layout.logFinal()).toArray());
    }

    /** What was committed to, one word for each group of folds. */
    List<FriWord> words() {
        return words;
    }

    private ExtensionVector encode(ExtensionVector table, int logRows) {
        ExtensionVector word = new ExtensionVector(1 << (logRows + layout.logBlowup()));
        cores.forRange(Extension.DEGREE, 1, (from, to) -> {
            for (int c = from; c < to; c++) {
                Ntt.encode(table.coefficients(c), 0, logRows, layout.logBlowup(), word.coefficients(c), 0);
            }
        });
        return word;
    }

    /**
     * Step 8: the proof of work, then for each query the rows of the commitments and the leaves of all words, each with its path.
     *
     * @param commitments the main one, then the preprocessed one if the shape has preprocessed columns
     */
    public void answerQueries(ProverChannel channel, List<StackedCommitment> commitments, int queries, int workBits) {
        channel.grind(workBits, cores);
        int[] indices = new int[queries];
        for (int i = 0; i < queries; i++) {
            indices[i] = channel.index(layout.logDomain());
        }
        for (int index : indices) {
            for (StackedCommitment commitment : commitments) {
                channel.sendAfterTheLastChallenge(commitment.row(index));
                channel.sendAfterTheLastChallenge(commitment.tree().path(index));
            }
            for (FriWord word : words) {
                int leaf = word.leafOf(index);
                channel.sendAfterTheLastChallenge(word.leaf(leaf));
                channel.sendAfterTheLastChallenge(word.tree().path(leaf));
            }
        }
    }
}
