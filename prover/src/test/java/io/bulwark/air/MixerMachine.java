package io.bulwark.air;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** A value mixed with constants by AND and XOR; all tables are closed forms, only their multiplicities are columns. */
public final class MixerMachine {
    public static final Bus STATE = Bus.state(1, 2);
    public static final Bus BITS = Bus.lookupWithOperation(2, 4, 0);
    public static final Bus RANGE = Bus.lookup(3, 2);
    public static final Bus CONSTANT = Bus.lookup(4, 2);
    public static final int AND = 1;
    public static final int XOR = 2;

    private static final int OPERAND_BITS = 4;
    private static final int LOG_RANGE = 5;
    private static final List<Integer> CONSTANTS = List.of(3, 14, 15, 9, 2, 6, 5, 8);

    /** One step: AND or XOR with the constant of this index. */
    public record Step(int operation, int index) {}

    private MixerMachine() {}

    public static Machine machine() {
        return new Machine(
                List.of(STATE, BITS, RANGE, CONSTANT),
                List.of(worker(), bits(), ranges(), constants()),
                List.of(Shape.of(
                        8, new Piece(0, 2), new Piece(1, 2 * OPERAND_BITS), new Piece(2, LOG_RANGE), new Piece(3, 3))),
                WalkMachine.clockedEnds(STATE));
    }

    /** fa, fx, clock, value, index, constant, result. */
    private static Chip worker() {
        ChipBuilder chip = ChipBuilder.chip("worker", 7);
        List<Expression> c = chip.mainColumns();
        Expression and = c.get(0);
        // The sum alone being 0 or 1 would allow fa = 2, fx = -1.
        chip.zero(and.times(and.subtractedFrom(1)));
        Multiplicity on = Multiplicity.flag(and.plus(c.get(1)));
        chip.receive(STATE, on, c.get(2), c.get(3));
        chip.send(STATE, on, c.get(2).plus(1), c.get(6));
        chip.send(BITS, on, and.times(AND).plus(c.get(1).times(XOR)), c.get(3), c.get(5), c.get(6));
        chip.send(RANGE, on, chip.constant(OPERAND_BITS), c.get(6));
        chip.send(CONSTANT, on, c.get(4), c.get(5));
        return chip.build();
    }

    private static Chip bits() {
        ChipBuilder chip = ChipBuilder.closedForm(
                "bits",
                2,
                2 * OPERAND_BITS,
                List.of(
                        ClosedColumn.number(OPERAND_BITS, OPERAND_BITS),
                        ClosedColumn.number(0, OPERAND_BITS),
                        ClosedColumn.and(OPERAND_BITS)));
        List<Expression> uses = chip.mainColumns();
        List<Expression> row = chip.closedColumns();
        Expression a = row.get(0);
        Expression b = row.get(1);
        Expression and = row.get(2);
        chip.receive(BITS, Multiplicity.free(uses.get(0)), chip.constant(AND), a, b, and);
        Expression xor = a.plus(b).minus(and.times(2));
        chip.receive(BITS, Multiplicity.free(uses.get(1)), chip.constant(XOR), a, b, xor);
        return chip.build();
    }

    private static Chip ranges() {
        ChipBuilder chip = ChipBuilder.closedForm(
                "ranges",
                1,
                LOG_RANGE,
                List.of(ClosedColumn.rangeWidth(LOG_RANGE), ClosedColumn.rangeValue(LOG_RANGE)));
        List<Expression> row = chip.closedColumns();
        chip.receive(RANGE, Multiplicity.free(chip.main(0)), row);
        return chip.build();
    }

    private static Chip constants() {
        ChipBuilder chip = ChipBuilder.closedForm(
                "constants", 1, 3, List.of(ClosedColumn.number(0, 3), new ClosedColumn.Values(CONSTANTS)));
        List<Expression> row = chip.closedColumns();
        chip.receive(CONSTANT, Multiplicity.free(chip.main(0)), row);
        return chip.build();
    }

    public static SampleMachine example(int first, Step... steps) {
        List<long[]> work = new ArrayList<>();
        long[][] bits = new long[1 << (2 * OPERAND_BITS)][2];
        long[] ranges = new long[1 << LOG_RANGE];
        long[] constants = new long[CONSTANTS.size()];
        int value = first;
        for (int clock = 0; clock < steps.length; clock++) {
            int constant = CONSTANTS.get(steps[clock].index());
            boolean and = steps[clock].operation() == AND;
            int result = and ? value & constant : value ^ constant;
            work.add(new long[] {and ? 1 : 0, and ? 0 : 1, clock, value, steps[clock].index(), constant, result});
            bits[value << OPERAND_BITS | constant][steps[clock].operation() - 1]++;
            ranges[1 << OPERAND_BITS | result]++;
            constants[steps[clock].index()]++;
            value = result;
        }
        return new SampleMachine(
                machine(),
                0,
                List.of(
                        SampleMachine.table(7, work),
                        SampleMachine.table(2, List.of(bits)),
                        column(ranges),
                        column(constants)),
                Map.of(),
                SampleMachine.publicValues(0, first, steps.length, value));
    }

    private static Table column(long[] values) {
        return SampleMachine.table(
                1, LongStream.of(values).mapToObj(x -> new long[] {x}).toList());
    }

    /** So many steps, alternating. */
    public static SampleMachine example(int first, int count) {
        return example(
                first,
                IntStream.range(0, count)
                        .mapToObj(i -> new Step(1 + i % 2, (3 * i + 1) % CONSTANTS.size()))
                        .toArray(Step[]::new));
    }
}
