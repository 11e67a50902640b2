package io.bulwark.logup;

import io.bulwark.field.Cores;
import io.bulwark.field.Extension;
import io.bulwark.field.ExtensionVector;
import io.bulwark.field.Kernels;
import io.bulwark.logup.LayerSumcheck.Pairs;
import io.bulwark.poly.RoundPolynomial;
import io.bulwark.transcript.ProverChannel;
import java.util.List;

/**
 * Step 3: LogUp by GKR, prover (A. Papini, U. Habock, "Improving logarithmic derivative lookups using GKR", eprint 2023/1284). Layer l has 2^l fractions; layer 0 is
 * the root, layer n the leaves.
 */
public final class GkrProver {
    private final ProverChannel channel;
    private final Kernels kernels;
    private final Cores cores;
    private final FractionLayers layers;

    private GkrProver(ProverChannel channel, LeafSource leaves, Kernels kernels, Cores cores) {
        this.channel = channel;
        this.kernels = kernels;
        this.cores = cores;
        this.layers = new FractionLayers(leaves, kernels, cores);
    }

    /** Sends the root, every layer's rounds and values. */
    public static GkrClaim prove(ProverChannel channel, LeafSource leaves, Kernels kernels, Cores cores) {
        return new GkrProver(channel, leaves, kernels, cores).prove(leaves);
    }

    private GkrClaim prove(LeafSource leaves) {
        Extension p = layers.rootNumerator();
        Extension q = layers.rootDenominator();
        channel.send(new Extension[] {p, q});
        Extension[] r = {};
        Extension[] values = {};
        for (int l = 0; l < leaves.logLeaves(); l++) {
            Extension lambda = channel.challenge();
            Extension[] point = new Extension[l];
            values = l == 0
                    ? rootValues(leaves)
                    : proveLayer(r, p.add(lambda.mul(q)), lambda, pairs(l, leaves, lambda), values, point);
            channel.send(values);
            Extension u = channel.challenge();
            p = values[0].add(u.mul(values[1].sub(values[0])));
            q = values[2].add(u.mul(values[3].sub(values[2])));
            r = new Extension[l + 1];
            r[0] = u;
            System.arraycopy(point, 0, r, 1, l);
        }
        return new GkrClaim(List.of(r), p, q);
    }

    /** The two fractions that the root sums: p0, p1, q0, q1. */
    private Extension[] rootValues(LeafSource leaves) {
        if (leaves.logLeaves() > 1) {
            return layers.rootPair();
        }
        ExtensionVector q = new ExtensionVector(2);
        leaves.denominators(0, 2, q, 0);
        int[] p = leaves.numerators();
        return new Extension[] {Extension.of(p[0]), Extension.of(p[1]), q.get(0), q.get(1)};
    }

    /**
     * Sends the layer's rounds, writes their challenges to {@code point}, returns p0, p1, q0, q1 there.
     *
     * @param above p0, p1, q0, q1 of the layer above
     */
    private Extension[] proveLayer(
            Extension[] r, Extension claim, Extension lambda, Pairs pairs, Extension[] above, Extension[] point) {
        LayerSumcheck sumcheck = new LayerSumcheck(r, claim, lambda, pairs, kernels, cores);
        RoundPolynomial round = sumcheck.firstRound(above);
        for (int j = 0; ; j++) {
            channel.send(round.sent());
            point[j] = channel.challenge();
            if (j + 1 == r.length) {
                return sumcheck.finish(point[j]);
            }
            round = sumcheck.nextRound(point[j]);
        }
    }

    /** Layer l + 1 as the pairs that layer l >= 1 sums; it is used up. */
    private Pairs pairs(int l, LeafSource leaves, Extension lambda) {
        return l + 1 == leaves.logLeaves()
                ? new LeafPairs(leaves, lambda)
                : Fractions.of(l, layers.take(l + 1), lambda, kernels, cores);
    }
}
