package io.bulwark.simulation.chaos;

/** A scenario that can be run anywhere, as what is done. */
record Scripted(String name, String rows, String what, Script script) implements Scenario {
    /** What is done, and checked. */
    @FunctionalInterface
    interface Script {
        /**
         * Does it.
         *
         * @throws ChaosException if it cannot be carried to its end
         */
        void run(Trial trial, Stage stage) throws InterruptedException;
    }

    @Override
    public void run(Trial trial, Stage stage) throws InterruptedException {
        script.run(trial, stage);
    }
}
