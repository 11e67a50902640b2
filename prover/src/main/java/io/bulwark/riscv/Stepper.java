package io.bulwark.riscv;

/** Runs single instructions and says what each did. */
final class Stepper {
    private final Program program;
    private final Interpreter interpreter;
    private final Memory memory;
    private final Step step = new Step();

    Stepper(Program program, Interpreter interpreter) {
        this.program = program;
        this.interpreter = interpreter;
        this.memory = interpreter.memory;
    }

    /** What the last instruction did. */
    Step step() {
        return step;
    }

    /**
     * Does instruction i, which is no call.
     *
     * @return the index of the next one, or i if an {@link Interruption} stopped it
     */
    int run(int i) {
        long packed = interpreter.packed(i);
        int[] x = interpreter.x;
        int d = (int) packed >>> 8 & 63;
        step.index = i;
        step.b = x[(int) packed >>> 16 & 31];
        step.c = x[(int) packed >>> 24 & 31];
        step.old = x[d];
        int opcode = (int) packed & 63;
        boolean inMemory = opcode >= OpcodeId.LW && opcode <= OpcodeId.SH;
        step.address = inMemory ? step.b + (int) (packed >>> 32) : 0;
        step.before = memory.peek(step.address >>> 2);
        int next = interpreter.blockEnd(i) == i ? interpreter.next(i) : interpreter.execute(i, i + 1);
        step.after = memory.peek(step.address >>> 2);
        step.result = x[d];
        step.next = program.address(next) >>> 2;
        return next;
    }
}
