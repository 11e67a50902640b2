package io.bulwark.proof;

/** The parts of a prover's work that are timed, in order; all but the first are steps of the protocol. */
public enum ProverPhase {
    TRACE("trace"),
    COMMIT("commit"),
    LOGUP("logup"),
    ZEROCHECK("zerocheck"),
    OPENING("opening"),
    FRI("fri"),
    QUERIES("queries");

    private final String word;

    ProverPhase(String word) {
        this.word = word;
    }

    /** Name in tables and messages. */
    public String word() {
        return word;
    }
}
