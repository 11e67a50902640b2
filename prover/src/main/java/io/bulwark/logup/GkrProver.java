package io.bulwark.logup;

import io.bulwark.field.Cores;
import io.bulwark.field.Extension;
import io.bulwark.field.ExtensionVector;
import io.bulwark.field.Kernels;
import io.bulwark.logup.LayerSumcheck.Fractions;
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

    private GkrProver(ProverChannel channel, Leaves leaves, Kernels kernels, Cores cores) {
        this.channel = channel;
        this.kernels = kernels;
        this.cores = cores;
        this.layers = new FractionLayers(leaves, kernels, cores);
    }

    /**
     * Sends the root, every layer's rounds and values.
     *
     * @param leaves their denominators are overwritten
     */
    public static GkrClaim prove(ProverChannel channel, Leaves leaves, Kernels kernels, Cores cores) {
        return new GkrProver(channel, leaves, kernels, cores).prove(leaves);
    }

    private GkrClaim prove(Leaves leaves) {
        Extension p = layers.rootNumerator();
        Extension q = layers.rootDenominator();
        channel.send(new Extension[] {p, q});
        Extension[] r = {};
        for (int l = 0; l < leaves.logLeaves(); l++) {
            Extension lambda = channel.challenge();
            Extension[] point = new Extension[l];
            Extension[] values = proveLayer(r, p.add(lambda.mul(q)), lambda, fractions(l, leaves, lambda), point);
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

    /** Sends the layer's rounds, writes their challenges to {@code point}, returns p0, p1, q0, q1 there. */
    private Extension[] proveLayer(
            Extension[] r, Extension claim, Extension lambda, Fractions fractions, Extension[] point) {
        if (r.length == 0) {
            return LayerSumcheck.values(fractions, lambda);
        }
        LayerSumcheck sumcheck = new LayerSumcheck(r, claim, lambda, fractions, kernels, cores);
        RoundPolynomial round = sumcheck.firstRound();
        for (int j = 0; ; j++) {
            channel.send(round.sent());
            point[j] = channel.challenge();
            if (j + 1 == r.length) {
                return sumcheck.finish(point[j]);
            }
            round = sumcheck.nextRound(point[j]);
        }
    }

    /** Layer l + 1 as the pairs that layer l sums; it is used up. */
    private Fractions fractions(int l, Leaves leaves, Extension lambda) {
        int h = 1 << l;
        ExtensionVector q = layers.denominators(l + 1);
        int upper = Math.max(0, q.length() - h);
        boolean overBase = l + 1 == leaves.logLeaves();
        ExtensionVector mixed = overBase ? new ExtensionVector(upper) : layers.numerators(l + 1);
        int mixedAt = overBase ? 0 : h;
        cores.forRange(upper, 8 * PaddedTable.BLOCK, (from, to) -> {
            if (overBase) {
                int[] constants = mixed.coefficients(0);
                kernels.scale(q, h + from, lambda, mixed, from, to - from);
                kernels.add(constants, from, leaves.numerators(), h + from, constants, from, to - from);
            } else {
                kernels.addScaled(q, h + from, lambda, mixed, h + from, to - from);
            }
        });
        return new Fractions(
                overBase
                        ? PaddedTable.overBase(leaves.numerators(), h)
                        : PaddedTable.of(layers.numerators(l + 1), 0, h, Extension.ZERO),
                PaddedTable.of(mixed, mixedAt, h, lambda),
                PaddedTable.of(q, 0, h, Extension.ONE),
                PaddedTable.of(q, h, h, Extension.ONE));
    }
}
