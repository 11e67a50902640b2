package io.bulwark.riscv;

/** Runs programs. A run is a function of program and input, nothing else. */
public final class Executor {
    /** Number of the one register that is not zero at the start. */
    public static final int STACK_POINTER = 2;
    /** What it holds. */
    public static final int INITIAL_STACK = 0xBFFFFFF0;

    private Executor() {}

    /**
     * Runs a program from its start.
     *
     * @throws GuestException if the program does what it may not, or more than the limits allow
     */
    public static RunResult run(Program program, Input input, Limits limits, Observer observer) {
        return Execution.start(program, input, limits, observer).run();
    }

    /**
     * Goes on from a state. Cycles count from 0.
     *
     * @throws GuestException as {@link #run} does
     * @throws IllegalArgumentException if the run touches a block that the state does not name, or the state's pc is outside of code
     */
    public static RunResult resume(Program program, MachineState state, Limits limits, Observer observer) {
        return Execution.resume(program, state, limits, observer).run();
    }
}
