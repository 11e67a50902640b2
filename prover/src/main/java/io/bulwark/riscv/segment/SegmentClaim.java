package io.bulwark.riscv.segment;

import io.bulwark.backend.NativeBackend;
import io.bulwark.backend.VerificationException;
import io.bulwark.riscv.segment.ClaimException.Reason;

/**
 * "The program leads from one state to another in so many cycles": what a segment's proof proves, and what neighbours join to. Claims under
 * {@link #join} are a partial monoid: where both sides of (a b) c = a (b c) are defined they are equal, and if one is, so is the other.
 *
 * @param program whose instructions they are
 * @param start the state before
 * @param end the state after
 * @param cycles instructions done, unsigned
 * @param halted whether the last of them was the exit call
 * @param exitCode what it said; 0 unless halted
 * @param digest what it named; none unless halted
 */
public record SegmentClaim(
        ProgramId program,
        MachinePoint start,
        MachinePoint end,
        long cycles,
        boolean halted,
        int exitCode,
        OutputDigest digest) {
    /**
     * This claim and the next one behind it as one.
     *
     * @throws ClaimException unless the next one goes on where this one ends: same program, not halted, equal states, and cycles that do not wrap
     */
    public SegmentClaim join(SegmentClaim next) {
        try {
            JoinRules.Claim<Integer> joined =
                    new JoinRules<>(NativeBackend.INSTANCE).join(SegmentValues.elements(this), SegmentValues.elements(next));
            return SegmentValues.claim(program, SegmentValues.canonical(joined.values()));
        } catch (VerificationException e) {
            throw refusal(next, e);
        }
    }

    /** The rules know numbers only; here they have names. */
    private ClaimException refusal(SegmentClaim next, VerificationException e) {
        return switch (e.reason()) {
            case JOIN_PROGRAM -> new ClaimException(Reason.OTHER_PROGRAM, program, next.program);
            case JOIN_AFTER_HALT -> new ClaimException(Reason.AFTER_HALT, "a run that goes on", "an exit call");
            case JOIN_PC -> new ClaimException(Reason.OTHER_PC, end.pc(), next.start.pc());
            case JOIN_MEMORY -> new ClaimException(Reason.OTHER_MEMORY, end.root(), next.start.root());
            case JOIN_CYCLES ->
                new ClaimException(
                        Reason.CYCLES_WRAP,
                        "less than 2^64",
                        Long.toUnsignedString(cycles) + " + " + Long.toUnsignedString(next.cycles));
            default -> throw e;
        };
    }
}
