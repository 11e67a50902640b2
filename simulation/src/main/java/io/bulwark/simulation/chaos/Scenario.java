package io.bulwark.simulation.chaos;

import java.util.Optional;

/** Something that is done to a running cluster, and what must hold all the same. */
interface Scenario {
    /** How the command line calls it. */
    String name();

    /** The rows of docs/reliability.md that it is about, as in "1, 2". */
    String rows();

    /** What it does, in one line. */
    String what();

    /** Why it cannot be run on this machine, if it cannot. */
    default Optional<String> impossible() {
        return Optional.empty();
    }

    /**
     * Does it.
     *
     * @throws ChaosException if it cannot be carried to its end
     */
    void run(Trial trial, Stage stage) throws InterruptedException;
}
