package io.bulwark.air;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A walk of steps x from a preprocessed table: total += x^3, clock += 1. Public: first and last (clock, total). A state bus, a free table that needs
 * no selector, and one with a preprocessed selector.
 */
public final class WalkMachine {
    public static final Bus STATE = Bus.state(1, 2);
    public static final Bus STEP = Bus.lookup(2, 1);
    public static final Bus CUBE = Bus.lookup(3, 2);
    public static final int WORKER = 0;
    public static final int CUBES = 1;
    public static final int STEPS = 2;

    private WalkMachine() {}

    /** The reference's two shapes of it. */
    public static Machine machine() {
        return machine(
                Shape.of(
                        5,
                        new Piece(WORKER, 2),
                        new Piece(WORKER, 0),
                        new Piece(CUBES, 1),
                        new Piece(CUBES, 0),
                        new Piece(STEPS, 2)),
                Shape.of(5, new Piece(WORKER, 2), new Piece(CUBES, 2), new Piece(STEPS, 2)));
    }

    public static Machine machine(Shape... shapes) {
        return new Machine(
                List.of(STATE, STEP, CUBE), List.of(worker(), cubes(), steps()), List.of(shapes), clockedEnds(STATE));
    }

    /** Public values: first clock and value, last clock and value. */
    static PublicContributions clockedEnds(Bus state) {
        PublicContributionsBuilder ends = new PublicContributionsBuilder(4);
        List<Expression> v = ends.values();
        ends.send(state, Multiplicity.flag(ends.constant(1)), v.get(0), v.get(1));
        ends.receive(state, Multiplicity.flag(ends.constant(1)), v.get(2), v.get(3));
        return ends.build();
    }

    /** on, clock, total, x, y. */
    private static Chip worker() {
        ChipBuilder chip = ChipBuilder.chip("worker", 5);
        List<Expression> c = chip.mainColumns();
        Multiplicity on = Multiplicity.flag(c.get(0));
        chip.receive(STATE, on, c.get(1), c.get(2));
        chip.send(STATE, on, c.get(1).plus(1), c.get(2).plus(c.get(4)));
        chip.send(STEP, on, c.get(3));
        chip.send(CUBE, on, c.get(3), c.get(4));
        return chip.build();
    }

    /** x, y, uses. The constraint holds on every row, the all-zero one included, so that no selector is needed. */
    private static Chip cubes() {
        ChipBuilder chip = ChipBuilder.chip("cubes", 3);
        List<Expression> c = chip.mainColumns();
        chip.zero(c.get(0).cube().minus(c.get(1)));
        chip.receive(CUBE, Multiplicity.free(c.get(2)), c.get(0), c.get(1));
        return chip.build();
    }

    /** uses; preprocessed: value, real. */
    private static Chip steps() {
        ChipBuilder chip = ChipBuilder.preprocessed("steps", 1, 2);
        Expression uses = chip.main(0);
        List<Expression> prep = chip.prepColumns();
        chip.receive(STEP, Multiplicity.free(uses, prep.get(1)), prep.get(0));
        return chip.build();
    }

    /** A walk over steps of 0 to 3, in the first shape. */
    public static SampleMachine example(long... steps) {
        return example(machine(), 0, new long[] {0, 1, 2, 3}, steps);
    }

    public static SampleMachine example(Machine machine, int shapeIndex, long[] values, long... steps) {
        List<long[]> work = new ArrayList<>();
        long total = 5;
        for (int i = 0; i < steps.length; i++) {
            long x = steps[i];
            work.add(new long[] {1, 10 + i, total, x, x * x * x});
            total += x * x * x;
        }
        List<long[]> cubes = Arrays.stream(steps)
                .distinct()
                .sorted()
                .mapToObj(x -> new long[] {x, x * x * x, count(steps, x)})
                .toList();
        List<long[]> uses = Arrays.stream(values)
                .mapToObj(v -> new long[] {count(steps, v)})
                .toList();
        List<long[]> prep =
                Arrays.stream(values).mapToObj(v -> new long[] {v, 1}).toList();
        return new SampleMachine(
                machine,
                shapeIndex,
                List.of(SampleMachine.table(5, work), SampleMachine.table(3, cubes), SampleMachine.table(1, uses)),
                Map.of(STEPS, SampleMachine.table(2, prep)),
                SampleMachine.publicValues(10, 5, 10 + steps.length, total));
    }

    private static long count(long[] steps, long value) {
        return Arrays.stream(steps).filter(x -> x == value).count();
    }
}
