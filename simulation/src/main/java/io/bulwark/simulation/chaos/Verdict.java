package io.bulwark.simulation.chaos;

/** What a scenario showed. */
public enum Verdict {
    /** All that must hold held. */
    HOLDS("holds"),
    /** Something did not hold, or the scenario could not be carried to its end. */
    BROKEN("BROKEN"),
    /** Nothing was shown: this machine does not allow it. */
    SKIPPED("skipped");

    private final String word;

    Verdict(String word) {
        this.word = word;
    }

    @Override
    public String toString() {
        return word;
    }
}
