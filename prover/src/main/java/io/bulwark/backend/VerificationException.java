package io.bulwark.backend;

/** A proof, or what it was to be held against, is refused. The verifier throws nothing else, whatever the input. */
public final class VerificationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** One for each distinct lie, in the order in which they are looked for. */
    public enum Reason {
        FILE_TRUNCATED("length of the proof file"),
        FILE_MAGIC("magic of the proof file"),
        FILE_VERSION("version of the file format"),
        PROOF_SYSTEM_VERSION("version of the proof system"),
        MACHINE_DIGEST("machine that the file names"),
        NO_PROOF("proof"),
        NOT_ELEMENTS("length of the proof as whole elements"),
        SHAPE_INDEX("shape index"),
        PROOF_LENGTH("length of the proof"),
        ELEMENT_NOT_CANONICAL("element of the proof"),
        NUMBER_OF_PUBLIC_VALUES("number of public values"),
        PUBLIC_VALUE_NOT_CANONICAL("public value"),
        NO_PREPROCESSED_ROOT("preprocessed root of the shape"),
        PREPROCESSED_CAP_LENGTH("length of the preprocessed cap"),
        PREPROCESSED_CAP_ROOT("root of the preprocessed cap"),
        PUBLIC_MULTIPLICITY("multiplicity of a public contribution"),
        GKR_ROOT_DENOMINATOR("denominator of the LogUp root"),
        PUBLIC_FINGERPRINT("fingerprint of a public contribution"),
        BUSES_DO_NOT_BALANCE("sum over all buses"),
        GKR_LAYER_CLAIM("claim of a GKR layer"),
        ZEROCHECK_FINAL_CLAIM("final claim of the zerocheck"),
        OPENING_FINAL_CLAIM("final claim of the opening"),
        PROOF_OF_WORK("low bits of the work sample"),
        STACK_ROW_PATH("Merkle path of a stacked row"),
        FRI_LEAF_PATH("Merkle path of a FRI leaf"),
        FRI_FOLD("committed value against the fold before it"),
        FRI_FINAL_ENTRIES("last fold against the final entries"),
        READ_PAST_THE_END("elements left to read"),
        FILE_PARAMETERS("parameters that the file names"),
        FILE_PROGRAM("program that the file names"),
        FILE_ENTRY("entry of the proof file"),
        FILE_END("end of the proof file"),
        CLAIM_LIMB("limb among the public values"),
        CLAIM_CYCLES("cycles of a segment"),
        CLAIM_HALTED("halted flag of a segment"),
        CLAIM_RESULT("exit code and digest of a segment that has not halted"),
        CLAIM_END("pc behind a segment that has halted"),
        JOIN_PROGRAM("programs of two neighbours"),
        JOIN_AFTER_HALT("halted flag of the left one of two neighbours"),
        JOIN_PC("pc where two neighbours meet"),
        JOIN_MEMORY("memory root where two neighbours meet"),
        JOIN_CYCLES("carry out of the sum of two neighbours' cycles"),
        INPUT_LENGTH("length of an input"),
        FOLD_KIND("kind of a folded proof"),
        FOLD_CIRCUIT("circuit of a folded proof"),
        FOLD_CIRCUIT_PATH("path of a circuit to the root of those that are allowed"),
        FOLD_ALLOWED_ROOT("root of the allowed circuits"),
        FOLD_UNUSED_VALUE("public value that has no meaning"),
        FOLD_PROGRAM("program that a run is of"),
        FOLD_START("state that a run starts in"),
        FOLD_NOT_HALTED("end of a folded run"),
        BUNDLE_SIZE("number of proofs of a bundle"),
        BUNDLE_PATH("path of a claim to the root of its bundle"),
        SEGMENTS_DO_NOT_JOIN("a segment and those before it"),
        RUN_WITHOUT_SEGMENTS("segments of the run"),
        RUN_START("first state of the run"),
        RUN_PROGRAM("program of the run"),
        RUN_INPUT("input of the run"),
        RUN_NOT_HALTED("end of the run"),
        RUN_EXIT_CODE("exit code of the run"),
        RUN_OUTPUT_DIGEST("output digest of the run");

        private final String subject;

        Reason(String subject) {
            this.subject = subject;
        }

        /** What was looked at. */
        public String subject() {
            return subject;
        }
    }

    private final Reason reason;
    private final String expected;
    private final String got;

    public VerificationException(Reason reason, Object expected, Object got) {
        // No stack trace: a network may be fed bad proofs all day, and the reason says where it failed.
        super(reason.subject() + ": expected " + expected + ", got " + got, null, false, false);
        this.reason = reason;
        this.expected = String.valueOf(expected);
        this.got = String.valueOf(got);
    }

    public Reason reason() {
        return reason;
    }

    public String expected() {
        return expected;
    }

    public String got() {
        return got;
    }
}
