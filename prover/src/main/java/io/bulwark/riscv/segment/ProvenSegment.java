package io.bulwark.riscv.segment;

import io.bulwark.proof.ProverPhase;
import java.time.Duration;
import java.util.Map;

/**
 * A segment's proof and what it cost.
 *
 * @param proof public values and proof
 * @param claim what they claim
 * @param before wall time of what comes before the prover proper
 * @param proving wall time of its phases
 */
public record ProvenSegment(
        SegmentProof proof,
        SegmentClaim claim,
        Map<SegmentPhase, Duration> before,
        Map<ProverPhase, Duration> proving) {
    /** Copies the times. */
    public ProvenSegment {
        before = Map.copyOf(before);
        proving = Map.copyOf(proving);
    }
}
