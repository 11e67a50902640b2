package io.bulwark.hash;

import static io.bulwark.hash.ExactLanes.DOUBLES;
import static io.bulwark.hash.ExactLanes.LENGTH;
import static io.bulwark.hash.ExactLanes.P;
import static io.bulwark.hash.ExactLanes.P_INVERSE;
import static io.bulwark.hash.ExactLanes.P_LESS_1;
import static io.bulwark.hash.ExactLanes.ROUND;
import static io.bulwark.hash.ExactLanes.ROUND_PRODUCT;
import static io.bulwark.hash.ExactLanes.all;
import static io.bulwark.hash.ExactLanes.load;
import static io.bulwark.hash.ExactLanes.reduce;
import static io.bulwark.hash.ExactLanes.whole;
import static io.bulwark.hash.StateBlock.STATES;
import static io.bulwark.hash.StateBlock.SUM;
import static io.bulwark.hash.StateBlock.TOTAL;
import static io.bulwark.hash.StateBlock.WEIGHTED_SUM;

import io.bulwark.hash.VectorPermutation.BoxStep;
import io.bulwark.hash.VectorPermutation.Step;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;

/**
 * The steps of the partial rounds, two rounds at a time: with S and W the sums of x_i and of v_i x_i over lanes 1 to 23 before both, and w, w' the outputs
 * of the S-boxes, the totals are t = S + w and t' = W + 23 t + w', and lane i becomes v_i^2 x_i + v_i t + t'. So lane 0 goes through two rounds alone, and
 * the others are read and written once. {@link PartialSchedule} says which lane is brought back how, and why that is exact.
 *
 * <p>Written out in the vector API's own calls: C2 always inlines those, but not methods that only wrap them.
 */
final class PartialRounds {
    private static final double OTHER_LANES = Poseidon2.WIDTH - 1;

    private PartialRounds() {}

    /** Where a lane begins, and its v. */
    record Lane(int at, double v) {
        static Lane of(int lane) {
            return new Lane(StateBlock.lane(lane), PartialSchedule.factor(lane));
        }
    }

    /** Reduces lanes 1 to 23 and finds their sums for the first pair of rounds. */
    static final class Enter implements Step {
        private final double[] factors = factors();

        @Override
        public void run(double[] cells) {
            for (int s = 0; s < STATES; s += LENGTH) {
                DoubleVector sum = DoubleVector.zero(DOUBLES);
                DoubleVector weighted = sum;
                for (int i = 1; i < Poseidon2.WIDTH; i++) {
                    DoubleVector x = reduce(load(cells, i * STATES + s));
                    x.intoArray(cells, i * STATES + s);
                    sum = sum.add(x);
                    weighted = x.fma(all(factors[i]), weighted);
                }
                sum.intoArray(cells, SUM + s);
                weighted.intoArray(cells, WEIGHTED_SUM + s);
            }
        }
    }

    /** Lane 0 through a round: constant, S-box (as {@link FullRounds.Cubes}), total, v_0 = -2. Adds what the total adds to the next sum. */
    record Cube(double constant, int sum, int total) implements BoxStep {
        @Override
        public void run(double[] cells) {
            DoubleVector perP = all(P_INVERSE);
            DoubleVector round = all(ROUND);
            DoubleVector lessP = all(-P);
            DoubleVector lessP1 = all(-P_LESS_1);
            DoubleVector roundProduct = all(ROUND_PRODUCT);
            DoubleVector v0 = all(-2);
            DoubleVector others = all(OTHER_LANES);
            for (int s = 0; s < STATES; s += LENGTH) {
                DoubleVector x = DoubleVector.fromArray(DOUBLES, cells, s).add(constant);
                DoubleVector xPerP = x.mul(perP);
                DoubleVector q = x.fma(xPerP, round);
                DoubleVector y = x.fma(x, q.fma(lessP1, roundProduct)).sub(q.sub(round));
                q = y.fma(xPerP, round);
                y = y.fma(x, q.fma(lessP1, roundProduct)).sub(q.sub(round));
                DoubleVector t = y.add(DoubleVector.fromArray(DOUBLES, cells, sum + s));
                DoubleVector integer = t.add(round).sub(round);
                t = t.sub(integer).fma(lessP1, integer);
                t = t.fma(perP, round).sub(round).fma(lessP, t);
                t.intoArray(cells, total + s);
                y.fma(v0, t).intoArray(cells, s);
                DoubleVector weighted = DoubleVector.fromArray(DOUBLES, cells, WEIGHTED_SUM + s);
                t.fma(others, weighted).intoArray(cells, WEIGHTED_SUM + s);
            }
        }

