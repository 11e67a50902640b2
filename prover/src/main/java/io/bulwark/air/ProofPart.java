package io.bulwark.air;

/** The parts of a proof in order of sending, except that the four of the queries alternate. */
public enum ProofPart {
    SHAPE_INDEX("shape index"),
    MAIN_CAP("main cap"),
    GKR_ROOT("gkr root"),
    GKR_ROUNDS("gkr rounds"),
    GKR_LAYER_CLAIMS("gkr layer claims"),
    ZEROCHECK_ROUNDS("zerocheck rounds"),
    OPENED_VALUES("opened values"),
    OPENING_ROUNDS("opening rounds"),
    FRI_CAPS("fri caps"),
    FRI_ROUNDS("fri rounds"),
    FINAL_ENTRIES("final entries"),
    NONCE("nonce"),
    QUERY_ROWS("query rows"),
    QUERY_ROW_PATHS("query row paths"),
    QUERY_FRI_LEAVES("query fri leaves"),
    QUERY_FRI_PATHS("query fri paths");

    private final String word;

    ProofPart(String word) {
        this.word = word;
    }

    /** Name in files and messages. */
    public String word() {
        return word;
    }
}
