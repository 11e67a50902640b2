package io.bulwark.examples;

import io.bulwark.air.Bus;
import io.bulwark.air.Chip;
import io.bulwark.air.ChipBuilder;
import io.bulwark.air.ClosedColumn;
import io.bulwark.air.Expression;
import io.bulwark.air.Machine;
import io.bulwark.air.Multiplicity;
import io.bulwark.air.Piece;
import io.bulwark.air.PublicContributions;
import io.bulwark.air.PublicContributionsBuilder;
import io.bulwark.air.Shape;
import io.bulwark.examples.Instruction.Operation;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A machine of one accumulator of two limbs that runs a fixed program in a loop: AND, XOR, ADD, SHIFT. Statement: the program leads from one
 * (clock, counter, accumulator) to another; both are public, and a verifier has to see that the limbs of the first are in range.
 *
 * <p>Four chips that meet on buses:
 * <ul>
 *   <li>worker, one instruction a row: {@code and, xor, add, shift | clock, counter, next | accumulator[2] | operand[2] | result[2] | carry, rest};
 *       of SHIFT by j, the operands are j and 2^j;
 *   <li>limbs, a closed-form table of all pairs of limbs: {@code and uses, xor uses, pair uses};
 *   <li>ranges, a closed-form table of all (j, v) with v < 2^j: {@code uses};
 *   <li>program, preprocessed: {@code uses |} counter, operation, operand[2], next, real.
 * </ul>
 */
public final class AccumulatorMachine {
    /** The standard machine's limb. */
    public static final int BYTE = 8;

    static final Bus STATE = Bus.state(1, 4);
    static final Bus LIMBS = Bus.lookupWithOperation(2, 4, 0);
    static final Bus RANGE = Bus.lookup(3, 2);
    static final Bus PROGRAM = Bus.lookupWithOperation(4, 5, 1);

    /** Operation id of the question whether two limbs are in range. */
    static final int PAIR = 3;

    static final int WORKER = 0;
    static final int LIMB_PAIRS = 1;
    static final int RANGES = 2;
    static final int INSTRUCTIONS = 3;

    static final int FLAGS = 0;
    static final int CLOCK = 4;
    static final int COUNTER = 5;
    static final int NEXT = 6;
    static final int ACCUMULATOR = 7;
    static final int OPERAND = 9;
    static final int RESULT = 11;
    static final int CARRY = 13;
    static final int REST = 14;
    static final int WORKER_COLUMNS = 15;
    static final int PROGRAM_COLUMNS = 6;

    private AccumulatorMachine() {}

    /** Limbs of a byte, programs of up to 2^8 instructions; shapes for 2^16, 2^18 and 2^20 steps. */
    public static Machine standard() {
        return withShapes(
                BYTE,
                List.of(
                        shape(BYTE, 16, 8, Stream.of(16)),
                        shape(BYTE, 16, 8, IntStream.range(0, 4).map(i -> 16).boxed()),
                        shape(BYTE, 18, 8, IntStream.range(0, 4).map(i -> 18).boxed())));
    }

    /**
     * A shape of this machine.
     *
     * @param logStack s
     * @param logProgram log2 of the program table's rows
     * @param logWorkers log2 of the rows of each piece of the worker
     */
    public static Shape shape(int limbBits, int logStack, int logProgram, Stream<Integer> logWorkers) {
        Stream<Piece> tables = Stream.of(
                new Piece(LIMB_PAIRS, 2 * limbBits), new Piece(RANGES, limbBits), new Piece(INSTRUCTIONS, logProgram));
        return Shape.of(
                logStack,
                Stream.concat(logWorkers.map(k -> new Piece(WORKER, k)), tables).toArray(Piece[]::new));
    }

    /**
     * The machine with limbs of another size.
     *
     * @param limbBits 2 to 8: a shifted-out word times the greatest power, below 2^(3 limbBits), has to stay below p
     */
    public static Machine withShapes(int limbBits, List<Shape> shapes) {
        if (limbBits < 2 || limbBits > BYTE) {
            throw new IllegalArgumentException("expected limbs of 2 to " + BYTE + " bits, got " + limbBits);
        }
        return new Machine(
                List.of(STATE, LIMBS, RANGE, PROGRAM),
                List.of(worker(limbBits), limbs(limbBits), ranges(limbBits), program()),
                shapes,
                ends());
    }

