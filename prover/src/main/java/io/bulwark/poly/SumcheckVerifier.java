package io.bulwark.poly;

import io.bulwark.backend.Ring;
import io.bulwark.transcript.VerifierChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * The verifier's side of a sumcheck (Lund, Fortnow, Karloff, Nisan 1992).
 *
 * <p>A round polynomial s of degree d travels as c_0, c_2, ..., c_d. The verifier takes c_1 from s(0) + s(1) = claim, so that equation needs no
 * check of its own.
 */
public final class SumcheckVerifier {
    private SumcheckVerifier() {}

    /**
     * What a sumcheck, or a part of one, leaves behind.
     *
     * @param point challenges in the order of the rounds; the first binds the most significant variable
     * @param claim what the summand is claimed to be with these variables bound
     */
    public record Reduced<K>(List<K> point, K claim) {
        public Reduced {
            point = List.copyOf(point);
        }
    }

    /** Runs {@code rounds} rounds of degree {@code degree} >= 1 on {@code claim}. */
    public static <K> Reduced<K> receive(VerifierChannel<?, K, ?, ?> channel, K claim, int rounds, int degree) {
        Ring<K> ring = channel.backend().extension();
        List<K> point = new ArrayList<>(rounds);
        K left = claim;
        for (int round = 0; round < rounds; round++) {
            List<K> sent = channel.receiveExtensions(degree);
            K z = channel.challenge();
            left = evaluate(ring, sent, left, z);
            point.add(z);
        }
        return new Reduced<>(point, left);
    }

    /** s(z), where c_1 = claim - 2 c_0 - c_2 - ... - c_d. */
    private static <K> K evaluate(Ring<K> ring, List<K> sent, K claim, K z) {
        K linear = ring.sub(claim, sent.getFirst());
        K upper = null;
        for (int i = sent.size() - 1; i >= 1; i--) {
            K c = sent.get(i);
            linear = ring.sub(linear, c);
            upper = upper == null ? c : ring.add(ring.mul(upper, z), c);
        }
        linear = ring.sub(linear, sent.getFirst());
        K behindConstant = upper == null ? linear : ring.add(ring.mul(upper, z), linear);
        return ring.add(ring.mul(behindConstant, z), sent.getFirst());
    }
}
