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

import io.bulwark.hash.VectorPermutation.BoxStep;
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
    static final class Cubes implements BoxStep {
        /** ROUND + c: taken off a quotient that still has ROUND in it, it leaves the quotient less c, and the constant is free. */
        private final double[] roundPlus;

        private final double[] constants;

        Cubes(double[] constants) {
            this.constants = constants;
            this.roundPlus = DoubleStream.of(constants).map(c -> ROUND + c).toArray();
        }

        @Override
        public void run(double[] cells) {
            for (int i = 0; i < 4; i++) {
                column(cells, i);
            }
        }

        @Override
        public int record(double[] cells, int[][] boxes, int next, int at) {
            for (int i = 0; i < Poseidon2.WIDTH; i++) {
                record(cells, i * STATES, constants[i], boxes[next + i], at);
            }
            return Poseidon2.WIDTH;
        }

        private static void record(double[] cells, int lane, double constant, int[] box, int at) {
            for (int s = 0; s < STATES; s += LENGTH) {
                ExactLanes.toMontgomery(load(cells, lane + s).sub(constant), cells, StateBlock.SPARE + s);
            }
            ExactLanes.narrow(cells, StateBlock.SPARE, box, at, STATES);
        }

        private void column(double[] cells, int column) {
            DoubleVector perP = all(P_INVERSE);
            DoubleVector round = all(ROUND);
            DoubleVector lessP1 = all(-P_LESS_1);
            DoubleVector roundProduct = all(ROUND_PRODUCT);
            for (int s = 0; s < STATES; s += LENGTH) {
                DoubleVector sum = DoubleVector.zero(DOUBLES);
                for (int i = column; i < Poseidon2.WIDTH; i += 4) {
                    DoubleVector x = load(cells, i * STATES + s);
                    DoubleVector xPerP = x.mul(perP);
                    DoubleVector q = x.fma(xPerP, round);
                    DoubleVector y = x.fma(x, q.fma(lessP1, roundProduct)).sub(q.sub(round));
                    q = y.fma(xPerP, round);
                    y = y.fma(x, q.fma(lessP1, roundProduct)).sub(q.sub(roundPlus[i]));
                    y.intoArray(cells, i * STATES + s);
                    sum = sum.add(y);
                }
                sum.intoArray(cells, COLUMN_SUMS + column * STATES + s);
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
