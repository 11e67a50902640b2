package io.bulwark.hash;

import static io.bulwark.hash.ExactLanes.DOUBLES;
import static io.bulwark.hash.ExactLanes.LENGTH;
import static io.bulwark.hash.ExactLanes.P_INVERSE;
import static io.bulwark.hash.ExactLanes.P_LESS_1;
import static io.bulwark.hash.ExactLanes.ROUND;
import static io.bulwark.hash.ExactLanes.ROUND_PRODUCT;
import static io.bulwark.hash.ExactLanes.all;
import static io.bulwark.hash.ExactLanes.load;
import static io.bulwark.hash.StateBlock.COLUMN_SUMS;
import static io.bulwark.hash.StateBlock.STATES;

import io.bulwark.hash.VectorPermutation.Step;
import java.util.stream.DoubleStream;
import jdk.incubator.vector.DoubleVector;

/**
 * The steps of a full round, on integers. A cube is at most 0.51 p in size, with a constant 1.01 p; the external matrix multiplies that by 49 at most: below
 * 2^37.
 */
final class FullRounds {
    private FullRounds() {}

    /** Reduces every lane and adds a constant to it. */
    static final class Begin implements Step {
        private final double[] constants;

        Begin(double[] constants) {
            this.constants = constants;
        }

        @Override
        public void run(double[] cells) {
            for (int i = 0; i < Poseidon2.WIDTH; i++) {
                double c = constants[i];
                for (int at = i * STATES; at < (i + 1) * STATES; at += LENGTH) {
                    ExactLanes.reduce(load(cells, at)).add(c).intoArray(cells, at);
                }
            }
        }
    }

    /**
     * The S-box on every lane, a constant added to its output, and the sums of lanes i, i + 4, ..., i + 20 for {@link Mix}.
     *
     * <p>x^3 + c for integers x of size below 2^38: with q the rounded quotient of x^2 by p, at most 46 bits, q (p - 1) is exact, so is the difference
     * x^2 - q (p - 1) of at most 47 bits, and q is taken off last. Again for (x^2 - q p) x.
     *
     * <p>Written out in the vector API's own calls: C2 always inlines those, but not methods that only wrap them.
     */
    static final class Cubes implements Step {
        /** ROUND + c: taken off a quotient that still has ROUND in it, it leaves the quotient less c, and the constant is free. */
        private final double[] roundPlus;

        Cubes(double[] constants) {
            this.roundPlus = DoubleStream.of(constants).map(c -> ROUND + c).toArray();
        }

        @Override
        public void run(double[] cells) {
            for (int i = 0; i < 4; i++) {
                column(cells, i);
            }
        }

