package io.bulwark.recursion.fold;

import io.bulwark.hash.Poseidon2;
import io.bulwark.riscv.tables.SegmentEnds;

/**
 * Where things stand among the public values of folded proofs. First the kind of the circuit, last the root of the allowed circuits; places between that a kind
 * has no use for are 0.
 *
 * <p>Lift and join: the program's id, then the values of {@link SegmentEnds} in their order. Finish: the program's id, digest of the input, exit code, output
 * digest, cycles. Bundle: the number of runs, the root of their claims.
 */
public final class FoldValues {
    /** The kind's number. */
    public static final int KIND = 0;
    /** The program's id, nine elements; not of bundles. */
    public static final int PROGRAM = 1;
    /** Lift and join: {@link SegmentEnds#COUNT} values of a segment. */
    public static final int SEGMENT = PROGRAM + Poseidon2.DIGEST;
    /** The root of the allowed circuits, nine elements. */
    public static final int ALLOWED = SEGMENT + SegmentEnds.COUNT;
    /** How many values there are. */
    public static final int COUNT = ALLOWED + Poseidon2.DIGEST;

    /** Finish: digest of the input, nine elements. */
    public static final int INPUT = PROGRAM + Poseidon2.DIGEST;
    /** Finish: two limbs. */
    public static final int EXIT_CODE = INPUT + Poseidon2.DIGEST;
    /** Finish: sixteen half-words. */
    public static final int OUTPUT = EXIT_CODE + 2;
    /** Finish: four limbs. */
    public static final int CYCLES = OUTPUT + SegmentEnds.DIGEST_HALVES;
    /** Finish: the first place without use. */
    public static final int FINISH_END = CYCLES + 4;

    /** Bundle: the number of runs. */
    public static final int RUNS = 1;
    /** Bundle: root of the claims, nine elements. */
    public static final int CLAIMS = RUNS + 1;
    /** Bundle: the first place without use. */
    public static final int BUNDLE_END = CLAIMS + Poseidon2.DIGEST;

    /** Changes with the meaning of any place. */
    public static final int LAYOUT = 1;

    private FoldValues() {}
}
