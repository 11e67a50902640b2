package io.bulwark.riscv;

/** Runs programs. A run is a function of program and input, nothing else. */
public final class Executor {
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
