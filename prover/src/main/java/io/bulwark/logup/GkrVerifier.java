package io.bulwark.logup;

import io.bulwark.backend.Backend;
import io.bulwark.backend.Ring;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.poly.EqualityPolynomial;
import io.bulwark.poly.SumcheckVerifier;
import io.bulwark.poly.SumcheckVerifier.Reduced;
import io.bulwark.transcript.VerifierChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Step 3, the verifier: the sum of all fractions of all buses, layer by layer down to one claim about the leaves (Papini, Haböck, eprint 2023/1284).
 *
 * <p>Layer l has 2^l fractions; layer 0 is the root. Soundness error: 3 / |K| a round, 1 / |K| for each lambda and each u.
 *
 * @param <K> an element of K
 */
public final class GkrVerifier<K> {
    private static final int ROUND_DEGREE = 3;

    private final VerifierChannel<?, K, ?, ?> channel;
    private final Backend<?, K, ?, ?> backend;
    private final Ring<K> ring;

    public GkrVerifier(VerifierChannel<?, K, ?, ?> channel) {
        this.channel = channel;
        this.backend = channel.backend();
        this.ring = backend.extension();
    }

    /**
     * That numerator and denominator of the leaves, as multilinear polynomials, take these values.
     *
     * @param point r, logLeaves coordinates, the most significant bit's first
     */
    public record LeafClaim<K>(List<K> point, K numerator, K denominator) {
        public LeafClaim {
            point = List.copyOf(point);
        }
    }

    /**
     * Receives root and layers.
     *
     * @param logLeaves n
     * @param publicSum the sum of the public contributions; asked for once the root has been received
     */
    public LeafClaim<K> verify(int logLeaves, Supplier<K> publicSum) {
        List<K> root = channel.receiveExtensions(2);
        LeafClaim<K> claim = new LeafClaim<>(List.of(), root.get(0), root.get(1));
        backend.assertNotZero(claim.denominator(), Reason.GKR_ROOT_DENOMINATOR);
        // p / q + public = 0, times q.
        K sum = ring.add(claim.numerator(), ring.mul(publicSum.get(), claim.denominator()));
        backend.assertEqual(ring.constant(0), sum, Reason.BUSES_DO_NOT_BALANCE);
        for (int layer = 0; layer < logLeaves; layer++) {
            claim = layer(claim);
        }
        return claim;
    }

    /** From a claim about one layer to one about the layer below it, which is twice as long. */
    private LeafClaim<K> layer(LeafClaim<K> above) {
        K lambda = channel.challenge();
        K claim = ring.add(above.numerator(), ring.mul(lambda, above.denominator()));
        Reduced<K> end = SumcheckVerifier.receive(channel, claim, above.point().size(), ROUND_DEGREE);
        List<K> values = channel.receiveExtensions(4);
        K p0 = values.get(0);
        K p1 = values.get(1);
        K q0 = values.get(2);
        K q1 = values.get(3);
        K numerator = ring.add(ring.mul(p0, q1), ring.mul(p1, q0));
        K fraction = ring.add(numerator, ring.mul(lambda, ring.mul(q0, q1)));
        K eq = new EqualityPolynomial<>(ring).between(above.point(), end.point());
        backend.assertEqual(ring.mul(eq, fraction), end.claim(), Reason.GKR_LAYER_CLAIM);
        K u = channel.challenge();
        List<K> point = new ArrayList<>(above.point().size() + 1);
        // The halves are split at the most significant bit, so u comes in front.
        point.add(u);
        point.addAll(end.point());
        return new LeafClaim<>(point, between(p0, p1, u), between(q0, q1, u));
    }

    private K between(K at0, K at1, K u) {
        return ring.add(at0, ring.mul(u, ring.sub(at1, at0)));
    }
}
