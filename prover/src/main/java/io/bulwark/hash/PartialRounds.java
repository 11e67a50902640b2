package io.bulwark.hash;

import static io.bulwark.hash.ExactLanes.DOUBLES;
import static io.bulwark.hash.ExactLanes.LENGTH;
import static io.bulwark.hash.ExactLanes.P;
import static io.bulwark.hash.ExactLanes.P_INVERSE;
import static io.bulwark.hash.ExactLanes.P_LESS_1;
import static io.bulwark.hash.ExactLanes.ROUND;
import static io.bulwark.hash.ExactLanes.ROUND_PRODUCT;
import static io.bulwark.hash.StateBlock.STATES;
import static io.bulwark.hash.StateBlock.SUM;
import static io.bulwark.hash.StateBlock.TOTAL;
import static io.bulwark.hash.StateBlock.WEIGHTED_SUM;

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
                    DoubleVector x = DoubleVector.fromArray(DOUBLES, cells, i * STATES + s);
                    DoubleVector quotient = x.mul(P_INVERSE).add(ROUND).sub(ROUND);
                    x = quotient.fma(DoubleVector.broadcast(DOUBLES, -P), x);
                    x.intoArray(cells, i * STATES + s);
                    sum = sum.add(x);
                    weighted = x.fma(DoubleVector.broadcast(DOUBLES, factors[i]), weighted);
                }
                sum.intoArray(cells, SUM + s);
                weighted.intoArray(cells, WEIGHTED_SUM + s);
            }
        }
    }

    /** Lane 0 through a round: constant, S-box (as {@link FullRounds.Cubes}), total, v_0 = -2. Adds what the total adds to the next sum. */
    record Cube(double constant, int sum, int total) implements Step {
        @Override
        public void run(double[] cells) {
            DoubleVector perP = DoubleVector.broadcast(DOUBLES, P_INVERSE);
            DoubleVector round = DoubleVector.broadcast(DOUBLES, ROUND);
            DoubleVector lessP1 = DoubleVector.broadcast(DOUBLES, -P_LESS_1);
            DoubleVector roundProduct = DoubleVector.broadcast(DOUBLES, ROUND_PRODUCT);
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
                t = t.fma(perP, round).sub(round).fma(DoubleVector.broadcast(DOUBLES, -P), t);
                t.intoArray(cells, total + s);
                y.fma(DoubleVector.broadcast(DOUBLES, -2), t).intoArray(cells, s);
                t.fma(
                                DoubleVector.broadcast(DOUBLES, OTHER_LANES),
                                DoubleVector.fromArray(DOUBLES, cells, WEIGHTED_SUM + s))
                        .intoArray(cells, WEIGHTED_SUM + s);
            }
        }
    }

    /** Lanes that grow much, through two rounds and reduced; the first to enter the sums for the next two rounds. */
    record First(Lane first, Lane second, Lane third) implements Step {
        @Override
        public void run(double[] cells) {
            int a = first.at;
            int b = second.at;
            int c = third.at;
            double aV = first.v;
            double aSquared = first.v * first.v;
            double bV = second.v;
            double bSquared = second.v * second.v;
            double cV = third.v;
            double cSquared = third.v * third.v;
            for (int s = 0; s < STATES; s += LENGTH) {
                DoubleVector t = DoubleVector.fromArray(DOUBLES, cells, TOTAL + s);
                DoubleVector next = DoubleVector.fromArray(DOUBLES, cells, TOTAL + STATES + s);
                DoubleVector aX = DoubleVector.fromArray(DOUBLES, cells, a + s)
                        .fma(
                                DoubleVector.broadcast(DOUBLES, aSquared),
                                t.fma(DoubleVector.broadcast(DOUBLES, aV), next));
                DoubleVector aQuotient = aX.fma(
                                DoubleVector.broadcast(DOUBLES, P_INVERSE), DoubleVector.broadcast(DOUBLES, ROUND))
                        .sub(ROUND);
                aX = aQuotient.fma(DoubleVector.broadcast(DOUBLES, -P), aX);
                aX.intoArray(cells, a + s);
                DoubleVector bX = DoubleVector.fromArray(DOUBLES, cells, b + s)
                        .fma(
                                DoubleVector.broadcast(DOUBLES, bSquared),
                                t.fma(DoubleVector.broadcast(DOUBLES, bV), next));
                DoubleVector bQuotient = bX.fma(
                                DoubleVector.broadcast(DOUBLES, P_INVERSE), DoubleVector.broadcast(DOUBLES, ROUND))
                        .sub(ROUND);
                bX = bQuotient.fma(DoubleVector.broadcast(DOUBLES, -P), bX);
                bX.intoArray(cells, b + s);
                DoubleVector cX = DoubleVector.fromArray(DOUBLES, cells, c + s)
                        .fma(
                                DoubleVector.broadcast(DOUBLES, cSquared),
                                t.fma(DoubleVector.broadcast(DOUBLES, cV), next));
                DoubleVector cQuotient = cX.fma(
                                DoubleVector.broadcast(DOUBLES, P_INVERSE), DoubleVector.broadcast(DOUBLES, ROUND))
                        .sub(ROUND);
                cX = cQuotient.fma(DoubleVector.broadcast(DOUBLES, -P), cX);
                cX.intoArray(cells, c + s);
                aX.add(bX).add(cX).intoArray(cells, SUM + s);
                DoubleVector weighted = aX.mul(DoubleVector.broadcast(DOUBLES, aV));
                weighted = bX.fma(DoubleVector.broadcast(DOUBLES, bV), weighted);
                weighted = cX.fma(DoubleVector.broadcast(DOUBLES, cV), weighted);
                weighted.intoArray(cells, WEIGHTED_SUM + s);
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
            double aV = first.v;
            double aSquared = first.v * first.v;
            double bV = second.v;
            double bSquared = second.v * second.v;
            double cV = third.v;
            double cSquared = third.v * third.v;
            double dV = fourth.v;
            double dSquared = fourth.v * fourth.v;
            for (int s = 0; s < STATES; s += LENGTH) {
                DoubleVector t = DoubleVector.fromArray(DOUBLES, cells, TOTAL + s);
                DoubleVector next = DoubleVector.fromArray(DOUBLES, cells, TOTAL + STATES + s);
                DoubleVector aX = DoubleVector.fromArray(DOUBLES, cells, a + s)
                        .fma(
                                DoubleVector.broadcast(DOUBLES, aSquared),
                                t.fma(DoubleVector.broadcast(DOUBLES, aV), next));
                DoubleVector aQuotient = aX.fma(
                                DoubleVector.broadcast(DOUBLES, P_INVERSE), DoubleVector.broadcast(DOUBLES, ROUND))
                        .sub(ROUND);
                aX = aQuotient.fma(DoubleVector.broadcast(DOUBLES, -P), aX);
                aX.intoArray(cells, a + s);
                DoubleVector bX = DoubleVector.fromArray(DOUBLES, cells, b + s)
                        .fma(
                                DoubleVector.broadcast(DOUBLES, bSquared),
                                t.fma(DoubleVector.broadcast(DOUBLES, bV), next));
                DoubleVector bQuotient = bX.fma(
                                DoubleVector.broadcast(DOUBLES, P_INVERSE), DoubleVector.broadcast(DOUBLES, ROUND))
                        .sub(ROUND);
                bX = bQuotient.fma(DoubleVector.broadcast(DOUBLES, -P), bX);
                bX.intoArray(cells, b + s);
                DoubleVector cX = DoubleVector.fromArray(DOUBLES, cells, c + s)
                        .fma(
                                DoubleVector.broadcast(DOUBLES, cSquared),
                                t.fma(DoubleVector.broadcast(DOUBLES, cV), next));
                DoubleVector cQuotient = cX.fma(
                                DoubleVector.broadcast(DOUBLES, P_INVERSE), DoubleVector.broadcast(DOUBLES, ROUND))
                        .sub(ROUND);
                cX = cQuotient.fma(DoubleVector.broadcast(DOUBLES, -P), cX);
                cX.intoArray(cells, c + s);
                DoubleVector dX = DoubleVector.fromArray(DOUBLES, cells, d + s)
                        .fma(
                                DoubleVector.broadcast(DOUBLES, dSquared),
                                t.fma(DoubleVector.broadcast(DOUBLES, dV), next));
                DoubleVector dQuotient = dX.fma(
                                DoubleVector.broadcast(DOUBLES, P_INVERSE), DoubleVector.broadcast(DOUBLES, ROUND))
                        .sub(ROUND);
                dX = dQuotient.fma(DoubleVector.broadcast(DOUBLES, -P), dX);
                dX.intoArray(cells, d + s);
                aX.add(bX)
                        .add(cX.add(dX))
                        .add(DoubleVector.fromArray(DOUBLES, cells, SUM + s))
                        .intoArray(cells, SUM + s);
                DoubleVector weighted = aX.fma(
                        DoubleVector.broadcast(DOUBLES, aV), DoubleVector.fromArray(DOUBLES, cells, WEIGHTED_SUM + s));
                weighted = bX.fma(DoubleVector.broadcast(DOUBLES, bV), weighted);
                weighted = cX.fma(DoubleVector.broadcast(DOUBLES, cV), weighted);
                weighted = dX.fma(DoubleVector.broadcast(DOUBLES, dV), weighted);
                weighted.intoArray(cells, WEIGHTED_SUM + s);
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
            double aV = first.v;
            double aSquared = first.v * first.v;
            double bV = second.v;
            double bSquared = second.v * second.v;
            double cV = third.v;
            double cSquared = third.v * third.v;
            double dV = fourth.v;
            double dSquared = fourth.v * fourth.v;
            for (int s = 0; s < STATES; s += LENGTH) {
                DoubleVector t = DoubleVector.fromArray(DOUBLES, cells, TOTAL + s);
                DoubleVector next = DoubleVector.fromArray(DOUBLES, cells, TOTAL + STATES + s);
                DoubleVector aX = DoubleVector.fromArray(DOUBLES, cells, a + s)
                        .fma(
                                DoubleVector.broadcast(DOUBLES, aSquared),
                                t.fma(DoubleVector.broadcast(DOUBLES, aV), next));
                DoubleVector aInteger = aX.add(ROUND).sub(ROUND);
                aX = aX.sub(aInteger).fma(DoubleVector.broadcast(DOUBLES, -P_LESS_1), aInteger);
                aX.intoArray(cells, a + s);
                DoubleVector bX = DoubleVector.fromArray(DOUBLES, cells, b + s)
                        .fma(
                                DoubleVector.broadcast(DOUBLES, bSquared),
                                t.fma(DoubleVector.broadcast(DOUBLES, bV), next));
                DoubleVector bInteger = bX.add(ROUND).sub(ROUND);
                bX = bX.sub(bInteger).fma(DoubleVector.broadcast(DOUBLES, -P_LESS_1), bInteger);
                bX.intoArray(cells, b + s);
                DoubleVector cX = DoubleVector.fromArray(DOUBLES, cells, c + s)
                        .fma(
                                DoubleVector.broadcast(DOUBLES, cSquared),
                                t.fma(DoubleVector.broadcast(DOUBLES, cV), next));
                DoubleVector cInteger = cX.add(ROUND).sub(ROUND);
                cX = cX.sub(cInteger).fma(DoubleVector.broadcast(DOUBLES, -P_LESS_1), cInteger);
                cX.intoArray(cells, c + s);
                DoubleVector dX = DoubleVector.fromArray(DOUBLES, cells, d + s)
                        .fma(
                                DoubleVector.broadcast(DOUBLES, dSquared),
                                t.fma(DoubleVector.broadcast(DOUBLES, dV), next));
                DoubleVector dInteger = dX.add(ROUND).sub(ROUND);
                dX = dX.sub(dInteger).fma(DoubleVector.broadcast(DOUBLES, -P_LESS_1), dInteger);
                dX.intoArray(cells, d + s);
                aX.add(bX)
                        .add(cX.add(dX))
                        .add(DoubleVector.fromArray(DOUBLES, cells, SUM + s))
                        .intoArray(cells, SUM + s);
                DoubleVector weighted = aX.fma(
                        DoubleVector.broadcast(DOUBLES, aV), DoubleVector.fromArray(DOUBLES, cells, WEIGHTED_SUM + s));
                weighted = bX.fma(DoubleVector.broadcast(DOUBLES, bV), weighted);
                weighted = cX.fma(DoubleVector.broadcast(DOUBLES, cV), weighted);
                weighted = dX.fma(DoubleVector.broadcast(DOUBLES, dV), weighted);
                weighted.intoArray(cells, WEIGHTED_SUM + s);
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
            double aV = first.v;
            double aSquared = first.v * first.v;
            double bV = second.v;
            double bSquared = second.v * second.v;
            double cV = third.v;
            double cSquared = third.v * third.v;
            double dV = fourth.v;
            double dSquared = fourth.v * fourth.v;
            for (int s = 0; s < STATES; s += LENGTH) {
                DoubleVector t = DoubleVector.fromArray(DOUBLES, cells, TOTAL + s);
                DoubleVector next = DoubleVector.fromArray(DOUBLES, cells, TOTAL + STATES + s);
                DoubleVector aX = DoubleVector.fromArray(DOUBLES, cells, a + s)
                        .fma(
                                DoubleVector.broadcast(DOUBLES, aSquared),
                                t.fma(DoubleVector.broadcast(DOUBLES, aV), next));
                aX.intoArray(cells, a + s);
                DoubleVector bX = DoubleVector.fromArray(DOUBLES, cells, b + s)
                        .fma(
                                DoubleVector.broadcast(DOUBLES, bSquared),
                                t.fma(DoubleVector.broadcast(DOUBLES, bV), next));
                bX.intoArray(cells, b + s);
                DoubleVector cX = DoubleVector.fromArray(DOUBLES, cells, c + s)
                        .fma(
                                DoubleVector.broadcast(DOUBLES, cSquared),
                                t.fma(DoubleVector.broadcast(DOUBLES, cV), next));
                cX.intoArray(cells, c + s);
                DoubleVector dX = DoubleVector.fromArray(DOUBLES, cells, d + s)
                        .fma(
                                DoubleVector.broadcast(DOUBLES, dSquared),
                                t.fma(DoubleVector.broadcast(DOUBLES, dV), next));
                dX.intoArray(cells, d + s);
                aX.add(bX)
                        .add(cX.add(dX))
                        .add(DoubleVector.fromArray(DOUBLES, cells, SUM + s))
                        .intoArray(cells, SUM + s);
                DoubleVector weighted = aX.fma(
                        DoubleVector.broadcast(DOUBLES, aV), DoubleVector.fromArray(DOUBLES, cells, WEIGHTED_SUM + s));
                weighted = bX.fma(DoubleVector.broadcast(DOUBLES, bV), weighted);
                weighted = cX.fma(DoubleVector.broadcast(DOUBLES, cV), weighted);
                weighted = dX.fma(DoubleVector.broadcast(DOUBLES, dV), weighted);
                weighted.intoArray(cells, WEIGHTED_SUM + s);
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
                DoubleVector t = DoubleVector.fromArray(DOUBLES, cells, TOTAL + s);
                DoubleVector.fromArray(DOUBLES, cells, s).add(constants[0]).intoArray(cells, s);
                for (int i = 1; i < Poseidon2.WIDTH; i++) {
                    int at = i * STATES + s;
                    DoubleVector x = DoubleVector.fromArray(DOUBLES, cells, at)
                            .fma(DoubleVector.broadcast(DOUBLES, factors[i]), t.add(constants[i]));
                    DoubleVector integer = x.add(ROUND).sub(ROUND);
                    x.sub(integer)
                            .fma(DoubleVector.broadcast(DOUBLES, -P_LESS_1), integer)
                            .intoArray(cells, at);
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
