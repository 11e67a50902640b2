package io.bulwark.proof;

import io.bulwark.commit.FriLayout;
import io.bulwark.field.KoalaBear;
import io.bulwark.proof.ParameterException.Reason;

/**
 * All that decides how strong a proof is, as data. Who verifies chooses it; a proof never says how strong it is.
 *
 * @param logBlowup b: the code's rate is 2^-b
 * @param queries how many positions are opened
 * @param workBits zero bits that the prover grinds before the positions are drawn
 * @param logFinal f: the folded polynomial is sent whole once it has 2^f coefficients
 * @param capHeight log of the digests at which a Merkle path stops
 */
public record SecurityParameters(int logBlowup, int queries, int workBits, int logFinal, int capHeight) {
    /** Changes with every change of format or of the order of the transcript. */
    public static final int PROTOCOL_VERSION = 1;
    /** Greatest s. */
    public static final int MAX_LOG_STACK = 22;
    /** Greatest log of the fractions of step 3, padding included. */
    public static final int MAX_LOG_LEAVES = 26;
    /** A bound on the verifier's work, far above every named set. */
    public static final int MAX_QUERIES = 1 << 12;
    /** A cap above it would be longer than the paths it saves. */
    public static final int MAX_CAP_HEIGHT = 20;

    private static final int STANDARD_WORK_BITS = 20;
    private static final int STANDARD_LOG_FINAL = 6;
    /** A cap of 2^8 digests is 116 permutations more to absorb than one of 2^6, and saves two in every path to it. */
    private static final int STANDARD_CAP_HEIGHT = 8;
    /** By log blowup from 1 on: fewest queries that, with the work, reach 128 proven bits; section 6 of the design. */
    private static final int[] QUERIES_128 = {261, 160, 131, 119};
    /** The same for 100 bits. */
    private static final int[] QUERIES_100 = {193, 118, 97, 88};

    /**
     * Checks each part by itself.
     *
     * @throws ParameterException naming the part that is out of range
     */
    public SecurityParameters {
        require(logBlowup >= 1 && logBlowup <= KoalaBear.TWO_ADICITY, Reason.LOG_BLOWUP, "1 to 24", logBlowup);
        require(queries >= 1 && queries <= MAX_QUERIES, Reason.QUERIES, "1 to " + MAX_QUERIES, queries);
        // Work bits are low bits of one canonical element; a subgroup of 2^24 is the most that divides evenly.
        require(workBits >= 0 && workBits <= KoalaBear.TWO_ADICITY, Reason.WORK_BITS, "0 to 24", workBits);
        require(logFinal >= 0 && logFinal <= MAX_LOG_STACK, Reason.LOG_FINAL, "0 to " + MAX_LOG_STACK, logFinal);
        require(capHeight >= 0 && capHeight <= MAX_CAP_HEIGHT, Reason.CAP_HEIGHT, "0 to " + MAX_CAP_HEIGHT, capHeight);
    }

    /**
     * The set that is named for its proven bits, at a rate of 2^-logBlowup.
     *
     * @param bits 128 or 100
     * @param logBlowup 1 to 4
     * @throws ParameterException if there is no such set
     */
    public static SecurityParameters named(int bits, int logBlowup) {
        int[] queries = switch (bits) {
            case 128 -> QUERIES_128;
            case 100 -> QUERIES_100;
            default -> throw new ParameterException(Reason.UNKNOWN_SET, "the set 128 or 100", bits);
        };
        require(
                logBlowup >= 1 && logBlowup <= queries.length,
                Reason.UNKNOWN_SET,
                "a log blowup of 1 to " + queries.length,
                logBlowup);
        return new SecurityParameters(
                logBlowup, queries[logBlowup - 1], STANDARD_WORK_BITS, STANDARD_LOG_FINAL, STANDARD_CAP_HEIGHT);
    }

    /** For segments: 128 proven bits at rate 1/2. */
    public static SecurityParameters segment() {
        return named(128, 1);
    }

    /**
     * Refuses a stack of 2^logStack rows that these parameters cannot commit to.
     *
     * @throws ParameterException unless f <= s <= 22 and s + b <= 24
     */
    public void check(int logStack) {
        require(
                logStack >= 0 && logStack <= MAX_LOG_STACK,
                Reason.STACK_TOO_HIGH,
                "a stack of at most 2^" + MAX_LOG_STACK + " rows",
                "2^" + logStack);
        require(
                logFinal <= logStack,
                Reason.LOG_FINAL,
                "at most as many final entries as rows of the stack, 2^" + logStack,
                "2^" + logFinal);
        require(
                logStack + logBlowup <= KoalaBear.TWO_ADICITY,
                Reason.DOMAIN_TOO_LARGE,
                "s + b of at most " + KoalaBear.TWO_ADICITY,
                logStack + logBlowup);
    }

    /** The head of the statement, canonical: version, log blowup, queries, work bits, f, cap height, log arity. */
    public int[] elements() {
        return new int[] {PROTOCOL_VERSION, logBlowup, queries, workBits, logFinal, capHeight, FriLayout.LOG_ARITY};
    }

    private static void require(boolean condition, Reason reason, String expected, Object got) {
        if (!condition) {
            throw new ParameterException(reason, expected, got);
        }
    }
}
