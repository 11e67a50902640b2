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
    private Fractions fractions;
    private int left;

    /**
     * The two fractions of each position of the layer.
     *
     * @param mixed p1 + lambda q1, padded with lambda
     */
    record Fractions(PaddedTable p0, PaddedTable mixed, PaddedTable q0, PaddedTable q1) {
        Fractions half() {
            return new Fractions(p0.half(), mixed.half(), q0.half(), q1.half());
        }

        void bindBlock(int y, int n, Extension z, Fractions half, ExtensionVector scratch, Kernels kernels) {
            p0.bindBlock(y, n, z, half.p0, scratch, kernels);
            mixed.bindBlock(y, n, z, half.mixed, scratch, kernels);
            q0.bindBlock(y, n, z, half.q0, scratch, kernels);
            q1.bindBlock(y, n, z, half.q1, scratch, kernels);
        }
    }

    /**
     * @param point r, the layer's l coordinates, at least one
     * @param claim the sum
     */
    LayerSumcheck(
            Extension[] point, Extension claim, Extension lambda, Fractions fractions, Kernels kernels, Cores cores) {
        this.kernels = kernels;
        this.cores = cores;
        this.eq = new SuffixEq(point, PaddedTable.LOG_BLOCK, kernels);
        this.rounds = new EqSumcheck(point, claim);
        this.lambda = lambda;
        this.fractions = fractions;
        this.left = point.length;
    }

    /** The first round's polynomial, of degree 3. */
    RoundPolynomial firstRound() {
        Sums sums = new Sums();
        cores.forRange(1 << (left - 1), CHUNK, (from, to) -> new Pass(Math.min(BLOCK, to - from)).sum(from, to, sums));
        return polynomial(sums);
    }

    /** Binds the challenge of the round before and gives the next round's polynomial. */
    RoundPolynomial nextRound(Extension challenge) {
        rounds.bind(challenge);
        left--;
        Fractions unbound = fractions;
        fractions = unbound.half();
        Sums sums = new Sums();
        cores.forRange(
                1 << (left - 1),
                CHUNK,
                (from, to) -> new Pass(Math.min(BLOCK, to - from)).bindAndSum(from, to, unbound, challenge, sums));
        return polynomial(sums);
    }

    /** Binds the last challenge; returns p0, p1, q0, q1 at the end point. */
    Extension[] finish(Extension challenge) {
        Fractions unbound = fractions;
        fractions = unbound.half();
        unbound.bindBlock(0, 1, challenge, fractions, new ExtensionVector(1), kernels);
        return values(fractions, lambda);
    }

    /** p0, p1, q0, q1 of a layer without variables. */
    static Extension[] values(Fractions fractions, Extension lambda) {
        Extension q1 = fractions.q1().value();
        Extension p1 = fractions.mixed().value().sub(lambda.mul(q1));
        return new Extension[] {fractions.p0().value(), p1, fractions.q0().value(), q1};
    }

    private RoundPolynomial polynomial(Sums sums) {
        // Where all four tables are padding the summand is 0 * 1 + lambda * 1, in every point of the line.
        int m = left - 1;
        int summed = Math.min(1 << m, fractions.p0().prefix());
        Extension outside = lambda.mul(Extension.ONE.sub(eq.sumBelow(m, summed)));
        Extension[] ends = rounds.ends(sums.atVertex.add(outside));
        return rounds.round(ends[0], ends[1], sums.leading);
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

    /** One thread's part of a round: its buffers and its sums. */
    private final class Pass {
        private final ExtensionVector first;
        private final ExtensionVector second;
        private final ExtensionVector scratch;
        private Extension atVertex = Extension.ZERO;
        private Extension leading = Extension.ZERO;

        Pass(int block) {
            first = new ExtensionVector(block);
            second = new ExtensionVector(block);
            scratch = new ExtensionVector(block);
        }

        void sum(int from, int to, Sums sums) {
            int end = Math.min(to, fractions.p0().prefix());
            for (int y = from; y < end; y += BLOCK) {
                addBlock(y, Math.min(BLOCK, to - y));
            }
            sums.add(atVertex, leading);
        }

        void bindAndSum(int from, int to, Fractions unbound, Extension challenge, Sums sums) {
            int half = 1 << (left - 1);
            int end = Math.min(to, fractions.p0().prefix());
            for (int y = from; y < end; y += BLOCK) {
                int n = Math.min(BLOCK, to - y);
                unbound.bindBlock(y, n, challenge, fractions, scratch, kernels);
                unbound.bindBlock(y + half, n, challenge, fractions, scratch, kernels);
                addBlock(y, n);
            }
            sums.add(atVertex, leading);
        }

        private void addBlock(int y, int n) {
            Fractions f = fractions;
            int m = left - 1;
            int vertex = y + (rounds.vertex() << m);
            f.p0().product(vertex, f.q1(), first, n, kernels);
            f.mixed().product(vertex, f.q0(), second, n, kernels);
            kernels.add(first, 0, second, 0, first, 0, n);
            ExtensionVector tail = eq.tail(m);
            int tailAt = y & ((1 << eq.logRun(m)) - 1);
            Extension head = eq.head(m, y);
            atVertex = atVertex.add(head.mul(kernels.dot(first, 0, tail, tailAt, n)));
            f.p0().differenceProduct(y, f.q1(), scratch, first, n, kernels);
            f.mixed().differenceProduct(y, f.q0(), scratch, second, n, kernels);
            kernels.add(first, 0, second, 0, first, 0, n);
            leading = leading.add(head.mul(kernels.dot(first, 0, tail, tailAt, n)));
        }
    }
}