        /** The step left t and t - 2 y, integers of less than 2^33, so their difference halved is the S-box's output y. */
        @Override
        public int record(double[] cells, int[][] boxes, int next, int at) {
            int[] box = boxes[next];
            for (int s = 0; s < STATES; s += LENGTH) {
                DoubleVector twice = load(cells, total + s).sub(load(cells, s));
                ExactLanes.toMontgomery(twice.mul(all(0.5)), cells, StateBlock.SPARE + s);
            }
            ExactLanes.narrow(cells, StateBlock.SPARE, box, at, STATES);
            return 1;
        }
    }

    /** Lanes that grow much, through two rounds and reduced; the first to enter the sums for the next two rounds. */
    record First(Lane first, Lane second, Lane third) implements Step {
        @Override
        public void run(double[] cells) {
            int a = first.at;
            int b = second.at;
            int c = third.at;
            DoubleVector aV = all(first.v);
            DoubleVector bV = all(second.v);
            DoubleVector cV = all(third.v);
            DoubleVector aSquared = all(first.v * first.v);
            DoubleVector bSquared = all(second.v * second.v);
            DoubleVector cSquared = all(third.v * third.v);
            DoubleVector round = all(ROUND);
            DoubleVector perP = all(P_INVERSE);
            DoubleVector lessP = all(-P);
            for (int s = 0; s < STATES; s += LENGTH) {
                DoubleVector t = DoubleVector.fromArray(DOUBLES, cells, TOTAL + s);
                DoubleVector next = DoubleVector.fromArray(DOUBLES, cells, TOTAL + STATES + s);
                DoubleVector aX = DoubleVector.fromArray(DOUBLES, cells, a + s).fma(aSquared, t.fma(aV, next));
                aX = aX.fma(perP, round).sub(round).fma(lessP, aX);
                DoubleVector bX = DoubleVector.fromArray(DOUBLES, cells, b + s).fma(bSquared, t.fma(bV, next));
                bX = bX.fma(perP, round).sub(round).fma(lessP, bX);
                DoubleVector cX = DoubleVector.fromArray(DOUBLES, cells, c + s).fma(cSquared, t.fma(cV, next));
                cX = cX.fma(perP, round).sub(round).fma(lessP, cX);
                aX.intoArray(cells, a + s);
                bX.intoArray(cells, b + s);
                cX.intoArray(cells, c + s);
                aX.add(bX).add(cX).intoArray(cells, SUM + s);
                cX.fma(cV, bX.fma(bV, aX.mul(aV))).intoArray(cells, WEIGHTED_SUM + s);
            }
        }
    }