    static Chip worker(int limbBits) {
        ChipBuilder chip = ChipBuilder.chip("worker", WORKER_COLUMNS);
        List<Expression> c = chip.mainColumns();
        Expression and = c.get(FLAGS);
        Expression xor = c.get(FLAGS + 1);
        Expression add = c.get(FLAGS + 2);
        Expression shift = c.get(FLAGS + 3);
        // Of shift the builder says so, since it is a flag of its own. The sum alone being 0 or 1 would allow and = -1,
        // xor = add = 1.
        Stream.of(and, xor, add).forEach(f -> chip.zero(f.times(f.subtractedFrom(1))));
        Expression bitwise = and.plus(xor);
        Expression arithmetic = add.plus(shift);
        declareState(chip, Multiplicity.flag(bitwise.plus(arithmetic)));
        for (int i = 0; i < 2; i++) {
            chip.send(
                    LIMBS,
                    Multiplicity.flag(bitwise),
                    and.plus(xor.times(Operation.XOR.id())),
                    c.get(ACCUMULATOR + i),
                    c.get(OPERAND + i),
                    c.get(RESULT + i));
        }
        chip.send(
                LIMBS,
                Multiplicity.flag(arithmetic),
                chip.constant(PAIR),
                c.get(RESULT),
                c.get(RESULT + 1),
                chip.constant(0));
        chip.send(RANGE, Multiplicity.flag(shift), c.get(OPERAND), c.get(REST));
        declareArithmetic(chip, limbBits, add, shift);
        return chip.build();
    }

    private static void declareState(ChipBuilder chip, Multiplicity on) {
        List<Expression> c = chip.mainColumns();
        Expression operation = c.get(FLAGS)
                .plus(c.get(FLAGS + 1).times(Operation.XOR.id()))
                .plus(c.get(FLAGS + 2).times(Operation.ADD.id()))
                .plus(c.get(FLAGS + 3).times(Operation.SHIFT.id()));
        chip.receive(STATE, on, c.get(CLOCK), c.get(COUNTER), c.get(ACCUMULATOR), c.get(ACCUMULATOR + 1));
        chip.send(STATE, on, c.get(CLOCK).plus(1), c.get(NEXT), c.get(RESULT), c.get(RESULT + 1));
        chip.send(PROGRAM, on, c.get(COUNTER), operation, c.get(OPERAND), c.get(OPERAND + 1), c.get(NEXT));
    }

    private static void declareArithmetic(ChipBuilder chip, int limbBits, Expression add, Expression shift) {
        Expression accumulator = word(chip, ACCUMULATOR, limbBits);
        Expression result = word(chip, RESULT, limbBits);
        Expression carry = chip.main(CARRY);
        Expression rest = chip.main(REST);
        Expression wrapped = result.plus(carry.times(1L << (2 * limbBits)));
        chip.zero(add.times(accumulator.plus(word(chip, OPERAND, limbBits)).minus(wrapped)));
        // 0 or 1 where add is 1, and 0 elsewhere.
        chip.zero(carry.times(add.minus(carry)));
        chip.zero(shift.times(
                accumulator.minus(result.times(chip.main(OPERAND + 1))).minus(rest)));
        chip.zero(rest.times(shift.subtractedFrom(1)));
    }

    private static Expression word(ChipBuilder chip, int low, int limbBits) {
        return chip.main(low).plus(chip.main(low + 1).times(1L << limbBits));
    }

    private static Chip limbs(int limbBits) {
        ChipBuilder chip = ChipBuilder.closedForm(
                "limbs",
                3,
                2 * limbBits,
                List.of(
                        ClosedColumn.number(limbBits, limbBits),
                        ClosedColumn.number(0, limbBits),
                        ClosedColumn.and(limbBits)));
        Expression a = chip.closed(0);
        Expression b = chip.closed(1);
        Expression and = chip.closed(2);
        Expression xor = a.plus(b).minus(and.times(2));
        chip.receive(LIMBS, Multiplicity.free(chip.main(0)), chip.constant(Operation.AND.id()), a, b, and);
        chip.receive(LIMBS, Multiplicity.free(chip.main(1)), chip.constant(Operation.XOR.id()), a, b, xor);
        chip.receive(LIMBS, Multiplicity.free(chip.main(2)), chip.constant(PAIR), a, b, chip.constant(0));
        return chip.build();
    }

    private static Chip ranges(int limbBits) {
        ChipBuilder chip = ChipBuilder.closedForm(
                "ranges", 1, limbBits, List.of(ClosedColumn.rangeWidth(limbBits), ClosedColumn.rangeValue(limbBits)));
        chip.receive(RANGE, Multiplicity.free(chip.main(0)), chip.closedColumns());
        return chip.build();
    }

    private static Chip program() {
        ChipBuilder chip = ChipBuilder.preprocessed("program", 1, PROGRAM_COLUMNS);
        List<Expression> prep = chip.prepColumns();
        Expression real = prep.getLast();
        chip.receive(PROGRAM, Multiplicity.free(chip.main(0), real), prep.subList(0, PROGRAM_COLUMNS - 1));
        return chip.build();
    }

    private static PublicContributions ends() {
        PublicContributionsBuilder ends = new PublicContributionsBuilder(2 * STATE.arity());
        List<Expression> values = ends.values();
        Multiplicity once = Multiplicity.flag(ends.constant(1));
        ends.send(STATE, once, values.subList(0, STATE.arity()));
        ends.receive(STATE, once, values.subList(STATE.arity(), 2 * STATE.arity()));
        return ends.build();
    }
}
