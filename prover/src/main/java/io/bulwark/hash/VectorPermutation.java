package io.bulwark.hash;

import static io.bulwark.hash.Poseidon2.HALF_FULL_ROUNDS;
import static io.bulwark.hash.StateBlock.STATES;
import static io.bulwark.hash.StateBlock.SUM;
import static io.bulwark.hash.StateBlock.TOTAL;
import static io.bulwark.hash.StateBlock.WEIGHTED_SUM;

import io.bulwark.field.KoalaBear;
import io.bulwark.field.Lanes;
import io.bulwark.hash.PartialRounds.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * All states of a block at once, in vector registers of doubles: a list of steps, each of them a short loop over the cells.
 *
 * <p>The steps are objects of many classes behind one interface so that C2 compiles each by itself: inlined into one method, their vector operations
 * would pass its limit of nodes, and the vectors would be boxed.
 */
final class VectorPermutation implements BlockPermutation {
    /** One pass over the cells of a block. */
    interface Step {
        void run(double[] cells);
    }

    /** A step with S-boxes, whose outputs can be read off the cells behind it. */
    interface BoxStep extends Step {
        /**
         * Writes down the outputs of the step's S-boxes, lane by lane, from {@code boxes[next][at]} on.
         *
         * @return how many lanes they were
         */
        int record(double[] cells, int[][] boxes, int next, int at);
    }

    private interface StepOnFour {
        Step on(Lane first, Lane second, Lane third, Lane fourth);
    }

    /** 2^52 as a double: or-ed to a number below 2^52 it gives 2^52 plus that number. */
    private static final long EXPONENT_52 = 0x4330000000000000L;

    private static final double TWO_52 = 0x1p52;
    private static final double FROM_MONTGOMERY = -127.0 / 256;

    private static final Step[] STEPS = steps();

    @Override
    public void permute(double[] cells) {
        for (Step step : STEPS) {
            step.run(cells);
        }
    }

    @Override
    public void permute(double[] cells, int[][] boxes, int at) {
        int next = 0;
        for (Step step : STEPS) {
            step.run(cells);
            if (step instanceof BoxStep boxStep) {
                next += boxStep.record(cells, boxes, next, at);
            }
        }
    }

    @Override
    public void load(int[] elements, int at, double[] cells, int lane) {
        ExactLanes.fromMontgomery(elements, at, cells, lane, StateBlock.STATES);
    }

    @Override
    public void loadPairs(int[] elements, int at, double[] cells, int even, int odd) {
        for (int s = 0; s < StateBlock.STATES; s += ExactLanes.LENGTH) {
            LongVector pairs =
                    IntVector.fromArray(Lanes.INTS, elements, at + 2 * s).reinterpretAsLongs();
            DoubleVector first =
                    pairs.and(Lanes.LOW).or(EXPONENT_52).reinterpretAsDoubles().sub(TWO_52);
            DoubleVector second = pairs.lanewise(VectorOperators.LSHR, 32)
                    .or(EXPONENT_52)
                    .reinterpretAsDoubles()
                    .sub(TWO_52);
            ExactLanes.whole(first.mul(FROM_MONTGOMERY)).intoArray(cells, even + s);
            ExactLanes.whole(second.mul(FROM_MONTGOMERY)).intoArray(cells, odd + s);
        }
    }

    @Override
    public void store(double[] cells, int lane, int[] elements, int at) {
        for (int s = 0; s < StateBlock.STATES; s += ExactLanes.LENGTH) {
            ExactLanes.toMontgomery(ExactLanes.load(cells, lane + s), cells, StateBlock.SPARE + s);
        }
        ExactLanes.narrow(cells, StateBlock.SPARE, elements, at, StateBlock.STATES);
    }

