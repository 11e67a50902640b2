package io.bulwark.riscv.segment;

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
        demand(program.equals(next.program), Reason.OTHER_PROGRAM, program, next.program);
        demand(!halted, Reason.AFTER_HALT, "a run that goes on", "an exit call");
        demand(end.pc() == next.start.pc(), Reason.OTHER_PC, end.pc(), next.start.pc());
        demand(end.root().equals(next.start.root()), Reason.OTHER_MEMORY, end.root(), next.start.root());
        long sum = cycles + next.cycles;
        demand(
                Long.compareUnsigned(sum, cycles) >= 0,
                Reason.CYCLES_WRAP,
                "less than 2^64",
                Long.toUnsignedString(cycles) + " + " + Long.toUnsignedString(next.cycles));
        return new SegmentClaim(program, start, next.end, sum, next.halted, next.exitCode, next.digest);
    }

    private static void demand(boolean holds, Reason reason, Object expected, Object got) {
        if (!holds) {
            throw new ClaimException(reason, expected, got);
        }
    }
}
