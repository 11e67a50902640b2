package io.bulwark.hash;

import static io.bulwark.hash.ExactLanes.LENGTH;
import static io.bulwark.hash.ExactLanes.P_INVERSE;
import static io.bulwark.hash.ExactLanes.P_LESS_1;
import static io.bulwark.hash.ExactLanes.ROUND;
import static io.bulwark.hash.ExactLanes.ROUND_PRODUCT;
import static io.bulwark.hash.ExactLanes.all;
import static io.bulwark.hash.ExactLanes.load;
import static io.bulwark.hash.ExactLanes.reduce;
import static io.bulwark.hash.ExactLanes.whole;
import static io.bulwark.hash.StateBlock.NEXT_TOTAL;
import static io.bulwark.hash.StateBlock.STATES;
import static io.bulwark.hash.StateBlock.TOTAL;

import io.bulwark.hash.VectorPermutation.Step;
import jdk.incubator.vector.DoubleVector;

/**
 * The steps of a partial round: {@link Cube} works on lane 0 and finds the total t; the other steps map their lanes x to v x + t and add the results up for
 * the next round's total. {@link PartialSchedule} says which lane belongs to which step, and why that is exact.
 */
final class PartialRounds {
    private PartialRounds() {}

    /** Where a lane begins, and its v. */
    record Lane(int at, double factor) {
        static Lane of(int lane) {
            return new Lane(StateBlock.lane(lane), PartialSchedule.factor(lane));
        }
    }

    /** The sum of lanes 1 to 23. */
    record FirstTotal() implements Step {
        @Override
        public void run(double[] cells) {
            for (int s = 0; s < STATES; s += LENGTH) {
                DoubleVector sum = load(cells, STATES + s);
                for (int i = 2; i < Poseidon2.WIDTH; i++) {
                    sum = sum.add(load(cells, i * STATES + s));
                }
                sum.intoArray(cells, NEXT_TOTAL + s);
            }
        }
    }

    /** Lane 0: constant, S-box (as {@link FullRounds#cube}), then the total, and v_0 = -2. */
    record Cube(double constant) implements Step {
        @Override
        public void run(double[] cells) {
            for (int s = 0; s < STATES; s += LENGTH) {
                DoubleVector x = load(cells, s).add(constant);
                DoubleVector perP = x.mul(P_INVERSE);
                DoubleVector q = x.fma(perP, all(ROUND));
                DoubleVector square = x.fma(x, q.fma(all(-P_LESS_1), all(ROUND_PRODUCT)));
                square = square.sub(q.sub(ROUND));
                q = square.fma(perP, all(ROUND));
                DoubleVector cube = square.fma(x, q.fma(all(-P_LESS_1), all(ROUND_PRODUCT)));
                cube = cube.sub(q.sub(ROUND));
                DoubleVector total = reduce(whole(cube.add(load(cells, NEXT_TOTAL + s))));
                total.intoArray(cells, TOTAL + s);
                cube.fma(all(-2), total).intoArray(cells, s);
            }
        }
    }

    /** Lanes {@link PartialSchedule#ALWAYS_REDUCED}; begins the next total. */
    record AlwaysReduced(Lane first, Lane second, Lane third) implements Step {
        @Override
        public void run(double[] cells) {
            int a = first.at;
            int b = second.at;
            int c = third.at;
            double va = first.factor;
            double vb = second.factor;
            double vc = third.factor;
            for (int s = 0; s < STATES; s += LENGTH) {
                DoubleVector total = load(cells, TOTAL + s);
                DoubleVector xa = reduce(load(cells, a + s).fma(all(va), total));
                DoubleVector xb = reduce(load(cells, b + s).fma(all(vb), total));
                DoubleVector xc = reduce(load(cells, c + s).fma(all(vc), total));
                xa.intoArray(cells, a + s);
                xb.intoArray(cells, b + s);
                xc.intoArray(cells, c + s);
                xa.add(xb).add(xc).intoArray(cells, NEXT_TOTAL + s);
            }
        }
    }

    /** Lanes that lose their binary places, four of them. */
    record MadeWhole(Lane first, Lane second, Lane third, Lane fourth) implements Step {
        @Override
        public void run(double[] cells) {
            int a = first.at;
            int b = second.at;
            int c = third.at;
            int d = fourth.at;
            double va = first.factor;
            double vb = second.factor;
            double vc = third.factor;
            double vd = fourth.factor;
            for (int s = 0; s < STATES; s += LENGTH) {
                DoubleVector total = load(cells, TOTAL + s);
                DoubleVector xa = whole(load(cells, a + s).fma(all(va), total));
                DoubleVector xb = whole(load(cells, b + s).fma(all(vb), total));
                DoubleVector xc = whole(load(cells, c + s).fma(all(vc), total));
                DoubleVector xd = whole(load(cells, d + s).fma(all(vd), total));
                xa.intoArray(cells, a + s);
                xb.intoArray(cells, b + s);
                xc.intoArray(cells, c + s);
                xd.intoArray(cells, d + s);
                DoubleVector sum = xa.add(xb).add(xc.add(xd));
                sum.add(load(cells, NEXT_TOTAL + s)).intoArray(cells, NEXT_TOTAL + s);
            }
        }
    }

    /** Lanes that grow and are reduced, four of them. */
    record Reduced(Lane first, Lane second, Lane third, Lane fourth) implements Step {
        @Override
        public void run(double[] cells) {
            int a = first.at;
            int b = second.at;
            int c = third.at;
            int d = fourth.at;
            double va = first.factor;
            double vb = second.factor;
            double vc = third.factor;
            double vd = fourth.factor;
            for (int s = 0; s < STATES; s += LENGTH) {
                DoubleVector total = load(cells, TOTAL + s);
                DoubleVector xa = reduce(load(cells, a + s).fma(all(va), total));
                DoubleVector xb = reduce(load(cells, b + s).fma(all(vb), total));
                DoubleVector xc = reduce(load(cells, c + s).fma(all(vc), total));
                DoubleVector xd = reduce(load(cells, d + s).fma(all(vd), total));
                xa.intoArray(cells, a + s);
                xb.intoArray(cells, b + s);
                xc.intoArray(cells, c + s);
                xd.intoArray(cells, d + s);
                DoubleVector sum = xa.add(xb).add(xc.add(xd));
                sum.add(load(cells, NEXT_TOTAL + s)).intoArray(cells, NEXT_TOTAL + s);
            }
        }
    }

    /** Lanes that still have bits to spare, four of them. */
    record LeftAlone(Lane first, Lane second, Lane third, Lane fourth) implements Step {
        @Override
        public void run(double[] cells) {
            int a = first.at;
            int b = second.at;
            int c = third.at;
            int d = fourth.at;
            double va = first.factor;
            double vb = second.factor;
            double vc = third.factor;
            double vd = fourth.factor;
            for (int s = 0; s < STATES; s += LENGTH) {
                DoubleVector total = load(cells, TOTAL + s);
                DoubleVector xa = load(cells, a + s).fma(all(va), total);
                DoubleVector xb = load(cells, b + s).fma(all(vb), total);
                DoubleVector xc = load(cells, c + s).fma(all(vc), total);
                DoubleVector xd = load(cells, d + s).fma(all(vd), total);
                xa.intoArray(cells, a + s);
                xb.intoArray(cells, b + s);
                xc.intoArray(cells, c + s);
                xd.intoArray(cells, d + s);
                DoubleVector sum = xa.add(xb).add(xc.add(xd));
                sum.add(load(cells, NEXT_TOTAL + s)).intoArray(cells, NEXT_TOTAL + s);
            }
        }
    }
}
