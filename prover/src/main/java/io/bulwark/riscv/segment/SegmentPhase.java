package io.bulwark.riscv.segment;

/** The parts of a segment's proof before the prover proper, in order. */
public enum SegmentPhase {
    /** Running it again from its checkpoint. */
    EXECUTE("execute"),
    /** Filling its tables. */
    FILL("fill");

    private final String word;

    SegmentPhase(String word) {
        this.word = word;
    }

    /** Name in tables and messages. */
    public String word() {
        return word;
    }
}
