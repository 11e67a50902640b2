package io.bulwark.riscv.segment;

import io.bulwark.backend.VerificationException;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.riscv.memory.Digest;
import io.bulwark.riscv.memory.InitialMemory;
import java.util.Optional;

/**
 * Verifies a run from its segments, one after the other: each proof, that each goes on where those before it end, that the first starts in the program's
 * initial state with the input, and that the last one halts.
 */
public final class RunVerifier {
    private final ProgramKey program;
    private final SegmentVerifier segments;
    private Optional<SegmentClaim> claim = Optional.empty();

    public RunVerifier(ProgramKey program) {
        this.program = program;
        this.segments = new SegmentVerifier(program);
    }

    /**
     * Verifies the next segment.
     *
     * @throws VerificationException if its proof is refused or it does not go on where those before it end
     */
    public void add(SegmentProof segment) {
        add(segments.verify(segment));
    }

    /**
     * Takes the next segment's claim, which someone verified.
     *
     * @throws VerificationException SEGMENTS_DO_NOT_JOIN if it does not go on where those before it end
     */
    public void add(SegmentClaim next) {
        try {
            claim = Optional.of(claim.map(before -> before.join(next)).orElse(next));
        } catch (ClaimException e) {
            throw new VerificationException(Reason.SEGMENTS_DO_NOT_JOIN, "segments that join", e.getMessage());
        }
    }

    /**
     * What all segments prove together, held against what the caller wants.
     *
     * @throws VerificationException RUN_WITHOUT_SEGMENTS, RUN_START, RUN_NOT_HALTED, RUN_EXIT_CODE or RUN_OUTPUT_DIGEST
     */
    public SegmentClaim end(RunExpectation expected) {
        SegmentClaim run =
                claim.orElseThrow(() -> new VerificationException(Reason.RUN_WITHOUT_SEGMENTS, "at least one", 0));
        Digest root = InitialMemory.root(
                program.start().image(),
                expected.input().length(),
                expected.input().root());
        MachinePoint start = new MachinePoint(program.start().entry(), root);
        demand(run.start().equals(start), Reason.RUN_START, start, run.start());
        demand(
                run.halted(),
                Reason.RUN_NOT_HALTED,
                "an exit call",
                "pc " + run.end().pc());
        expected.exitCode()
                .ifPresent(code -> demand(run.exitCode() == code, Reason.RUN_EXIT_CODE, code, run.exitCode()));
        expected.outputDigest()
                .ifPresent(d -> demand(run.digest().equals(d), Reason.RUN_OUTPUT_DIGEST, d, run.digest()));
        return run;
    }

    private static void demand(boolean holds, Reason reason, Object expected, Object got) {
        if (!holds) {
            throw new VerificationException(reason, expected, got);
        }
    }
}
