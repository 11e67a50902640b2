package io.bulwark.logup;

import io.bulwark.air.Interaction;
import io.bulwark.air.NodeValues;
import io.bulwark.air.PublicContributions;
import io.bulwark.backend.Backend;
import io.bulwark.backend.Ring;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.field.KoalaBear;
import java.util.ArrayList;
import java.util.List;

/**
 * The sum of the fractions that the verifier puts on the buses itself, made of the public values.
 *
 * @param <F> an element of F
 * @param <K> an element of K
 * @param <V> a sequence of elements of F
 * @param <B> a bit
 */
public final class PublicSum<F, K, V, B> {
    private final Backend<F, K, V, B> backend;
    private final PublicContributions contributions;

    public PublicSum(Backend<F, K, V, B> backend, PublicContributions contributions) {
        this.backend = backend;
        this.contributions = contributions;
    }

    /** Refuses unless each multiplicity is 0 or 1 and the fingerprint of each message that counts has an inverse. */
    public K of(Fingerprints<K> fingerprints, V publicValues) {
        Ring<K> ring = backend.extension();
        K zero = ring.constant(KoalaBear.ZERO);
        K one = ring.constant(KoalaBear.ONE);
        List<F> values = new ArrayList<>();
        for (int i = 0; i < contributions.count(); i++) {
            values.add(backend.element(publicValues, i));
        }
        List<F> nodes = NodeValues.ofPublic(backend.base(), contributions, values);
        List<K> lifted = nodes.stream().map(x -> backend.scale(one, x)).toList();
        K sum = zero;
        for (Interaction interaction : contributions.interactions()) {
            B counts = backend.bit(nodes.get(interaction.multiplicity()), Reason.PUBLIC_MULTIPLICITY);
            K fingerprint = fingerprints.of(interaction, lifted);
            // A message that does not count may have any fingerprint.
            K inverse = backend.inverse(backend.selectExtension(counts, one, fingerprint), Reason.PUBLIC_FINGERPRINT);
            K fraction = backend.selectExtension(counts, zero, inverse);
            sum = interaction.sends() ? ring.add(sum, fraction) : ring.sub(sum, fraction);
        }
        return sum;
    }
}
