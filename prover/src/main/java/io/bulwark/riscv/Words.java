package io.bulwark.riscv;

/** Where things lie in the one space of words that a segment's memory tree commits to. */
public final class Words {
    /** Word of register x0; register r is at this + r. Words below are memory: byte address / 4. */
    public static final int REGISTERS = 1 << 30;
    /** How many bytes of input have been read. */
    public static final int INPUT_POSITION = REGISTERS + 32;
    /** How many bytes of input there are. */
    public static final int INPUT_LENGTH = REGISTERS + 33;
    /** Takes what loads and jalr write to x0. */
    public static final int SINK = REGISTERS + Instruction.SINK;
    /** Word of the first four bytes of input; input word i is at this + i. */
    public static final int INPUT = REGISTERS + (1 << 28);
    /** Words of a block, the leaf of the memory tree. */
    public static final int BLOCK = 8;

    private Words() {}
}