    /** Lanes that grow, through two rounds and reduced. */
    record Reduced(Lane first, Lane second, Lane third, Lane fourth) implements Step {
        @Override
        public void run(double[] cells) {
            int a = first.at;
            int b = second.at;
            int c = third.at;
            int d = fourth.at;
            DoubleVector aV = all(first.v);
            DoubleVector bV = all(second.v);
            DoubleVector cV = all(third.v);
            DoubleVector dV = all(fourth.v);
            DoubleVector aSquared = all(first.v * first.v);
            DoubleVector bSquared = all(second.v * second.v);
            DoubleVector cSquared = all(third.v * third.v);
            DoubleVector dSquared = all(fourth.v * fourth.v);
            DoubleVector round = all(ROUND);
            DoubleVector perP = all(P_INVERSE);
            DoubleVector lessP = all(-P);
            for (int s = 0; s < STATES; s += LENGTH) {
                DoubleVector t = DoubleVector.fromArray(DOUBLES, cells, TOTAL + s);
                DoubleVector next = DoubleVector.fromArray(DOUBLES, cells, TOTAL + STATES + s);
                DoubleVector aX = DoubleVector.fromArray(DOUBLES, cells, a + s).fma(aSquared, t.fma(aV, next));
                aX = aX.fma(perP, round).sub(round).fma(lessP, aX);
                DoubleVector bX = DoubleVector.fromArray(DOUBLES, cells, b + s).fma(bSquared, t.fma(bV, next));
                bX = bX.fma(perP, round).sub(round).fma(lessP, bX);
                DoubleVector cX = DoubleVector.fromArray(DOUBLES, cells, c + s).fma(cSquared, t.fma(cV, next));
                cX = cX.fma(perP, round).sub(round).fma(lessP, cX);
                DoubleVector dX = DoubleVector.fromArray(DOUBLES, cells, d + s).fma(dSquared, t.fma(dV, next));
                dX = dX.fma(perP, round).sub(round).fma(lessP, dX);
                aX.intoArray(cells, a + s);
                bX.intoArray(cells, b + s);
                cX.intoArray(cells, c + s);
                dX.intoArray(cells, d + s);
                DoubleVector sum = DoubleVector.fromArray(DOUBLES, cells, SUM + s);
                aX.add(bX).add(cX.add(dX)).add(sum).intoArray(cells, SUM + s);
                DoubleVector weighted = DoubleVector.fromArray(DOUBLES, cells, WEIGHTED_SUM + s);
                dX.fma(dV, cX.fma(cV, bX.fma(bV, aX.fma(aV, weighted)))).intoArray(cells, WEIGHTED_SUM + s);
            }
        }
    }

    /** Lanes with binary places, through two rounds and made whole. */
    record Whole(Lane first, Lane second, Lane third, Lane fourth) implements Step {
        @Override
        public void run(double[] cells) {
            int a = first.at;
            int b = second.at;
            int c = third.at;
            int d = fourth.at;
            DoubleVector aV = all(first.v);
            DoubleVector bV = all(second.v);
            DoubleVector cV = all(third.v);
            DoubleVector dV = all(fourth.v);
            DoubleVector aSquared = all(first.v * first.v);
            DoubleVector bSquared = all(second.v * second.v);
            DoubleVector cSquared = all(third.v * third.v);
            DoubleVector dSquared = all(fourth.v * fourth.v);
            DoubleVector round = all(ROUND);
            DoubleVector lessP1 = all(-P_LESS_1);
            for (int s = 0; s < STATES; s += LENGTH) {
                DoubleVector t = DoubleVector.fromArray(DOUBLES, cells, TOTAL + s);
                DoubleVector next = DoubleVector.fromArray(DOUBLES, cells, TOTAL + STATES + s);
                DoubleVector aX = DoubleVector.fromArray(DOUBLES, cells, a + s).fma(aSquared, t.fma(aV, next));
                DoubleVector aInteger = aX.add(round).sub(round);
                aX = aX.sub(aInteger).fma(lessP1, aInteger);
                DoubleVector bX = DoubleVector.fromArray(DOUBLES, cells, b + s).fma(bSquared, t.fma(bV, next));
                DoubleVector bInteger = bX.add(round).sub(round);
                bX = bX.sub(bInteger).fma(lessP1, bInteger);
                DoubleVector cX = DoubleVector.fromArray(DOUBLES, cells, c + s).fma(cSquared, t.fma(cV, next));
                DoubleVector cInteger = cX.add(round).sub(round);
                cX = cX.sub(cInteger).fma(lessP1, cInteger);
                DoubleVector dX = DoubleVector.fromArray(DOUBLES, cells, d + s).fma(dSquared, t.fma(dV, next));
                DoubleVector dInteger = dX.add(round).sub(round);
                dX = dX.sub(dInteger).fma(lessP1, dInteger);
                aX.intoArray(cells, a + s);
                bX.intoArray(cells, b + s);
                cX.intoArray(cells, c + s);
                dX.intoArray(cells, d + s);
                DoubleVector sum = DoubleVector.fromArray(DOUBLES, cells, SUM + s);
                aX.add(bX).add(cX.add(dX)).add(sum).intoArray(cells, SUM + s);
                DoubleVector weighted = DoubleVector.fromArray(DOUBLES, cells, WEIGHTED_SUM + s);
                dX.fma(dV, cX.fma(cV, bX.fma(bV, aX.fma(aV, weighted)))).intoArray(cells, WEIGHTED_SUM + s);
            }
        }
    }

