package io.bulwark.examples;

/**
 * One instruction of the accumulator machine; words and operands have two limbs.
 *
 * @param operand second operand of AND, XOR and ADD; bits to shift by of SHIFT
 */
public record Instruction(Operation operation, int operand) {
    /** What is done to the accumulator; ADD wraps around, SHIFT is to the right. */
    public enum Operation {
        AND(1),
        XOR(2),
        ADD(3),
        SHIFT(4);

        private final int id;

        Operation(int id) {
            this.id = id;
        }

        /** Operation id in messages, from 1 on. */
        int id() {
            return id;
        }
    }

    /** The accumulator behind this instruction, for words of so many bits. */
    int apply(int accumulator, int wordBits) {
        return switch (operation) {
            case AND -> accumulator & operand;
            case XOR -> accumulator ^ operand;
            case ADD -> (accumulator + operand) & ((1 << wordBits) - 1);
            case SHIFT -> accumulator >>> operand;
        };
    }
}
