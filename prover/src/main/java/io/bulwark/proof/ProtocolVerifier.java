package io.bulwark.proof;

import io.bulwark.air.Layout;
import io.bulwark.air.PublicContributions;
import io.bulwark.backend.Backend;
import io.bulwark.backend.Ring;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.commit.FriVerifier;
import io.bulwark.commit.FriVerifier.Rounds;
import io.bulwark.commit.FriVerifier.Stack;
import io.bulwark.commit.MerkleVerifier;
import io.bulwark.commit.OpeningVerifier;
import io.bulwark.field.KoalaBear;
import io.bulwark.logup.Fingerprints;
import io.bulwark.logup.GkrVerifier;
import io.bulwark.logup.GkrVerifier.LeafClaim;
import io.bulwark.logup.PublicSum;
import io.bulwark.poly.EqualityPolynomial;
import io.bulwark.poly.SplitEquality;
import io.bulwark.poly.SumcheckVerifier;
import io.bulwark.poly.SumcheckVerifier.Reduced;
import io.bulwark.transcript.VerifierChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * The verifier behind all checks of lengths: steps 0 to 8, one method each, numbered and named as the prover's. Written against {@link Backend}, so
 * which calls it makes follows from machine, parameters and shape alone; the native verifier and a recorded circuit cannot drift apart.
 *
 * @param <F> an element of F
 * @param <K> an element of K
 * @param <V> a sequence of elements of F
 * @param <B> a bit
 */
public final class ProtocolVerifier<F, K, V, B> {
    private final VerifierChannel<F, K, V, B> channel;
    private final Backend<F, K, V, B> backend;
    private final Ring<K> ring;
    private final Layout layout;
    private final SecurityParameters parameters;
    private final Statement<V> statement;

    /**
     * What is proved, as the backend sees it.
     *
     * @param machineDigest 9 elements
     * @param preprocessedRoot 9 elements
     * @param preprocessedCap digests, flat; empty without preprocessed columns
     * @param publicValues as many as the machine has
     */
    public record Statement<V>(V machineDigest, V preprocessedRoot, V preprocessedCap, V publicValues) {}

    /**
     * A verification, not yet begun.
     *
     * @param channel at the start of a proof of exactly the layout's length
     * @param layout of the shape that the proof is to have
     * @param parameters the layout's
     */
    public ProtocolVerifier(
            VerifierChannel<F, K, V, B> channel, Layout layout, SecurityParameters parameters, Statement<V> statement) {
        this.channel = channel;
        this.backend = channel.backend();
        this.ring = backend.extension();
        this.layout = layout;
        this.parameters = parameters;
        this.statement = statement;
    }

    /** All steps in order; refuses through the backend. */
    public void verify() {
        checkPreprocessedCap();
        statement();
        V mainCap = commit();
        Fingerprints<K> fingerprints = fingerprints();
        LeafClaim<K> leaves = logUp(fingerprints);
        Zerocheck<K> zerocheck = zerocheck(leaves, fingerprints);
        List<K> values = openings(zerocheck);
        OpeningReduction<K> opening = openingReduction(values);
        Rounds<K, V> rounds = fri(opening, zerocheck.sumcheck().point());
        queries(mainCap, opening, rounds);
    }

    private record Zerocheck<K>(ZerocheckVerifier<K> verifier, Reduced<K> sumcheck) {}

    private record OpeningReduction<K>(
            OpeningVerifier<K> verifier, SplitEquality<K> columnWeights, Reduced<K> sumcheck) {}

    /** The cap that answers queries is the one whose root is in the statement; without such columns there is neither. */
    private void checkPreprocessedCap() {
        V root = layout.prepWidth() == 0
                ? backend.constants(new int[Backend.DIGEST])
                : new MerkleVerifier<>(backend).root(statement.preprocessedCap());
        backend.assertSame(statement.preprocessedRoot(), root, Reason.PREPROCESSED_CAP_ROOT);
    }

    /** 0. Statement: what both sides hold before the proof begins. */
    private void statement() {
        channel.agree(known(parameters.elements()));
        channel.agree(statement.machineDigest());
        channel.agree(known(layout.shapeIndex()));
        channel.agree(statement.preprocessedRoot());
        channel.agree(known(backend.length(statement.publicValues())));
        channel.agree(statement.publicValues());
    }

