package io.bulwark.logup;

import io.bulwark.field.Cores;
import io.bulwark.field.Extension;
import io.bulwark.field.ExtensionVector;
import io.bulwark.field.Kernels;
import io.bulwark.poly.EqSumcheck;
import io.bulwark.poly.RoundPolynomial;
import io.bulwark.poly.SuffixEq;

/**
 * The sumcheck of one layer of l variables: sum_x eq(r, x) (p0 q1 + p1 q0 + lambda q0 q1)(x), taken as p0 q1 + (p1 + lambda q1) q0, two products instead of
 * three. Every round but the first binds the last challenge in the same pass over memory that sums up.
 *
 * <p>The first round needs the leading coefficient only. What is summed is P + lambda Q of the layer, the first variable is the one that was appended last to the point r,
 * and the two ends of its line are the values with which the layer above ended: P + lambda Q at (0, r_2 .. r_l) and at (1, r_2 .. r_l).
 */
final class LayerSumcheck {
    private static final int BLOCK = PaddedTable.BLOCK;
    /** Positions worth a thread. */
    private static final int CHUNK = 8 * BLOCK;

    private final Kernels kernels;
    private final Cores cores;
    private final SuffixEq eq;
    private final EqSumcheck rounds;
    private final Extension lambda;
    /** What the next round binds. */
    private Pairs unbound;

    private int left;

    /**
     * The two fractions of each position of a layer, before its next variable is bound.
     */
    sealed interface Pairs permits Fractions, LeafPairs {
        /** Number of values on the cube. */
        int size();

        /** Number of positions from which on all is padding. */
        int prefix();

        /** out = the leading coefficient, in the first variable, of what is summed, for the {@code n} lines from {@code y} on. */
        void slopeProducts(int y, int n, ExtensionVector out, Buffers buffers, Kernels kernels);

        /** The tables with the first variable bound, their values still to be written by {@link #bindBlock}. */
        Fractions half(Cores cores);

        /** Writes the {@code n} values of {@code half} from {@code y} on. */
        void bindBlock(int y, int n, Extension z, Fractions half, Buffers buffers, Kernels kernels);
    }

    /** What one thread needs beside: a block of each; of {@code line}, two. */
    record Buffers(ExtensionVector sum, ExtensionVector slope, ExtensionVector otherSlope, ExtensionVector line) {
        static Buffers of(int block) {
            return new Buffers(
                    new ExtensionVector(block),
                    new ExtensionVector(block),
                    new ExtensionVector(block),
                    new ExtensionVector(2 * block));
        }
    }

    /**
     * @param point r, the layer's l coordinates, at least one
     * @param claim the sum
     */
    LayerSumcheck(Extension[] point, Extension claim, Extension lambda, Pairs pairs, Kernels kernels, Cores cores) {
        this.kernels = kernels;
        this.cores = cores;
        this.eq = new SuffixEq(point, PaddedTable.LOG_BLOCK, kernels);
        this.rounds = new EqSumcheck(point, claim);
        this.lambda = lambda;
        this.unbound = pairs;
        this.left = point.length;
    }

    /**
     * The first round's polynomial, of degree 3.
     *
     * @param above p0, p1, q0, q1 with which the layer above ended
     */
    RoundPolynomial firstRound(Extension[] above) {
        int m = left - 1;
        Sums sums = new Sums();
        cores.forRange(Math.min(1 << m, unbound.prefix()), CHUNK, (from, to) -> {
            Buffers buffers = Buffers.of(Math.min(BLOCK, to - from));
            Extension leading = Extension.ZERO;
            for (int y = from; y < to; y += BLOCK) {
                int n = Math.min(BLOCK, to - y);
                unbound.slopeProducts(y, n, buffers.sum, buffers, kernels);
                leading = leading.add(weighted(y, n, buffers.sum));
            }
            sums.add(Extension.ZERO, leading);
        });
        Extension at0 = above[0].add(lambda.mul(above[2]));
        Extension at1 = above[1].add(lambda.mul(above[3]));
        return rounds.round(at0, at1, sums.leading);
    }

    /** Binds the challenge of the round before and gives the next round's polynomial. */
    RoundPolynomial nextRound(Extension challenge) {
        rounds.bind(challenge);
        left--;
        Pairs before = unbound;
        Fractions fractions = before.half(cores);
        int half = 1 << (left - 1);
        int summed = Math.min(half, fractions.prefix());
        int vertex = rounds.vertex() * half;
        Sums sums = new Sums();
        cores.forRange(summed, CHUNK, (from, to) -> {
            Buffers buffers = Buffers.of(Math.min(BLOCK, to - from));
            Extension atVertex = Extension.ZERO;
            Extension leading = Extension.ZERO;
            for (int y = from; y < to; y += BLOCK) {
                int n = Math.min(BLOCK, to - y);
                before.bindBlock(y, n, challenge, fractions, buffers, kernels);
                before.bindBlock(y + half, n, challenge, fractions, buffers, kernels);
                fractions.products(y + vertex, n, buffers.sum, kernels);
                atVertex = atVertex.add(weighted(y, n, buffers.sum));
                fractions.slopeProducts(y, n, buffers.sum, buffers, kernels);
                leading = leading.add(weighted(y, n, buffers.sum));
            }
            sums.add(atVertex, leading);
        });
        unbound = fractions;
        // Where all four tables are padding the summand is 0 * 1 + lambda * 1, in every point of the line.
        Extension outside = lambda.mul(Extension.ONE.sub(eq.sumBelow(left - 1, summed)));
        Extension[] ends = rounds.ends(sums.atVertex.add(outside));
        return rounds.round(ends[0], ends[1], sums.leading);
    }

    /** Binds the last challenge; returns p0, p1, q0, q1 at the end point. */
    Extension[] finish(Extension challenge) {
        Fractions end = unbound.half(cores);
        unbound.bindBlock(0, 1, challenge, end, Buffers.of(1), kernels);
        return end.values(lambda);
    }

    /** The sum of eq times the first {@code n} values, those of the lines from {@code y} on; they share a head of eq. */
    private Extension weighted(int y, int n, ExtensionVector values) {
        int m = left - 1;
        int tailAt = y & ((1 << eq.logRun(m)) - 1);
        return eq.head(m, y).mul(kernels.dot(values, 0, eq.tail(m), tailAt, n));
    }

    /** The two sums of a round, over y: the summand at the vertex, and its leading coefficient. */
    private static final class Sums {
        private Extension atVertex = Extension.ZERO;
        private Extension leading = Extension.ZERO;

        synchronized void add(Extension addedAtVertex, Extension addedLeading) {
            atVertex = atVertex.add(addedAtVertex);
            leading = leading.add(addedLeading);
        }
    }
}
