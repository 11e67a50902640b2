package io.bulwark.examples;

import io.bulwark.air.Table;
import io.bulwark.examples.Instruction.Operation;
import io.bulwark.field.KoalaBear;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Instructions that are run in a loop, the first one behind the last.
 *
 * @param limbBits bits of a limb; a word has two
 */
public record AccumulatorProgram(int limbBits, List<Instruction> instructions) {
    /**
     * Checks the operands.
     *
     * @throws IllegalArgumentException if there is no instruction, an operand is no word, or a shift is by a limb or more
     */
    public AccumulatorProgram {
        instructions = List.copyOf(instructions);
        if (instructions.isEmpty()) {
            throw new IllegalArgumentException("expected an instruction, got none");
        }
        for (Instruction i : instructions) {
            int limit = i.operation() == Operation.SHIFT ? limbBits : 1 << (2 * limbBits);
            if (i.operand() < 0 || i.operand() >= limit) {
                throw new IllegalArgumentException("expected an operand below " + limit + ", got " + i);
            }
        }
    }

    /** So many instructions of all sorts, the same for the same seed. */
    public static AccumulatorProgram random(int limbBits, int length, long seed) {
        Random random = new Random(seed);
        return new AccumulatorProgram(
                limbBits,
                IntStream.range(0, length)
                        .mapToObj(i -> random(random, limbBits))
                        .toList());
    }

    private static Instruction random(Random random, int limbBits) {
        List<Operation> operations = List.of(Operation.values());
        Operation operation = operations.get(random.nextInt(operations.size()));
        int limit = operation == Operation.SHIFT ? limbBits : 1 << (2 * limbBits);
        return new Instruction(operation, random.nextInt(limit));
    }

    public int wordBits() {
        return 2 * limbBits;
    }

    /** Address of the instruction behind this one. */
    public int next(int counter) {
        return (counter + 1) % instructions.size();
    }

    /** What stands in the operand columns: two limbs, or of a shift by j, j and 2^j. */
    int[] operandLimbs(Instruction i) {
        return i.operation() == Operation.SHIFT
                ? new int[] {i.operand(), 1 << i.operand()}
                : new int[] {i.operand() & ((1 << limbBits) - 1), i.operand() >>> limbBits};
    }

    /** The preprocessed table by chip number, as a key wants it. */
    public Map<Integer, Table> preprocessed() {
        int[][] columns = new int[AccumulatorMachine.PROGRAM_COLUMNS][instructions.size()];
        for (int r = 0; r < instructions.size(); r++) {
            Instruction i = instructions.get(r);
            int[] limbs = operandLimbs(i);
            int[] row = {r, i.operation().id(), limbs[0], limbs[1], next(r), 1};
            for (int c = 0; c < row.length; c++) {
                columns[c][r] = KoalaBear.fromCanonical(row[c]);
            }
        }
        return Map.of(AccumulatorMachine.INSTRUCTIONS, Table.of(instructions.size(), columns));
    }
}