    /** 1. Commit: the cap of the main columns. */
    private V commit() {
        return channel.receive(Math.toIntExact(layout.stackCapElements()));
    }

    /** 2. Fingerprints: alpha and the betas. */
    private Fingerprints<K> fingerprints() {
        K alpha = channel.challenge();
        return new Fingerprints<>(
                ring, alpha, channel.challenges(layout.machine().longestMessage()));
    }

    /** 3. LogUp by GKR. */
    private LeafClaim<K> logUp(Fingerprints<K> fingerprints) {
        PublicContributions contributions = layout.machine().publicContributions();
        return new GkrVerifier<>(channel)
                .verify(
                        layout.logLeaves(),
                        () -> new PublicSum<>(backend, contributions).of(fingerprints, statement.publicValues()));
    }

    /** 4. Zerocheck and bus claims in one sumcheck. */
    private Zerocheck<K> zerocheck(LeafClaim<K> leaves, Fingerprints<K> fingerprints) {
        K mu = channel.challenge();
        K a = channel.challenge();
        ZerocheckVerifier<K> verifier = new ZerocheckVerifier<>(ring, layout, leaves, fingerprints, mu, a);
        return new Zerocheck<>(
                verifier,
                SumcheckVerifier.receive(channel, verifier.claim(), layout.maxLogHeight(), Layout.ZEROCHECK_DEGREE));
    }

    /** 5. Openings: every column of every piece, from which step 4's final claim must follow. */
    private List<K> openings(Zerocheck<K> zerocheck) {
        List<K> values = channel.receiveExtensions(layout.columns().size());
        K expected = zerocheck.verifier().expectedClaim(zerocheck.sumcheck().point(), values);
        backend.assertEqual(expected, zerocheck.sumcheck().claim(), Reason.ZEROCHECK_FINAL_CLAIM);
        return values;
    }

    /** 6. Opening reduction: weights, then the rounds over the index of a stacked column. */
    private OpeningReduction<K> openingReduction(List<K> values) {
        OpeningVerifier<K> verifier = new OpeningVerifier<>(
                ring, layout.slots(), layout.logStack(), layout.logWidth(), parameters.logFinal());
        SplitEquality<K> weights = verifier.columnWeights(channel.challenges(verifier.weightChallenges()));
        K claim = verifier.claim(weights, values);
        return new OpeningReduction<>(
                verifier, weights, SumcheckVerifier.receive(channel, claim, layout.logWidth(), Layout.OPENING_DEGREE));
    }

    /** 7. FRI: caps and the rounds over the rows, then the final entries, which must bring out the sum. */
    private Rounds<K, V> fri(OpeningReduction<K> opening, List<K> rho) {
        Rounds<K, V> rounds = friVerifier().receiveRounds(opening.sumcheck().claim());
        List<K> z = new ArrayList<>(opening.sumcheck().point());
        z.addAll(rounds.point());
        K expected = opening.verifier().expectedClaim(opening.columnWeights(), rho, z, rounds.finalEntries());
        backend.assertEqual(expected, rounds.claim(), Reason.OPENING_FINAL_CLAIM);
        return rounds;
    }

    /** 8. Queries. */
    private void queries(V mainCap, OpeningReduction<K> opening, Rounds<K, V> rounds) {
        List<Stack<V>> stacks = new ArrayList<>();
        stacks.add(new Stack<>(mainCap, layout.mainWidth()));
        if (layout.prepWidth() > 0) {
            stacks.add(new Stack<>(statement.preprocessedCap(), layout.prepWidth()));
        }
        List<K> columns = new EqualityPolynomial<>(ring)
                .firstOf(opening.sumcheck().point(), layout.mainWidth() + layout.prepWidth());
        friVerifier().checkQueries(stacks, columns, rounds, parameters.queries(), parameters.workBits());
    }

    private FriVerifier<F, K, V, B> friVerifier() {
        return new FriVerifier<>(channel, layout.fri());
    }

    private V known(int... canonical) {
        int[] elements = new int[canonical.length];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = KoalaBear.fromCanonical(canonical[i]);
        }
        return backend.constants(elements);
    }
}