    /** Lanes that still have bits to spare, through two rounds. */
    record Kept(Lane first, Lane second, Lane third, Lane fourth) implements Step {
        @Override
        public void run(double[] cells) {
            int a = first.at;
            int b = second.at;
            int c = third.at;
            int d = fourth.at;
            DoubleVector aV = all(first.v);
            DoubleVector bV = all(second.v);
            DoubleVector cV = all(third.v);
            DoubleVector dV = all(fourth.v);
            DoubleVector aSquared = all(first.v * first.v);
            DoubleVector bSquared = all(second.v * second.v);
            DoubleVector cSquared = all(third.v * third.v);
            DoubleVector dSquared = all(fourth.v * fourth.v);
            for (int s = 0; s < STATES; s += LENGTH) {
                DoubleVector t = DoubleVector.fromArray(DOUBLES, cells, TOTAL + s);
                DoubleVector next = DoubleVector.fromArray(DOUBLES, cells, TOTAL + STATES + s);
                DoubleVector aX = DoubleVector.fromArray(DOUBLES, cells, a + s).fma(aSquared, t.fma(aV, next));
                DoubleVector bX = DoubleVector.fromArray(DOUBLES, cells, b + s).fma(bSquared, t.fma(bV, next));
                DoubleVector cX = DoubleVector.fromArray(DOUBLES, cells, c + s).fma(cSquared, t.fma(cV, next));
                DoubleVector dX = DoubleVector.fromArray(DOUBLES, cells, d + s).fma(dSquared, t.fma(dV, next));
                aX.intoArray(cells, a + s);
                bX.intoArray(cells, b + s);
                cX.intoArray(cells, c + s);
                dX.intoArray(cells, d + s);
                DoubleVector sum = DoubleVector.fromArray(DOUBLES, cells, SUM + s);
                aX.add(bX).add(cX.add(dX)).add(sum).intoArray(cells, SUM + s);
                DoubleVector weighted = DoubleVector.fromArray(DOUBLES, cells, WEIGHTED_SUM + s);
                dX.fma(dV, cX.fma(cV, bX.fma(bV, aX.fma(aV, weighted)))).intoArray(cells, WEIGHTED_SUM + s);
            }
        }
    }

    /** Lanes 1 to 23 through the last round, made whole; then the constants of the full round that follows are added to all lanes. */
    static final class Leave implements Step {
        private final double[] factors = factors();
        private final double[] constants;

        Leave(double[] constants) {
            this.constants = constants;
        }

        @Override
        public void run(double[] cells) {
            for (int s = 0; s < STATES; s += LENGTH) {
                DoubleVector t = load(cells, TOTAL + s);
                load(cells, s).add(constants[0]).intoArray(cells, s);
                for (int i = 1; i < Poseidon2.WIDTH; i++) {
                    DoubleVector x = load(cells, i * STATES + s);
                    whole(x.fma(all(factors[i]), t.add(constants[i]))).intoArray(cells, i * STATES + s);
                }
            }
        }
    }

    /** v_i of every lane. */
    private static double[] factors() {
        double[] factors = new double[Poseidon2.WIDTH];
        Arrays.setAll(factors, PartialSchedule::factor);
        return factors;
    }
}
