package io.bulwark.protocol;

/**
 * The bounds of everything that crosses between processes. A frame between nodes ends at 256 KiB; with these bounds the largest instance of
 * each message stays below {@link #FRAME_BYTES}, with room for the envelope.
 */
public final class Limits {
    /** Bytes of the largest frame. */
    public static final int FRAME_BYTES = 256 * 1024;
    /** Bytes of an artifact in one message. */
    public static final int CHUNK_BYTES = 128 * 1024;
    /** Bytes of a state's canonical form. */
    public static final int STATE_BYTES = 256;
    /** Bytes of the input that one task may read. */
    public static final int TASK_BYTES = 64 * 1024 * 1024;
    /** Intervals of one job, each of which is a task. */
    public static final int TASKS = 1 << 20;
    /** Facts of one job: its intervals, as many joins at most, for each leaves one proof less, and the last proof. */
    public static final int FACTS_OF_A_JOB = 2 * TASKS;
    /** Proofs that one join takes. */
    public static final int JOIN = 4;
    /** Bytes of a proof that is folded. */
    public static final int PROOF_BYTES = 64 * 1024 * 1024;
    /** Levels of a tree of joins that a status lists. */
    public static final int LEVELS = 16;
    /** Facts in one message. */
    public static final int FACTS = 64;
    /** Intervals of a plan in one message. */
    public static final int PLANNED = 256;
    /** Bytes of a node's certificate, DER. */
    public static final int CERTIFICATE_BYTES = 2048;
    /** Jurisdictions that a policy names: more than there are. */
    public static final int JURISDICTIONS = 300;
    /** Operators that a policy can ask for. */
    public static final int OPERATORS = 1000;
    /** Regions that a job's header lists. */
    public static final int REGIONS = 64;
    /** Bytes of a wrong proof that are kept as evidence. */
    public static final int EVIDENCE_BYTES = 1 << 20;
    /** Provers that a status lists. */
    public static final int SHARES = 256;
    /** Tasks, and happenings, that a page of a job's changes lists. */
    public static final int TASK_PAGE = 256;
    /** Provers at one task that it lists. */
    public static final int TASK_PROVERS = 3;
    /** Recoveries that a status lists. */
    public static final int RECOVERIES = 64;
    /** Keepers that an artifact may be fetched from. */
    public static final int SOURCES = 16;
    /** Characters of an actor reference. */
    public static final int REFERENCE = 1024;
    /** Characters of a cause. */
    public static final int CAUSE = 2000;

    private Limits() {}

    /** The cause, cut to what a message holds. */
    public static String cause(String words) {
        return words.length() <= CAUSE ? words : words.substring(0, CAUSE);
    }
}
