package io.bulwark.commit;

import io.bulwark.backend.Backend;
import io.bulwark.backend.Ring;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.field.KoalaBear;
import io.bulwark.poly.SumcheckVerifier;
import io.bulwark.poly.SumcheckVerifier.Reduced;
import io.bulwark.transcript.VerifierChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Steps 7 and 8, the verifier: FRI on g (Ben-Sasson, Bentov, Horesh, Riabzev 2018), its folds bound to the rounds of the sumcheck (BaseFold, eprint
 * 2023/1705), and the queries, all of them side by side.
 *
 * @param <F> an element of F
 * @param <K> an element of K
 * @param <V> a sequence of elements of F
 * @param <B> a bit
 */
public final class FriVerifier<F, K, V, B> {
    private static final int ROUND_DEGREE = 2;

    private static final int[][] INVERSE_POWERS = inversePowers();
    /** 2^-i. */
    private static final int[] HALVES = halves();

    private final VerifierChannel<F, K, V, B> channel;
    private final Backend<F, K, V, B> backend;
    private final Ring<K> ring;
    private final MerkleVerifier<V, B> merkle;
    private final FriLayout layout;

    public FriVerifier(VerifierChannel<F, K, V, B> channel, FriLayout layout) {
        this.channel = channel;
        this.backend = channel.backend();
        this.ring = backend.extension();
        this.merkle = new MerkleVerifier<>(backend);
        this.layout = layout;
    }

    /**
     * What step 7 leaves behind.
     *
     * @param caps one for each group of folds
     * @param challenges one for each fold, group by group
     * @param finalEntries 2^f values on the cube, most significant bit first
     * @param claim the sum over the final entries
     */
    public record Rounds<K, V>(List<V> caps, List<List<K>> challenges, List<K> finalEntries, K claim) {
        public Rounds {
            caps = List.copyOf(caps);
            challenges = List.copyOf(challenges);
        }

        /** All challenges in order. */
        public List<K> point() {
            return challenges.stream().flatMap(List::stream).toList();
        }
    }

    /**
     * A commitment to stacked columns.
     *
     * @param cap digests, flat
     * @param width stacked columns: elements of a row
     */
    public record Stack<V>(V cap, int width) {}

    /** Step 7: before each group of folds the current word's cap; then the final entries. */
    public Rounds<K, V> receiveRounds(K claim) {
        List<V> caps = new ArrayList<>();
        List<List<K>> challenges = new ArrayList<>();
        K left = claim;
        for (int group = 0; group < layout.groups(); group++) {
            caps.add(channel.receive(MerkleVerifier.capElements(layout.logLeaves(group), layout.capHeight())));
            Reduced<K> folded = SumcheckVerifier.receive(channel, left, layout.folds(group), ROUND_DEGREE);
            challenges.add(folded.point());
            left = folded.claim();
        }
        return new Rounds<>(caps, challenges, channel.receiveExtensions(1 << layout.logFinal()), left);
    }

    /**
     * Step 8: work, positions, openings; each opened position is followed from the stacks to the final entries.
     *
     * @param stacks the main one, then the preprocessed one; those without columns left out
     * @param columnWeights eq(z_hi, j) of the stacked columns of all stacks
     */
    public void checkQueries(
            List<Stack<V>> stacks, List<K> columnWeights, Rounds<K, V> rounds, int queries, int workBits) {
        channel.checkWork(workBits);
        List<List<B>> positions = new ArrayList<>(queries);
        for (int query = 0; query < queries; query++) {
            positions.add(channel.index(layout.logDomain()));
        }
        QueryOpenings<V> openings = QueryOpenings.receive(channel, stacks, layout, queries);
        for (int i = 0; i < stacks.size(); i++) {
            merkle.checkPaths(
                    stacks.get(i).cap(),
                    positions,
                    openings.stackRows().get(i),
                    openings.stackPaths().get(i),
                    Reason.STACK_ROW_PATH);
        }
        List<K> values = backend.weightedSums(columnWeights, wholeRows(openings, queries));
        for (int group = 0; group < layout.groups(); group++) {
            int logLeaves = layout.logLeaves(group);
            List<List<B>> leaves =
                    positions.stream().map(p -> p.subList(0, logLeaves)).toList();
            List<V> rows = openings.leaves().get(group);
            merkle.checkPaths(
                    rounds.caps().get(group), leaves, rows, openings.leafPaths().get(group), Reason.FRI_LEAF_PATH);
            int inverseRoot = KoalaBear.inverse(KoalaBear.rootOfUnity(layout.logWord(group)));
            List<K> folded = new ArrayList<>(queries);
            for (int query = 0; query < queries; query++) {
                List<K> word = backend.regroup(rows.get(query));
                List<B> slot = positions.get(query).subList(logLeaves, layout.logWord(group));
                backend.assertEqual(values.get(query), backend.extensionEntry(word, slot), Reason.FRI_FOLD);
                folded.add(fold(
                        word,
                        leaves.get(query),
                        inverseRoot,
                        rounds.challenges().get(group)));
            }
            values = folded;
            positions = leaves;
        }
        checkFinalEntries(rounds.finalEntries(), positions, values);
    }

