package io.bulwark.commit;

import io.bulwark.field.Cores;
import io.bulwark.field.Extension;
import io.bulwark.field.ExtensionVector;
import io.bulwark.field.Kernels;
import io.bulwark.transcript.ProverChannel;

/**
 * Sumcheck on sum_x q(x) a(x) over the cube, q and a given as tables over K; the first variable is the most significant bit of the index. Both tables are
 * bound in place.
 *
 * <p>A round sends s(X) = sum of (lo + X (hi - lo)) (lo' + X (hi' - lo')): c_0 = sum of lo lo', c_2 = sum of (hi - lo) (hi' - lo'). The upper half is
 * overwritten with the differences, from which the bound table is lo + z (hi - lo).
 *
 * <p>Source: C. Lund, L. Fortnow, H. Karloff, N. Nisan, "Algebraic methods for interactive proof systems", 1992.
 */
final class ProductSumcheck {
    /** Elements of K that one call of a kernel works on: four runs of them fit into the first-level cache. */
    private static final int TILE = 256;

    private final ExtensionVector q;
    private final ExtensionVector a;
    private final Kernels kernels;
    private final Cores cores;
    private int length;

    /** What a round sends; c_1 follows from the claim. */
    record Round(Extension c0, Extension c2) {
        static final Round ZERO = new Round(Extension.ZERO, Extension.ZERO);

        Round add(Round other) {
            return new Round(c0.add(other.c0), c2.add(other.c2));
        }

        /** Sends both and returns the challenge. */
        Extension send(ProverChannel channel) {
            channel.send(new Extension[] {c0, c2});
            return channel.challenge();
        }
    }

    /** The tables are the first {@code length} elements, a power of two. */
    ProductSumcheck(ExtensionVector q, ExtensionVector a, int length, Kernels kernels, Cores cores) {
        this.q = q;
        this.a = a;
        this.length = length;
        this.kernels = kernels;
        this.cores = cores;
    }

    /** Number of elements that are left of each table. */
    int length() {
        return length;
    }

    ExtensionVector q() {
        return q;
    }

    ExtensionVector a() {
        return a;
    }

    /** To be called once before each {@link #bind}. */
    Round round() {
        int half = length / 2;
        Round[] partial = new Round[Math.ceilDiv(half, TILE)];
        cores.forRange(partial.length, 4, (from, to) -> {
            for (int tile = from; tile < to; tile++) {
                partial[tile] = roundOf(tile * TILE, Math.min(TILE, half - tile * TILE), half);
            }
        });
        Round sum = Round.ZERO;
        for (Round r : partial) {
            sum = sum.add(r);
        }
        return sum;
    }

    private Round roundOf(int at, int n, int half) {
        kernels.sub(q, at + half, q, at, q, at + half, n);
        kernels.sub(a, at + half, a, at, a, at + half, n);
        return new Round(kernels.dot(q, at, a, at, n), kernels.dot(q, at + half, a, at + half, n));
    }

    /** Fixes the first variable; {@link #round} has left the differences in the upper halves. */
    void bind(Extension z) {
        int half = length / 2;
        cores.forRange(Math.ceilDiv(half, TILE), 4, (from, to) -> {
            for (int tile = from; tile < to; tile++) {
                int at = tile * TILE;
                int n = Math.min(TILE, half - at);
                kernels.addScaled(q, at + half, z, q, at, n);
                kernels.addScaled(a, at + half, z, a, at, n);
            }
        });
        length = half;
    }
}
