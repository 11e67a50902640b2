package io.bulwark.commit;

import io.bulwark.backend.Backend;
import io.bulwark.backend.Ring;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.field.Extension;
import io.bulwark.field.KoalaBear;
import io.bulwark.poly.SumcheckVerifier;
import io.bulwark.poly.SumcheckVerifier.Reduced;
import io.bulwark.transcript.VerifierChannel;
import java.util.ArrayList;
import java.util.Collections;
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
    /** Coefficients of the last polynomial that are taken together. */
    private static final int RUN = 2 * Extension.DEGREE;

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
        List<Followed<F, K>> followed = values.stream()
                .map(value -> new Followed<>(value, backend.base().constant(KoalaBear.ONE)))
                .toList();
        for (int group = 0; group < layout.groups(); group++) {
            int logLeaves = layout.logLeaves(group);
            List<List<B>> leaves =
                    positions.stream().map(p -> p.subList(0, logLeaves)).toList();
            List<V> rows = openings.leaves().get(group);
            merkle.checkPaths(
                    rounds.caps().get(group), leaves, rows, openings.leafPaths().get(group), Reason.FRI_LEAF_PATH);
            List<Followed<F, K>> next = new ArrayList<>(queries);
            for (int query = 0; query < queries; query++) {
                List<K> word = backend.regroup(rows.get(query));
                List<B> position = positions.get(query);
                Followed<F, K> before = followed.get(query);
                List<B> slot = position.subList(logLeaves, position.size());
                backend.assertEqual(before.value(), backend.extensionEntry(word, slot), Reason.FRI_FOLD);
                F inverse = group == 0
                        ? backend.power(KoalaBear.inverse(KoalaBear.rootOfUnity(position.size())), leaves.get(query))
                        : leafInverse(before.inverse(), slot);
                next.add(fold(word, inverse, rounds.challenges().get(group)));
            }
            followed = next;
            positions = leaves;
        }
        checkFinalEntries(
                rounds.finalEntries(),
                positions,
                followed.stream().map(Followed::value).toList());
    }

    /**
     * Where a query has got to.
     *
     * @param value of the word that the folds so far have led to
     * @param inverse of the point at which it stands, once there has been a fold
     */
    private record Followed<F, K>(K value, F inverse) {}

    /** The inverse of w^leaf from that of w^position, where position = leaf + slot leaves: the slots differ by roots of unity of their number's order. */
    private F leafInverse(F positionInverse, List<B> slot) {
        return backend.base().mul(positionInverse, backend.power(KoalaBear.rootOfUnity(slot.size()), slot));
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
     * @param leafInverse the inverse of w^leaf
     */
    private Followed<F, K> fold(List<K> leafValues, F leafInverse, List<K> challenges) {
        List<K> word = leafValues;
        F inverse = leafInverse;
        for (K z : challenges) {
            int half = word.size() / 2;
            int[] steps = INVERSE_POWERS[Integer.numberOfTrailingZeros(half)];
            List<K> next = new ArrayList<>(half);
            for (int k = 0; k < half; k++) {
                F pointInverse = backend.base().mul(inverse, backend.base().constant(steps[k]));
                // Doubled; the halves are taken once for all folds.
                next.add(backend.foldPair(word.get(k), word.get(k + half), pointInverse, z));
            }
            word = next;
            inverse = backend.base().mul(inverse, inverse);
        }
        return new Followed<>(
                backend.scale(word.getFirst(), backend.base().constant(HALVES[challenges.size()])), inverse);
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
        List<K> coefficients = new ArrayList<>();
        for (int i = 0; i < 1 << f; i++) {
            coefficients.add(finalEntries.get(f == 0 ? 0 : Integer.reverse(i) >>> (Integer.SIZE - f)));
        }
        // Whole groups, so that all runs of coefficients meet powers that are grouped alike.
        while (coefficients.size() % Extension.DEGREE != 0) {
            coefficients.add(ring.constant(KoalaBear.ZERO));
        }
        int root = KoalaBear.rootOfUnity(layout.logFinal() + layout.logBlowup());
        List<F> points = positions.stream().map(p -> backend.power(root, p)).toList();
        List<K> expected = evaluate(coefficients, points);
        for (int query = 0; query < values.size(); query++) {
            backend.assertEqual(expected.get(query), values.get(query), Reason.FRI_FINAL_ENTRIES);
        }
    }

    /** A polynomial at many points, by Horner's rule for runs of coefficients: sums of a run's coefficients times powers in F are cheaper than steps of one. */
    private List<K> evaluate(List<K> coefficients, List<F> points) {
        List<List<F>> powers = points.stream().map(this::powers).toList();
        List<V> rows =
                powers.stream().map(p -> backend.sequence(p.subList(0, RUN))).toList();
        List<K> sums = Collections.nCopies(points.size(), ring.constant(KoalaBear.ZERO));
        for (int from = (coefficients.size() - 1) / RUN * RUN; from >= 0; from -= RUN) {
            int length = Math.min(RUN, coefficients.size() - from);
            List<K> runs = backend.weightedSums(
                    coefficients.subList(from, from + length),
                    rows.stream().map(row -> backend.slice(row, 0, length)).toList());
            List<K> next = new ArrayList<>(points.size());
            for (int i = 0; i < points.size(); i++) {
                next.add(ring.add(backend.scale(sums.get(i), powers.get(i).getLast()), runs.get(i)));
            }
            sums = next;
        }
        return sums;
    }

    /** x^0 to x^RUN. */
    private List<F> powers(F x) {
        List<F> powers = new ArrayList<>(RUN + 1);
        powers.add(backend.base().constant(KoalaBear.ONE));
        for (int i = 1; i <= RUN; i++) {
            powers.add(backend.base().mul(powers.getLast(), x));
        }
        return powers;
    }
}