        private void column(double[] cells, int i) {
            DoubleVector perP = DoubleVector.broadcast(DOUBLES, P_INVERSE);
            DoubleVector round = DoubleVector.broadcast(DOUBLES, ROUND);
            DoubleVector lessP1 = DoubleVector.broadcast(DOUBLES, -P_LESS_1);
            DoubleVector roundProduct = DoubleVector.broadcast(DOUBLES, ROUND_PRODUCT);
            double c0 = roundPlus[i + 0];
            double c1 = roundPlus[i + 4];
            double c2 = roundPlus[i + 8];
            double c3 = roundPlus[i + 12];
            double c4 = roundPlus[i + 16];
            double c5 = roundPlus[i + 20];
            for (int s = i * STATES; s < (i + 1) * STATES; s += LENGTH) {
                DoubleVector x0 = DoubleVector.fromArray(DOUBLES, cells, s + 0 * STATES);
                DoubleVector p0 = x0.mul(perP);
                DoubleVector q0 = x0.fma(p0, round);
                DoubleVector y0 = x0.fma(x0, q0.fma(lessP1, roundProduct)).sub(q0.sub(round));
                q0 = y0.fma(p0, round);
                y0 = y0.fma(x0, q0.fma(lessP1, roundProduct)).sub(q0.sub(c0));
                y0.intoArray(cells, s + 0 * STATES);
                DoubleVector x1 = DoubleVector.fromArray(DOUBLES, cells, s + 4 * STATES);
                DoubleVector p1 = x1.mul(perP);
                DoubleVector q1 = x1.fma(p1, round);
                DoubleVector y1 = x1.fma(x1, q1.fma(lessP1, roundProduct)).sub(q1.sub(round));
                q1 = y1.fma(p1, round);
                y1 = y1.fma(x1, q1.fma(lessP1, roundProduct)).sub(q1.sub(c1));
                y1.intoArray(cells, s + 4 * STATES);
                DoubleVector x2 = DoubleVector.fromArray(DOUBLES, cells, s + 8 * STATES);
                DoubleVector p2 = x2.mul(perP);
                DoubleVector q2 = x2.fma(p2, round);
                DoubleVector y2 = x2.fma(x2, q2.fma(lessP1, roundProduct)).sub(q2.sub(round));
                q2 = y2.fma(p2, round);
                y2 = y2.fma(x2, q2.fma(lessP1, roundProduct)).sub(q2.sub(c2));
                y2.intoArray(cells, s + 8 * STATES);
                DoubleVector x3 = DoubleVector.fromArray(DOUBLES, cells, s + 12 * STATES);
                DoubleVector p3 = x3.mul(perP);
                DoubleVector q3 = x3.fma(p3, round);
                DoubleVector y3 = x3.fma(x3, q3.fma(lessP1, roundProduct)).sub(q3.sub(round));
                q3 = y3.fma(p3, round);
                y3 = y3.fma(x3, q3.fma(lessP1, roundProduct)).sub(q3.sub(c3));
                y3.intoArray(cells, s + 12 * STATES);
                DoubleVector x4 = DoubleVector.fromArray(DOUBLES, cells, s + 16 * STATES);
                DoubleVector p4 = x4.mul(perP);
                DoubleVector q4 = x4.fma(p4, round);
                DoubleVector y4 = x4.fma(x4, q4.fma(lessP1, roundProduct)).sub(q4.sub(round));
                q4 = y4.fma(p4, round);
                y4 = y4.fma(x4, q4.fma(lessP1, roundProduct)).sub(q4.sub(c4));
                y4.intoArray(cells, s + 16 * STATES);
                DoubleVector x5 = DoubleVector.fromArray(DOUBLES, cells, s + 20 * STATES);
                DoubleVector p5 = x5.mul(perP);
                DoubleVector q5 = x5.fma(p5, round);
                DoubleVector y5 = x5.fma(x5, q5.fma(lessP1, roundProduct)).sub(q5.sub(round));
                q5 = y5.fma(p5, round);
                y5 = y5.fma(x5, q5.fma(lessP1, roundProduct)).sub(q5.sub(c5));
                y5.intoArray(cells, s + 20 * STATES);
                y0.add(y1).add(y2.add(y3)).add(y4.add(y5)).intoArray(cells, COLUMN_SUMS + s);
            }
        }
    }

    /** Sums of lanes i, i + 4, ..., i + 20, for i below 4: the same as of {@link Cubes}, before the first round. */
    record ColumnSums() implements Step {
        @Override
        public void run(double[] cells) {
            for (int i = 0; i < 4; i++) {
                sum(cells, i * STATES, COLUMN_SUMS + i * STATES);
            }
        }

        private static void sum(double[] cells, int lane, int out) {
            int next = 4 * STATES;
            for (int s = 0; s < STATES; s += LENGTH) {
                int at = lane + s;
                DoubleVector a = load(cells, at).add(load(cells, at + next));
                DoubleVector b = load(cells, at + 2 * next).add(load(cells, at + 3 * next));
                DoubleVector c = load(cells, at + 4 * next).add(load(cells, at + 5 * next));
                a.add(b).add(c).intoArray(cells, out + s);
            }
        }
    }

    /** The external matrix: circ(2, 3, 1, 1) on block plus S, for every block of four lanes. */
    record Mix() implements Step {
        @Override
        public void run(double[] cells) {
            for (int i = 0; i < Poseidon2.WIDTH; i += 4) {
                mix(cells, i * STATES);
            }
        }

        private static void mix(double[] cells, int block) {
            for (int s = 0; s < STATES; s += LENGTH) {
                int at = block + s;
                int sum = COLUMN_SUMS + s;
                DoubleVector a = load(cells, at).add(load(cells, sum));
                DoubleVector b = load(cells, at + STATES).add(load(cells, sum + STATES));
                DoubleVector c = load(cells, at + 2 * STATES).add(load(cells, sum + 2 * STATES));
                DoubleVector d = load(cells, at + 3 * STATES).add(load(cells, sum + 3 * STATES));
                DoubleVector ab = a.add(b);
                DoubleVector cd = c.add(d);
                DoubleVector abbcd = ab.add(cd).add(b);
                DoubleVector abcdd = ab.add(cd).add(d);
                abbcd.add(ab).intoArray(cells, at);
                c.fma(all(2), abbcd).intoArray(cells, at + STATES);
                abcdd.add(cd).intoArray(cells, at + 2 * STATES);
                a.fma(all(2), abcdd).intoArray(cells, at + 3 * STATES);
            }
        }
    }
}