    /** Of each query, its row of the common stack: main columns, then preprocessed ones. */
    private List<V> wholeRows(QueryOpenings<V> openings, int queries) {
        List<V> rows = new ArrayList<>(queries);
        for (int query = 0; query < queries; query++) {
            List<V> parts = new ArrayList<>();
            for (List<V> stack : openings.stackRows()) {
                parts.add(stack.get(query));
            }
            rows.add(backend.concat(parts));
        }
        return rows;
    }

    /**
     * Folds the values of one leaf, which stand at the points x = w^(leaf + k leaves), k ascending, to one: by each challenge z, from g(x) and g(-x) to
     * (1 - z) g_even(x^2) + z g_odd(x^2).
     *
     * @param inverseRoot 1 / w
     */
    private K fold(List<K> leafValues, List<B> leaf, int inverseRoot, List<K> challenges) {
        List<K> word = leafValues;
        F inverse = backend.power(inverseRoot, leaf);
        for (K z : challenges) {
            int half = word.size() / 2;
            int[] steps = INVERSE_POWERS[Integer.numberOfTrailingZeros(half)];
            List<K> next = new ArrayList<>(half);
            for (int k = 0; k < half; k++) {
                K low = word.get(k);
                K high = word.get(k + half);
                F pointInverse = backend.base().mul(inverse, backend.base().constant(steps[k]));
                // Doubled; the halves are taken once for all folds.
                next.add(backend.foldPair(low, high, pointInverse, z));
            }
            word = next;
            inverse = backend.base().mul(inverse, inverse);
        }
        return backend.scale(word.getFirst(), backend.base().constant(HALVES[challenges.size()]));
    }

    /** Entry h: the powers 0 to 2^h - 1 of the inverse of the root of unity of order 2^(h + 1), which lead from leaf to leaf + k leaves. */
    private static int[][] inversePowers() {
        int[][] powers = new int[FriLayout.LOG_ARITY][];
        for (int h = 0; h < powers.length; h++) {
            int step = KoalaBear.inverse(KoalaBear.rootOfUnity(h + 1));
            powers[h] = new int[1 << h];
            for (int k = 0; k < 1 << h; k++) {
                powers[h][k] = KoalaBear.pow(step, k);
            }
        }
        return powers;
    }

    private static int[] halves() {
        int[] halves = new int[FriLayout.LOG_ARITY + 1];
        halves[0] = KoalaBear.ONE;
        for (int i = 1; i < halves.length; i++) {
            halves[i] = KoalaBear.halve(halves[i - 1]);
        }
        return halves;
    }

    /** The last folds against the polynomial whose coefficient i is final entry bitrev(i). */
    private void checkFinalEntries(List<K> finalEntries, List<List<B>> positions, List<K> values) {
        int f = layout.logFinal();
        int root = KoalaBear.rootOfUnity(layout.logFinal() + layout.logBlowup());
        for (int query = 0; query < values.size(); query++) {
            F x = backend.power(root, positions.get(query));
            K expected = finalEntries.getLast();
            for (int i = (1 << f) - 2; i >= 0; i--) {
                K coefficient = finalEntries.get(f == 0 ? 0 : Integer.reverse(i) >>> (Integer.SIZE - f));
                expected = ring.add(backend.scale(expected, x), coefficient);
            }
            backend.assertEqual(expected, values.get(query), Reason.FRI_FINAL_ENTRIES);
        }
    }
}
