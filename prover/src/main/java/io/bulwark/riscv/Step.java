package io.bulwark.riscv;

/** What one instruction did. Filled anew for each: whoever keeps it copies it. Accesses follow from the opcode, as its table says. */
public final class Step {
    int index;
    int b;
    int c;
    int old;
    int result;
    int address;
    int before;
    int after;
    int next;

    Step() {}

    /** Index of the instruction in the program. */
    public int index() {
        return index;
    }

    /** Value of register s before. */
    public int b() {
        return b;
    }

    /** Value of register t before. */
    public int c() {
        return c;
    }

    /** Value of register d before, or of the sink. */
    public int old() {
        return old;
    }

    /** Value of register d after. */
    public int result() {
        return result;
    }

    /** Byte address of a load or store, else 0. */
    public int address() {
        return address;
    }

    /** The word at that address before. */
    public int before() {
        return before;
    }

    /** The word at that address after. */
    public int after() {
        return after;
    }

    /** Word pc of the next instruction. */
    public int next() {
        return next;
    }
}
