package io.bulwark.logup;

import io.bulwark.air.Interaction;
import io.bulwark.backend.Ring;
import io.bulwark.field.KoalaBear;
import java.util.List;

/**
 * Step 2: alpha + B + sum_i beta_i m_i of message m on bus B. Linear in independent challenges, so the LogUp error is leaves / |K| for messages of
 * any length.
 *
 * @param alpha challenge
 * @param betas one challenge for each entry of the longest message
 */
public record Fingerprints<K>(Ring<K> ring, K alpha, List<K> betas) {
    public Fingerprints {
        betas = List.copyOf(betas);
    }

    /** Of an interaction, from the values of its graph's nodes. */
    public K of(Interaction interaction, List<K> nodes) {
        K sum = ring.add(alpha, ring.constant(KoalaBear.fromCanonical(interaction.bus())));
        for (int i = 0; i < interaction.message().size(); i++) {
            K entry = nodes.get(interaction.message().get(i));
            sum = ring.add(sum, ring.mul(betas.get(i), entry));
        }
        return sum;
    }
}