    private static Step[] steps() {
        List<Step> steps = new ArrayList<>();
        steps.add(new FullRounds.Begin(beforeTheMatrix(Poseidon2.fullRoundConstants(0))));
        steps.add(new FullRounds.ColumnSums());
        steps.add(new FullRounds.Mix());
        addFullRounds(steps, 0);
        addPartialRounds(steps);
        addFullRounds(steps, HALF_FULL_ROUNDS);
        return steps.toArray(Step[]::new);
    }

    /** Four full rounds from {@code first} on, whose own constants have been added; each adds those of the next one to the outputs of its S-boxes. */
    private static void addFullRounds(List<Step> steps, int first) {
        for (int r = first + 1; r <= first + HALF_FULL_ROUNDS; r++) {
            boolean last = r == first + HALF_FULL_ROUNDS;
            steps.add(new FullRounds.Cubes(
                    last ? new double[Poseidon2.WIDTH] : beforeTheMatrix(Poseidon2.fullRoundConstants(r))));
            steps.add(new FullRounds.Mix());
        }
    }

    private static void addPartialRounds(List<Step> steps) {
        Lane[] first = lanes(PartialSchedule.first());
        steps.add(new PartialRounds.Enter());
        for (int pair = 0; pair < PartialSchedule.PAIRS; pair++) {
            steps.add(cube(2 * pair, SUM, TOTAL));
            steps.add(cube(2 * pair + 1, WEIGHTED_SUM, TOTAL + STATES));
            steps.add(new PartialRounds.First(first[0], first[1], first[2]));
            steps.add(onFour(PartialRounds.Reduced::new, PartialSchedule.growing()));
            for (int[] four : PartialSchedule.whole(pair)) {
                steps.add(onFour(PartialRounds.Whole::new, four));
            }
            for (int[] four : PartialSchedule.kept(pair)) {
                steps.add(onFour(PartialRounds.Kept::new, four));
            }
        }
        steps.add(cube(2 * PartialSchedule.PAIRS, SUM, TOTAL));
        steps.add(new PartialRounds.Leave(centered(Poseidon2.fullRoundConstants(HALF_FULL_ROUNDS))));
    }

    private static Step onFour(StepOnFour step, int[] four) {
        Lane[] lanes = lanes(four);
        return step.on(lanes[0], lanes[1], lanes[2], lanes[3]);
    }

    private static Lane[] lanes(int[] numbers) {
        return IntStream.of(numbers).mapToObj(Lane::of).toArray(Lane[]::new);
    }

    private static Step cube(int round, int sum, int total) {
        return new PartialRounds.Cube(StateBlock.centered(Poseidon2.partialRoundConstant(round)), sum, total);
    }

    private static double[] centered(int[] elements) {
        return IntStream.of(elements).mapToDouble(StateBlock::centered).toArray();
    }

    /**
     * What must be added before the external matrix for {@code constants} to have been added behind it. With M = circ(2, 3, 1, 1) and S the sum of the
     * blocks x_b, the matrix gives y_b = M (x_b + S), so the sum of the y_b is 7 M S; and the inverse of M is circ(-4, 3, -11, 17) / 35.
     */
    private static double[] beforeTheMatrix(int[] constants) {
        int[] inverse = {-4, 3, -11, 17};
        int perM = KoalaBear.inverse(KoalaBear.fromLong(35));
        int perSum = KoalaBear.inverse(KoalaBear.fromLong(7));
        int[] x = new int[Poseidon2.WIDTH];
        int[] sum = new int[4];
        for (int i = 0; i < x.length; i++) {
            for (int k = 0; k < 4; k++) {
                int y = constants[i / 4 * 4 + (i + k) % 4];
                x[i] = KoalaBear.add(x[i], KoalaBear.mul(KoalaBear.mul(KoalaBear.fromLong(inverse[k]), perM), y));
            }
            sum[i % 4] = KoalaBear.add(sum[i % 4], x[i]);
        }
        for (int i = 0; i < x.length; i++) {
            x[i] = KoalaBear.sub(x[i], KoalaBear.mul(sum[i % 4], perSum));
        }
        return centered(x);
    }
}
